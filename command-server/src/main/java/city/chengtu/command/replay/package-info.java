/**
 * Replay 重演: re-enacts recorded calls and unit responses against a server, through the public
 * interface like any other client, and checks that nothing was lost.
 */
package city.chengtu.command.replay;
