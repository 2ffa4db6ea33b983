/**
 * The witnesses of the test kit: live clients and command writers in processes of their own, their
 * ledgers, and the promises of the server checked from outside (README.md).
 */
package city.chengtu.command.prove.witness;
