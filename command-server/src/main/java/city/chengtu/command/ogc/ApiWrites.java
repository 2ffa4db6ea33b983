package city.chengtu.command.ogc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The part of the OpenAPI document that says how the features of a layer are changed (Part 4). */
final class ApiWrites {
  private static final List<String> REFUSED =
      List.of("400", "401", "403", "404", "405", "413", "415", "422", "429", "500", "503");

  private final Language language;

  ApiWrites(Language language) {
    this.language = language;
  }

  /** Adds the operations to the paths of a layer's items and of one item. */
  void add(JsonObject items, JsonObject item, String name, String operation) {
    items.put(
        "post",
        operation("createItem" + operation, name, null)
            .put("requestBody", body(MediaType.GEOJSON))
            .put("responses", responses("201", false)));
    item.put(
        "put",
        operation("replaceItem" + operation, name, "featureId")
            .put("requestBody", body(MediaType.GEOJSON))
            .put("responses", responses("204", true)));
    item.put(
        "patch",
        operation("updateItem" + operation, name, "featureId")
            .put("requestBody", body(MediaType.MERGE_PATCH))
            .put("responses", responses("204", true)));
    JsonObject delete = operation("deleteItem" + operation, name, "featureId");
    item.put("delete", delete.put("responses", responses("204", true)));
  }

  private JsonObject operation(String id, String name, String item) {
    JsonArray parameters = new JsonArray();
    if (item == null) {
      parameters.add(
          header(
              "Idempotency-Key",
              language.say("命令标识 UUID", "a UUID: sent again, it happens once"),
              false));
    } else {
      parameters.add(new JsonObject().put("$ref", "#/components/parameters/" + item));
      parameters.add(
          header("If-Match", language.say("所见版本的 ETag", "the ETag of the version seen"), true));
    }
    if (!id.startsWith("delete")) {
      parameters.add(
          header("Content-Crs", language.say("请求体的坐标系", "reference system of the body"), false));
    }
    return new JsonObject()
        .put("operationId", id)
        .put("summary", name)
        .put("tags", new JsonArray().add("data"))
        .put("parameters", parameters);
  }

  private static JsonObject header(String name, String description, boolean required) {
    return new JsonObject()
        .put("name", name)
        .put("in", "header")
        .put("description", description)
        .put("required", required)
        .put("schema", new JsonObject().put("type", "string"));
  }

  private static JsonObject body(String type) {
    JsonObject schema =
        type.equals(MediaType.GEOJSON)
            ? new JsonObject().put("$ref", "#/components/schemas/feature")
            : new JsonObject().put("type", "object");
    return new JsonObject()
        .put("required", true)
        .put("content", new JsonObject().put(type, new JsonObject().put("schema", schema)));
  }

  private static JsonObject responses(String done, boolean locked) {
    JsonObject responses = new JsonObject().put(done, new JsonObject().put("description", "OK"));
    REFUSED.forEach(status -> responses.put(status, problem()));
    if (locked) {
      responses.put("412", problem()).put("428", problem());
    }
    return responses;
  }

  private static JsonObject problem() {
    return new JsonObject().put("$ref", "#/components/responses/Problem");
  }
}
