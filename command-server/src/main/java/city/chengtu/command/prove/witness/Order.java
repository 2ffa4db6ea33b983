package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import java.util.List;
import java.util.UUID;

/**
 * A command to be given through the public interface.
 *
 * @param id the command's own, the same on every attempt
 * @param kind what it is, in the words of the ledger: {@code incident.create} …
 * @param body JSON text
 * @param ifMatch version its sender saw; null when it is not an edit
 * @param subject what it changes, kind/id; null when it makes something
 * @param units units it sends; empty for others
 */
record Order(
    UUID id,
    String kind,
    String method,
    String path,
    String body,
    Long ifMatch,
    String subject,
    List<String> units) {

  static Order post(UUID id, String kind, String path, Object body, String subject) {
    return new Order(id, kind, "POST", path, StateJson.write(body), null, subject, List.of());
  }

  static Order dispatch(UUID id, String incident, List<String> units) {
    return new Order(
        id,
        "dispatch.send",
        "POST",
        "/incidents/" + incident + "/dispatch",
        StateJson.write(java.util.Map.of("units", units)),
        null,
        "incident/" + incident,
        units);
  }

  static Order patch(UUID id, String kind, String path, Object body, long seen, String subject) {
    return new Order(id, kind, "PATCH", path, StateJson.write(body), seen, subject, List.of());
  }
}
