package city.chengtu.command.prove.requests;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Right requests, made from the contract and the scene. */
final class Examples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Members that a right request has only together with others. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "component",
          "locked",
          "current",
          "filter",
          "filterLang",
          "reach",
          "groups",
          "after",
          "access");

  private static final String SHAPE =
      """
      {"type":"Polygon","coordinates":[[[112.97,28.19],[112.98,28.19],[112.98,28.2],[112.97,28.19]]]}
      """;

  private final Scene scene;

  Examples(Scene scene) {
    this.scene = scene;
  }

  Draft of(Operation operation) {
    Draft draft = scene.actor(operation).draft(operation.method(), operation.path());
    for (Operation.Parameter p : operation.in("path")) {
      draft.pathValues.put(p.name(), scene.pathValue(operation, p.name()));
    }
    for (Operation.Parameter p : operation.in("query")) {
      if (p.required()) {
        draft.query(p.name(), scene.queryValue(operation, p));
      }
    }
    if (operation.id().equals("whatIsAround")) { // either an incident or a place
      draft.query("lon", "112.98");
      draft.query("lat", "28.2");
    }
    if (operation.takes("Idempotency-Key")) {
      draft.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    if (operation.takes("If-Match")) {
      draft.header("If-Match", "\"1\"");
    }
    operation
        .body()
        .ifPresent(
            schema -> {
              draft.header("Content-Type", "application/json");
              draft.body = value(operation, schema, "");
            });
    if (!operation.uploads().isEmpty()) {
      boolean picture = operation.uploads().contains("image/jpeg");
      draft.header("Content-Type", picture ? "image/jpeg" : operation.uploads().get(0));
      draft.bodyBytes = picture ? Scene.picture() : Scene.table();
    }
    return draft;
  }

  private JsonNode value(Operation operation, JsonNode schema, String name) {
    if (name.equals("geometry")) {
      return StateJson.tree(SHAPE);
    }
    if (name.equals("centre")) {
      return JSON.arrayNode().add(number("lon")).add(number("lat"));
    }
    if (schema.has("enum")) {
      return schema.at("/enum/0");
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(operation, schema);
      case "array" -> {
        ArrayNode list = JSON.arrayNode();
        list.add(value(operation, schema.path("items"), name));
        yield list;
      }
      case "integer" -> JSON.numberNode(schema.path("minimum").asInt(1));
      case "number" ->
          JSON.numberNode(Math.min(number(name), schema.path("maximum").asDouble(5_000)));
      case "boolean" -> JSON.booleanNode(false);
      default -> JSON.textNode(text(operation, schema, name));
    };
  }

  private static double number(String name) {
    return switch (name) {
      case "lon" -> 112.98;
      case "lat" -> 28.2;
      case "opacity" -> 0.5;
      default -> 5;
    };
  }

  private ObjectNode object(Operation operation, JsonNode schema) {
    ObjectNode object = JSON.objectNode();
    for (Iterator<Map.Entry<String, JsonNode>> members = schema.path("properties").fields();
        members.hasNext(); ) {
      Map.Entry<String, JsonNode> member = members.next();
      boolean caseSource = member.getKey().equals("source") && operation.id().equals("reportCase");
      boolean sourceId = member.getKey().equals("id") && schema.at("/properties").has("datum");
      boolean areaOfFeature =
          member.getKey().equals("feature") && schema.at("/properties").has("buffer");
      if (!LEFT_OUT.contains(member.getKey()) && !caseSource && !areaOfFeature && !sourceId) {
        object.set(member.getKey(), value(operation, member.getValue(), member.getKey()));
      }
    }
    return object;
  }

  private String text(Operation operation, JsonNode schema, String name) {
    String code = scene.code(operation, name);
    if (code != null && schema.path("maxLength").asInt(100) >= code.length()) {
      return code;
    }
    if (name.equals("endsAt") || name.equals("until")) {
      return Scene.now().plus(1, ChronoUnit.DAYS).toString();
    }
    if (schema.path("format").asText().equals("date-time") || name.equals("at")) {
      return Scene.now().minus(10, ChronoUnit.SECONDS).toString();
    }
    return switch (name) {
      case "account" -> operation.id().equals("createToken") ? scene.account() : "nobody-at-all";
      case "password" ->
          operation.id().equals("beginSecondFactor") ? scene.leaderPassword : Scene.PASSWORD;
      case "code" -> "123456";
      case "roles" -> "operator";
      case "scopes" -> "incident.read";
      case "area" -> "430102";
      case "url" -> "https://tiles.prove.invalid/{z}/{x}/{y}.png";
      case "id" ->
          operation.id().equals("printMap")
              ? "roads"
              : operation.path().startsWith("/foreign") ? "foreign_new" : "prove-unit";
      case "callSign" -> "PROVE-1";
      default -> "text";
    };
  }
}
