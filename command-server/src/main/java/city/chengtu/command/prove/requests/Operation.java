package city.chengtu.command.prove.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the contract.
 *
 * @param path with its parameters in braces, after the server's base
 * @param body schema of its JSON body, references resolved; empty when it takes none
 * @param uploads content types it takes that are not JSON
 * @param open to whoever has no credential
 */
record Operation(
    String id,
    String method,
    String path,
    String tag,
    List<Parameter> parameters,
    Optional<JsonNode> body,
    List<String> uploads,
    boolean open) {

  /**
   * @param in path, query or header
   */
  record Parameter(String name, String in, boolean required, JsonNode schema) {}

  boolean isQuestion() {
    return method.equals("GET");
  }

  boolean takes(String header) {
    return parameters.stream().anyMatch(p -> p.name().equals(header));
  }

  List<Parameter> in(String where) {
    return parameters.stream().filter(p -> p.in().equals(where)).toList();
  }

  /** All operations of a contract, in its order. */
  static List<Operation> all(JsonNode document) {
    List<Operation> all = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> paths = document.path("paths").fields();
        paths.hasNext(); ) {
      Map.Entry<String, JsonNode> path = paths.next();
      for (Iterator<Map.Entry<String, JsonNode>> methods = path.getValue().fields();
          methods.hasNext(); ) {
        Map.Entry<String, JsonNode> method = methods.next();
        if (method.getValue().has("operationId")) {
          all.add(read(document, path.getKey(), method.getKey(), method.getValue()));
        }
      }
    }
    return all;
  }

  private static Operation read(JsonNode document, String path, String method, JsonNode node) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode each : node.path("parameters")) {
      JsonNode p = Schemas.resolved(document, each);
      parameters.add(
          new Parameter(
              p.path("name").asText(),
              p.path("in").asText(),
              p.path("required").asBoolean(),
              Schemas.resolved(document, p.path("schema"))));
    }
    JsonNode content = node.at("/requestBody/content");
    JsonNode json = content.path("application/json").path("schema");
    List<String> uploads = new ArrayList<>();
    content.fieldNames().forEachRemaining(uploads::add);
    uploads.remove("application/json");
    return new Operation(
        node.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        node.at("/tags/0").asText(),
        List.copyOf(parameters),
        json.isMissingNode() ? Optional.empty() : Optional.of(Schemas.expanded(document, json)),
        List.copyOf(uploads),
        node.path("security").isArray() && node.path("security").isEmpty());
  }
}
