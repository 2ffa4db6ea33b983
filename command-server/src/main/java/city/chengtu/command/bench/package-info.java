/**
 * Measurements of a whole server from outside: processes of their own, through the public doors.
 * See README.md in this folder.
 */
package city.chengtu.command.bench;
