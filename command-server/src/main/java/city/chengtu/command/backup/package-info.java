/**
 * Back-up and restore 备份与恢复: one format for both stores, read from one moment of the database,
 * checked by a digest of every table; why and how: README.md beside this file.
 */
package city.chengtu.command.backup;
