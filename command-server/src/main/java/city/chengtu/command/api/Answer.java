package city.chengtu.command.api;

import city.chengtu.command.journal.StateJson;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * An answer to be sent.
 *
 * @param body never null; empty for none
 */
public record Answer(int status, String contentType, Buffer body, Map<String, String> headers) {

  public static Answer json(Object state) {
    return json(state, Map.of());
  }

  public static Answer json(Object state, Map<String, String> headers) {
    return new Answer(200, "application/json", Buffer.buffer(StateJson.write(state)), headers);
  }

  /**
   * A snapshot: what was true at this journal position; {@code /live?since=position} goes on from
   * there.
   */
  public static Answer snapshot(Object state, long position) {
    return json(state, Map.of("Journal-Position", Long.toString(position)));
  }

  public static Answer empty() {
    return new Answer(204, null, Buffer.buffer(), Map.of());
  }

  public static Answer bytes(String contentType, byte[] body, Map<String, String> headers) {
    return new Answer(200, contentType, Buffer.buffer(body), headers);
  }
}
