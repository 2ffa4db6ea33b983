/**
 * The running server: settings, the composition root (all wiring is here and only here), HTTP and
 * worker set-up, health, and the command line.
 */
package city.chengtu.command.server;
