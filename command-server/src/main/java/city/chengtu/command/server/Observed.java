package city.chengtu.command.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Who may look into the node: this machine itself, or whoever has the token of the settings. No
 * account is asked for, since that would need the database, and the question matters most when it
 * is down.
 *
 * @param token empty when there is none
 */
record Observed(String token) {
  private static final String BEARER = "Bearer ";

  boolean by(HttpServerRequest request) {
    return fromHere(request) || hasToken(request.getHeader("Authorization"));
  }

  /** A request that a proxy on this machine passed on is not this machine's own. */
  private static boolean fromHere(HttpServerRequest request) {
    SocketAddress from = request.remoteAddress();
    return from != null
        && from.hostAddress() != null
        && isLoopback(from.hostAddress())
        && !request.headers().contains("Forwarded")
        && !request.headers().contains("X-Forwarded-For");
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress(); // a number: nothing is looked up
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private boolean hasToken(String header) {
    return !token.isEmpty()
        && header != null
        && header.startsWith(BEARER)
        && MessageDigest.isEqual(
            header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }
}
