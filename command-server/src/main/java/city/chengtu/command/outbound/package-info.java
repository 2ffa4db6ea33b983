/**
 * Outbound 出站: the one way in which the server fetches anything from elsewhere.
 *
 * <p><b>Why one way.</b> A server that can be talked into fetching an address of somebody's choice
 * opens the network behind it (SSRF). {@link city.chengtu.command.outbound.OutboundGuard} decides
 * which addresses may be asked at all, and {@link city.chengtu.command.outbound.OutboundClient}
 * connects to the very address that was decided on: a name that answers differently the second time
 * changes nothing. Redirects are never followed; size and time are bounded.
 *
 * <p>The command line's own tools (replay, bench, token) talk to the server the operator names and
 * do not go through here.
 */
package city.chengtu.command.outbound;
