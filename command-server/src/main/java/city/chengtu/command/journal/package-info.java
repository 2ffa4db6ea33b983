/**
 * The journal 日志: every change of state is one entry, written in the transaction that makes the
 * change. Live push, replay ("as of 14:32") and audit all read this one log. Commands are the only
 * way to write it.
 */
package city.chengtu.command.journal;
