package city.chengtu.command.ogc;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A layer's fields as JSON Schema: what can be asked for, and what is answered. */
final class Fields {
  /** By which filters name the geometry and the identity of a feature. */
  static final String GEOMETRY = "geometry";

  static final String ID = "id";

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private Fields() {}

  /** The queryables (Part 3): what may stand in a filter. */
  static JsonObject queryables(Layer layer, String address, Language language) {
    JsonObject properties =
        new JsonObject()
            .put(
                ID,
                new JsonObject()
                    .put("title", language.say("标识", "Identity"))
                    .put("type", "string")
                    .put("x-ogc-role", "id"))
            .put(
                GEOMETRY,
                new JsonObject()
                    .put("title", language.say("图形", "Geometry"))
                    .put("format", format(layer.geometry()))
                    .put("x-ogc-role", "primary-geometry"));
    layer.fields().forEach(f -> properties.put(f.name(), schema(f, language, false)));
    return new JsonObject()
        .put("$schema", DRAFT)
        .put("$id", address)
        .put("title", language.say(layer.title()))
        .put("type", "object")
        .put("properties", properties)
        .put("additionalProperties", false);
  }

  /** What a feature of the layer looks like. */
  static JsonObject feature(Layer layer, String address, Language language) {
    JsonObject properties = new JsonObject();
    layer.fields().forEach(f -> properties.put(f.name(), schema(f, language, false)));
    return new JsonObject()
        .put("$schema", DRAFT)
        .put("$id", address)
        .put("title", language.say(layer.title()))
        .put("type", "object")
        .put("required", new JsonArray(List.of("type", "id", GEOMETRY, "properties")))
        .put(
            "properties",
            new JsonObject()
                .put("type", new JsonObject().put("type", "string").put("const", "Feature"))
                .put(ID, new JsonObject().put("type", "string").put("readOnly", true))
                .put(GEOMETRY, new JsonObject().put("format", format(layer.geometry())))
                .put(
                    "properties",
                    new JsonObject()
                        .put("type", "object")
                        .put("properties", properties)
                        .put("additionalProperties", false)));
  }

  /** The parts a parameter's schema has in OpenAPI too. */
  static JsonObject schema(Field field, Language language, boolean plain) {
    JsonObject schema = new JsonObject();
    if (!plain) {
      schema.put("title", language.say(field.title()));
    }
    switch (field.type()) {
      case TEXT -> schema.put("type", "string");
      case INTEGER -> schema.put("type", "integer");
      case NUMBER -> schema.put("type", "number");
      case BOOLEAN -> schema.put("type", "boolean");
      case DATE -> schema.put("type", "string").put("format", "date");
      case TIMESTAMP -> schema.put("type", "string").put("format", "date-time");
    }
    return field.unit() == null || plain ? schema : schema.put("x-ogc-unit", field.unit());
  }

  /** Layers take single and multi geometries of their kind. */
  private static String format(GeometryKind kind) {
    return switch (kind) {
      case POINT -> "geometry-point-or-multipoint";
      case LINE -> "geometry-linestring-or-multilinestring";
      case POLYGON -> "geometry-polygon-or-multipolygon";
    };
  }
}
