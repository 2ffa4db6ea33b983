package city.chengtu.command.loads;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.load.FieldMapping;
import city.chengtu.gis.ingest.load.Preview;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceRow;
import city.chengtu.gis.ingest.source.TextEncoding;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** What was found out about a file, as JSON for people to look at. */
final class LoadPreview {
  private static final int SHAPES = 300;
  private static final long SHAPE_VERTICES = 20_000;
  private static final int LONGEST_TEXT = 200;

  private LoadPreview() {}

  /**
   * @param target the layer it goes into; null while nobody has said
   * @param mapping null without a target
   * @param name what its sender calls the file
   */
  static JsonNode of(LoadFile file, Layer target, boolean exists, FieldMapping mapping, String name)
      throws IOException {
    Preview found = file.found();
    Map<String, Object> view = new LinkedHashMap<>();
    card(view, found.card(), name);
    view.put("crs", crs(found));
    view.put("rows", found.scan().rows());
    view.put("wholeFileSeen", found.scan().whole());
    view.put("kinds", found.scan().kinds());
    view.put("faults", found.scan().faults());
    view.put(
        "fields",
        found.scan().fields().stream()
            .map(
                f ->
                    Map.of(
                        "name",
                        f.name(),
                        "type",
                        f.type().name().toLowerCase(java.util.Locale.ROOT)))
            .toList());
    Envelope box = found.extent();
    if (!box.isNull()) {
      view.put("extent", List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()));
    }
    view.put("warnings", found.warnings());
    view.put("sample", found.scan().first().stream().map(LoadPreview::row).toList());
    view.put("shapes", shapes(file));
    if (target != null) {
      view.put("target", target(target, exists));
      view.put("mapping", mapping(target, mapping));
      view.put("leftOut", mapping.leftOut());
    }
    return StateJson.mapper().valueToTree(view);
  }

  private static void card(Map<String, Object> view, SourceCard card, String name) {
    view.put("format", card.format());
    view.put("part", shown(card.part(), name));
    view.put("parts", card.parts().stream().map(part -> shown(part, name)).toList());
    if (card.rows() != null) {
      view.put("rowsStated", card.rows());
    }
    TextEncoding encoding = card.encoding();
    if (encoding != null) {
      view.put(
          "encoding",
          Map.of(
              "name", encoding.label(),
              "confidence", encoding.confidence(),
              "reason", encoding.reason()));
    }
  }

  /** A file that has one part is called by the name its sender gave it, not by ours. */
  private static String shown(String part, String name) {
    return part.equals("data") ? name : part;
  }

  private static Map<String, Object> crs(Preview found) {
    Map<String, Object> crs = new LinkedHashMap<>();
    if (found.system().system() != null) {
      crs.put("name", found.system().system().name());
    }
    crs.put("confidence", found.system().confidence());
    crs.put("reason", found.system().reason());
    crs.put("alternatives", found.system().alternatives());
    return crs;
  }

  private static Map<String, Object> row(SourceRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.values().forEach((field, value) -> values.put(field, cut(value)));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("number", row.number());
    shown.put("values", values);
    shown.put("faults", row.faults().stream().map(f -> cut(f.detail())).toList());
    return shown;
  }

  private static Object cut(Object value) {
    return value instanceof String text && text.length() > LONGEST_TEXT
        ? text.substring(0, LONGEST_TEXT) + "…"
        : value;
  }

  private static Map<String, Object> shapes(LoadFile file) throws IOException {
    List<Map<String, Object>> features = new ArrayList<>();
    long[] vertices = {0};
    if (file.found().system().system() != null) {
      file.source()
          .read(
              row -> {
                Geometry there = place(file, row);
                if (there != null && vertices[0] + there.getNumPoints() <= SHAPE_VERTICES) {
                  vertices[0] += there.getNumPoints();
                  features.add(
                      Map.of(
                          "type",
                          "Feature",
                          "id",
                          row.number(),
                          "geometry",
                          there,
                          "properties",
                          Map.of()));
                }
                return features.size() < SHAPES && row.number() < 10 * SHAPES;
              });
    }
    return Map.of("type", "FeatureCollection", "features", features);
  }

  /** Null for what cannot be drawn. */
  private static Geometry place(LoadFile file, SourceRow row) {
    if (row.geometry() == null
        || row.geometry().isEmpty()
        || row.geometry().getGeometryType().equals("GeometryCollection")) {
      return null;
    }
    try {
      Geometry there = file.found().system().system().toLonLat(row.geometry());
      Envelope box = there.getEnvelopeInternal();
      boolean onEarth =
          box.getMinX() >= -180
              && box.getMaxX() <= 180
              && box.getMinY() >= -90
              && box.getMaxY() <= 90;
      return onEarth ? there : null;
    } catch (IllegalArgumentException e) { // the checks name it; here it is only not drawn
      return null;
    }
  }

  private static Map<String, Object> target(Layer layer, boolean exists) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("layer", layer.id());
    target.put("title", layer.title());
    target.put("geometry", layer.geometry().name().toLowerCase(java.util.Locale.ROOT));
    target.put("exists", exists);
    return target;
  }

  private static List<Map<String, Object>> mapping(Layer layer, FieldMapping mapping) {
    List<Map<String, Object>> fields = new ArrayList<>();
    layer
        .fields()
        .forEach(
            field -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("field", field.name());
              one.put("title", field.title());
              one.put("type", field.type().name().toLowerCase(java.util.Locale.ROOT));
              one.put("from", mapping.sources().get(field.name()));
              fields.add(one);
            });
    return fields;
  }
}
