package city.chengtu.command.prove.requests;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * One bad request.
 *
 * @param fault what is wrong with it, in a word
 * @param operation where it goes
 * @param bytes as they go over the wire
 * @param fields names one of which a 400, 415 or 426 must give; empty when no field is at fault
 * @param expected statuses that are right; 0 stands for a closed connection
 * @param fresh needs a connection of its own
 * @param ended no more bytes are sent after these
 * @param before right requests in front of it on the same connection, whose answers come first
 * @param frames sent after the handshake of a WebSocket; null for plain HTTP
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BadRequest(
    long number,
    String fault,
    String operation,
    byte[] bytes,
    Set<String> fields,
    IntPredicate expected,
    boolean fresh,
    boolean ended,
    int before,
    byte[] frames) {
  private static final int SHOWN = 1_500;

  static boolean refused(int status) {
    return status >= 400 && status < 500;
  }

  static boolean refusedOrClosed(int status) {
    return status == 0 || refused(status);
  }

  /** For a shell: {@code printf … | nc HOST PORT}. */
  String recipe(String host, int port) {
    return "printf '"
        + escaped(bytes)
        + (frames == null ? "" : "' ; then after 101: printf '" + escaped(frames))
        + "' | nc "
        + host
        + ' '
        + port
        + (bytes.length > SHOWN ? "   # of " + bytes.length + " bytes" : "");
  }

  private static String escaped(byte[] all) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(all.length, SHOWN); i++) {
      char c = (char) (all[i] & 0xff);
      if (c == '\r') {
        text.append("\\r");
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c < ' ' || c > '~' || c == '\'' || c == '\\' || c == '%') {
        text.append("\\%03o".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  String head() {
    String all = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1);
    return all.split("\r\n", 2)[0];
  }
}
