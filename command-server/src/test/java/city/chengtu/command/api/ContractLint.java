package city.chengtu.command.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** House rules for the OpenAPI document: what a reader of the contract may count on. */
final class ContractLint {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonObject document;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> operationIds = new HashSet<>();

  private ContractLint(JsonObject document) {
    this.document = document;
  }

  /** Everything that breaks a rule, with the place; empty for a good document. */
  static List<String> faults(JsonObject document) {
    ContractLint lint = new ContractLint(document);
    for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
      JsonObject item = (JsonObject) path.getValue();
      lint.parameters(path.getKey(), item.getJsonArray("parameters", new JsonArray()));
      for (Map.Entry<String, Object> operation : item) {
        if (METHODS.contains(operation.getKey())) {
          lint.operation(
              operation.getKey() + " " + path.getKey(), (JsonObject) operation.getValue());
        }
      }
    }
    lint.references("", document);
    return lint.faults;
  }

  private void operation(String place, JsonObject operation) {
    String id = operation.getString("operationId", "");
    require(id.matches("[a-z][a-zA-Z0-9]*"), place, "operationId is missing or not camelCase");
    require(operationIds.add(id), place, "operationId is used twice: " + id);
    require(!operation.getString("summary", "").isBlank(), place, "has no summary");
    require(!operation.getJsonArray("tags", new JsonArray()).isEmpty(), place, "has no tags");
    parameters(place, operation.getJsonArray("parameters", new JsonArray()));
    responses(place, operation.getJsonObject("responses", new JsonObject()));
  }

  private void parameters(String place, JsonArray parameters) {
    for (Object each : parameters) {
      JsonObject parameter = resolve((JsonObject) each);
      String name = parameter.getString("name", "?");
      require(
          !parameter.getString("description", "").isBlank(),
          place,
          "parameter has no description: " + name);
      require(parameter.containsKey("schema"), place, "parameter has no schema: " + name);
    }
  }

  private void responses(String place, JsonObject responses) {
    boolean refusal = false;
    boolean success = false;
    for (Map.Entry<String, Object> each : responses) {
      JsonObject response = resolve((JsonObject) each.getValue());
      require(
          !response.getString("description", "").isBlank(),
          place,
          "response has no description: " + each.getKey());
      success |= each.getKey().matches("[123].*");
      refusal |=
          each.getKey().matches("4.*|default")
              && response
                  .getJsonObject("content", new JsonObject())
                  .containsKey("application/problem+json");
    }
    require(success, place, "has no response for success");
    require(refusal, place, "has no 4xx response with application/problem+json");
  }

  private void references(String place, Object node) {
    if (node instanceof JsonObject object) {
      String reference = object.getValue("$ref") instanceof String text ? text : null;
      require(reference == null || find(reference) != null, place, "leads nowhere: " + reference);
      object.forEach(e -> references(place + "/" + e.getKey(), e.getValue()));
    } else if (node instanceof JsonArray array) {
      array.forEach(item -> references(place, item));
    }
  }

  private JsonObject resolve(JsonObject object) {
    Object target = object.containsKey("$ref") ? find(object.getString("$ref")) : object;
    return target instanceof JsonObject found ? found : new JsonObject();
  }

  private Object find(String reference) {
    return References.find(document, reference);
  }

  private void require(boolean holds, String place, String fault) {
    if (!holds) {
      faults.add(place + ": " + fault);
    }
  }
}
