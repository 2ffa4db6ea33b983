package city.chengtu.command.ogc;

import io.vertx.core.http.HttpServerRequest;

/**
 * The address clients reach the service at, without a slash at its end. Links are absolute, so a
 * proxy in front must be known: by the setting {@code http.public-url}, else the Host header is
 * taken, which proxies hand on.
 *
 * @param fixed the setting; empty for none
 * @param tls whether clients reach us by HTTPS
 */
public record PublicAddress(String fixed, boolean tls) {
  static final String PATH = "/ogc";

  String of(HttpServerRequest request) {
    return root(request) + PATH;
  }

  /** The address of the whole server. */
  public String root(HttpServerRequest request) {
    return fixed.isEmpty()
        ? (tls ? "https://" : "http://") + request.authority()
        : fixed.replaceAll("/+$", "");
  }
}
