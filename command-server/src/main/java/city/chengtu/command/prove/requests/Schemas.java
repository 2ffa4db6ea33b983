package city.chengtu.command.prove.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The request schemas of the contract: their references, and where in an example what applies. */
final class Schemas {
  private static final int DEEPEST = 12;

  private Schemas() {}

  /**
   * A place in an example body.
   *
   * @param pointer JSON pointer
   * @param name of the member; of a list's item the list's
   * @param parent the object or list around it; null for the body itself
   * @param required whether its object must have it
   */
  record Spot(
      String pointer,
      String name,
      JsonNode schema,
      JsonNode value,
      JsonNode parent,
      boolean required) {
    boolean isMember() {
      return parent != null && parent.isObject();
    }

    boolean is(String type) {
      return schema.path("type").asText().equals(type);
    }

    /** The same place in a copy of the body. */
    JsonNode parentIn(JsonNode body) {
      return body.at(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    String last() {
      return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    void put(JsonNode body, JsonNode value) {
      JsonNode around = parentIn(body);
      if (around.isObject()) {
        ((ObjectNode) around).set(last(), value);
      } else {
        ((ArrayNode) around).set(Integer.parseInt(last()), value);
      }
    }
  }

  static JsonNode resolved(JsonNode document, JsonNode node) {
    JsonNode now = node;
    for (int i = 0; i < DEEPEST && now.has("$ref"); i++) {
      now = document.at(now.path("$ref").asText().substring(1));
    }
    return now;
  }

  /** With every reference replaced by what it stands for. */
  static JsonNode expanded(JsonNode document, JsonNode node) {
    return expanded(document, node, 0);
  }

  private static JsonNode expanded(JsonNode document, JsonNode node, int depth) {
    JsonNode now = resolved(document, node);
    if (depth > DEEPEST) {
      return now;
    }
    if (now.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      now.fields()
          .forEachRemaining(e -> copy.set(e.getKey(), expanded(document, e.getValue(), depth + 1)));
      return copy;
    }
    if (now.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      now.forEach(e -> copy.add(expanded(document, e, depth + 1)));
      return copy;
    }
    return now;
  }

  /** Every place of an example, the body itself first. */
  static List<Spot> spots(JsonNode schema, JsonNode example) {
    List<Spot> spots = new ArrayList<>();
    spots.add(new Spot("", "", schema, example, null, true));
    walk(schema, example, "", "", spots);
    return spots;
  }

  private static void walk(
      JsonNode schema, JsonNode value, String at, String name, List<Spot> into) {
    if (value.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> members = value.fields(); members.hasNext(); ) {
        Map.Entry<String, JsonNode> member = members.next();
        JsonNode inner = schema.path("properties").path(member.getKey());
        boolean required = false;
        for (JsonNode r : schema.path("required")) {
          required |= r.asText().equals(member.getKey());
        }
        String pointer = at + "/" + member.getKey();
        into.add(new Spot(pointer, member.getKey(), inner, member.getValue(), value, required));
        walk(inner, member.getValue(), pointer, member.getKey(), into);
      }
    } else if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        String pointer = at + "/" + i;
        JsonNode inner = schema.path("items");
        into.add(new Spot(pointer, name, inner, value.get(i), value, false));
        walk(inner, value.get(i), pointer, name, into);
      }
    }
  }
}
