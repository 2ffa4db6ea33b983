package city.chengtu.command.ogc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What answers look like, as OpenAPI 3.0 has it; after the standard's own schemas. */
final class ApiSchemas {
  private ApiSchemas() {}

  static JsonObject all() {
    return new JsonObject()
        .put(
            "link",
            object(
                List.of("href", "rel"),
                "href",
                text(),
                "rel",
                text(),
                "type",
                text(),
                "title",
                text(),
                "hreflang",
                text()))
        .put(
            "landing",
            object(List.of("links"), "title", text(), "description", text(), "links", links()))
        .put("conformance", object(List.of("conformsTo"), "conformsTo", list(text())))
        .put("definition", new JsonObject().put("type", "object"))
        .put(
            "collections",
            object(
                List.of("links", "collections"),
                "links",
                links(),
                "collections",
                list(reference("collection"))))
        .put("collection", collection())
        .put("schema", new JsonObject().put("type", "object"))
        .put("features", features())
        .put("feature", feature())
        .put("geometry", object(List.of("type"), "type", text()))
        .put(
            "problem",
            object(
                List.of("type", "title", "status", "code"),
                "type",
                text(),
                "title",
                text(),
                "status",
                type("integer"),
                "code",
                text(),
                "detail",
                text(),
                "traceId",
                text(),
                "errors",
                list(new JsonObject().put("type", "object"))));
  }

  private static JsonObject collection() {
    return object(
        List.of("id", "links"),
        "id",
        text(),
        "title",
        text(),
        "description",
        text(),
        "itemType",
        text(),
        "crs",
        list(text()),
        "storageCrs",
        text(),
        "extent",
        new JsonObject().put("type", "object"),
        "links",
        links());
  }

  private static JsonObject features() {
    return object(
        List.of("type", "features"),
        "type",
        new JsonObject()
            .put("type", "string")
            .put("enum", new JsonArray().add("FeatureCollection")),
        "features",
        list(reference("feature")),
        "links",
        links(),
        "timeStamp",
        text().put("format", "date-time"),
        "numberMatched",
        type("integer").put("minimum", 0),
        "numberReturned",
        type("integer").put("minimum", 0));
  }

  private static JsonObject feature() {
    return object(
        List.of("type", "id", "geometry", "properties"),
        "type",
        new JsonObject().put("type", "string").put("enum", new JsonArray().add("Feature")),
        "id",
        text(),
        "geometry",
        reference("geometry"),
        "properties",
        new JsonObject().put("type", "object"),
        "links",
        links());
  }

  private static JsonObject object(List<String> required, Object... members) {
    JsonObject properties = new JsonObject();
    for (int i = 0; i < members.length; i += 2) {
      properties.put((String) members[i], members[i + 1]);
    }
    return new JsonObject()
        .put("type", "object")
        .put("required", new JsonArray(required))
        .put("properties", properties);
  }

  private static JsonObject links() {
    return list(reference("link"));
  }

  private static JsonObject list(JsonObject items) {
    return new JsonObject().put("type", "array").put("items", items);
  }

  private static JsonObject text() {
    return type("string");
  }

  private static JsonObject type(String type) {
    return new JsonObject().put("type", type);
  }

  private static JsonObject reference(String schema) {
    return new JsonObject().put("$ref", "#/components/schemas/" + schema);
  }
}
