/**
 * Proof under fire 故障下的证明: starts nodes, clients and writers as separate processes, breaks parts of
 * them, and checks from outside that nothing is lost, doubled, reordered or shown stale.
 */
package city.chengtu.command.prove;
