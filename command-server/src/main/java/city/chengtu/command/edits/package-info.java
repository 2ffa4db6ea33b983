/**
 * Changing stored layers feature by feature: by people in the page and by GIS programs, at once or
 * as a set that somebody else reviews. See README.md beside this file.
 */
package city.chengtu.command.edits;
