package city.chengtu.command.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Leaves out of a state what its reader must not see. */
final class Fields {
  private Fields() {}

  /** The same tree without members of these names, at any depth. */
  static JsonNode without(JsonNode state, Collection<String> hidden) {
    if (hidden.isEmpty()) {
      return state;
    }
    if (state instanceof ObjectNode object) {
      object.remove(hidden);
    }
    state.forEach(inner -> without(inner, hidden));
    return state;
  }
}
