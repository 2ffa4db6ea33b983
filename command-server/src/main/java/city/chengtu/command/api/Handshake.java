package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Is a request the opening of a WebSocket, as RFC 6455 section 4.2.1 wants it? */
public final class Handshake {
  private static final int KEY_BYTES = 16;

  private Handshake() {}

  /**
   * @throws Refusal 426 when it opens no WebSocket, 400 when it does so wrongly, naming the header
   */
  public static void check(HttpServerRequest request) {
    if (!has(request, "Upgrade", "websocket") || !has(request, "Connection", "upgrade")) {
      throw upgrade("Upgrade", "this address is a WebSocket's");
    }
    if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
      throw upgrade("Sec-WebSocket-Version", "Sec-WebSocket-Version must be 13");
    }
    if (!isKey(request.getHeader("Sec-WebSocket-Key"))) {
      throw Refusal.invalid(
          "Sec-WebSocket-Key", "invalid-value", "Sec-WebSocket-Key must be 16 bytes in Base64");
    }
  }

  private static boolean has(HttpServerRequest request, String header, String token) {
    return request.headers().getAll(header).stream()
        .flatMap(value -> List.of(value.toLowerCase(Locale.ROOT).split(",")).stream())
        .anyMatch(value -> value.strip().equals(token));
  }

  private static boolean isKey(String key) {
    try {
      return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false; // not Base64
    }
  }

  private static Refusal upgrade(String header, String detail) {
    return new Refusal(
        new Refusal.Reason(
            426,
            "upgrade-required",
            detail,
            List.of(new Refusal.FieldError(header, "upgrade-required", detail)),
            Map.of()));
  }
}
