package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What an answer says it is about. */
final class Subjects {
  private Subjects() {}

  /**
   * @param name kind/id
   * @param version after the command
   */
  record Versioned(String name, long version) {}

  /** The subject and version in the answer to a command of this kind; empty when it has none. */
  static Optional<Versioned> ofAnswer(String kind, JsonNode answer) {
    JsonNode state = "dispatch.send".equals(kind) ? answer.path("incident") : answer;
    String id = state.path("id").asText("");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new Versioned(subjectKind(kind) + "/" + id, state.path("version").asLong()));
  }

  private static String subjectKind(String kind) {
    String first = kind.substring(0, kind.indexOf('.'));
    return "dispatch".equals(first) ? "incident" : first;
  }
}
