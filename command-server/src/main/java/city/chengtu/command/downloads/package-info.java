/**
 * Layers as files, with the rights of whoever takes them, within limits, marked and entered in the
 * journal. See README.md beside this file.
 */
package city.chengtu.command.downloads;
