package city.chengtu.command.prove.requests;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What came back.
 *
 * @param status 0 when the connection was closed without an answer
 * @param headers names in lower case; of several only the last
 * @param body plain
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(int status, Map<String, String> headers, byte[] body) {
  static final Reply CLOSED = new Reply(0, Map.of(), new byte[0]);

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Whether the server will read another request on this connection. */
  boolean stays() {
    return status != 0 && !header("connection").equalsIgnoreCase("close");
  }
}
