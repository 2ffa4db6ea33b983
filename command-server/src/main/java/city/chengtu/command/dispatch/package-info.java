/**
 * Dispatch 指挥调度: units and their duty, who is sent where, which units to send by road time, and the
 * intervals between the raw timestamps. A unit's availability is derived from its duty and its
 * assignments, never typed in; the database sees to it that no unit is held twice.
 */
package city.chengtu.command.dispatch;
