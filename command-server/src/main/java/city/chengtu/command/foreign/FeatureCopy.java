package city.chengtu.command.foreign;

import city.chengtu.gis.coordinate.ChinaOffset;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.GeoJsonGeometry;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads the GeoJSON, or else the GML, of a WFS into features of our map: lon,lat degrees of
 * CGCS2000. Servers differ in what they write first: when the extent they declare holds the points
 * only the other way round, they are turned.
 */
final class FeatureCopy {
  private static final int LONGEST_TEXT = 4_000;
  private static final int MOST_FIELDS = 200;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build());
  }

  private final Layer plain;
  private final Envelope declared;
  private final boolean shifted;
  private final Instant now;
  private final Map<String, Field.Type> types = new LinkedHashMap<>();

  /**
   * @param plain the layer without fields
   * @param declared lon,lat degrees; null when the server declared none
   * @param shifted true when the coordinates are GCJ-02
   */
  FeatureCopy(Layer plain, Envelope declared, boolean shifted, Instant now) {
    this.plain = plain;
    this.declared = declared;
    this.shifted = shifted;
    this.now = now;
  }

  /**
   * @param version of the new copy
   * @throws IOException when this is no collection of features, or one of them cannot be taken
   */
  CopiedLayer read(byte[] bytes, int most, long version) throws IOException {
    List<Geometry> shapes = new ArrayList<>();
    List<JsonNode> rows = new ArrayList<>();
    if (GmlRows.isXml(bytes)) {
      GmlRows.read(bytes, most, rows, shapes);
    } else {
      json(bytes, most, rows, shapes);
    }
    placed(shapes);
    return copied(rows, shapes, version);
  }

  private static void json(byte[] bytes, int most, List<JsonNode> rows, List<Geometry> shapes)
      throws IOException {
    JsonNode root = JSON.readTree(bytes);
    if (root == null || !root.path("features").isArray()) {
      throw new IOException("this is no GeoJSON collection of features");
    }
    if (root.path("features").size() > most) {
      throw tooMany(most);
    }
    for (JsonNode node : root.path("features")) {
      if (node.path("geometry").isObject()) {
        try {
          shapes.add(GeoJsonGeometry.read(node.path("geometry")));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              "feature " + node.path("id").asText("?") + ": " + e.getMessage(), e);
        }
        rows.add(node);
      }
    }
  }

  static IOException tooMany(int most) {
    return new IOException("the layer has more than " + most + " features");
  }

  private CopiedLayer copied(List<JsonNode> rows, List<Geometry> shapes, long version)
      throws IOException {
    rows.forEach(row -> row.path("properties").fields().forEachRemaining(this::type));
    if (types.size() > MOST_FIELDS) {
      throw new IOException("the layer has more than " + MOST_FIELDS + " fields");
    }
    Layer layer = layer(shapes);
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (layer.geometry().accepts(shapes.get(i))) {
        String id = rows.get(i).path("id").asText("");
        features.add(
            new Feature(
                layer.id(),
                id.isEmpty() ? "%07d".formatted(i) : id,
                1,
                now,
                shapes.get(i),
                values(rows.get(i).path("properties"))));
      }
    }
    return new CopiedLayer(layer, features, now, version);
  }

  private Layer layer(List<Geometry> shapes) {
    GeometryKind kind = plain.geometry();
    for (GeometryKind each : GeometryKind.values()) {
      if (!shapes.isEmpty() && each.accepts(shapes.get(0))) {
        kind = each;
      }
    }
    return new Layer(
        plain.id(),
        plain.theme(),
        plain.title(),
        kind,
        types.entrySet().stream()
            .map(t -> Field.of(t.getKey(), t.getKey(), t.getKey(), t.getValue()))
            .toList(),
        plain.origin(),
        plain.scales(),
        plain.style(),
        false);
  }

  private void type(Map.Entry<String, JsonNode> value) {
    JsonNode node = value.getValue();
    Field.Type type =
        node.isIntegralNumber() && node.canConvertToLong()
            ? Field.Type.INTEGER
            : node.isNumber()
                ? Field.Type.NUMBER
                : node.isBoolean() ? Field.Type.BOOLEAN : Field.Type.TEXT;
    if (!node.isNull()) {
      types.merge(value.getKey(), type, FeatureCopy::wider);
    }
  }

  private static Field.Type wider(Field.Type a, Field.Type b) {
    if (a == b) {
      return a;
    }
    boolean numbers =
        (a == Field.Type.INTEGER || a == Field.Type.NUMBER)
            && (b == Field.Type.INTEGER || b == Field.Type.NUMBER);
    return numbers ? Field.Type.NUMBER : Field.Type.TEXT;
  }

  private Map<String, Object> values(JsonNode properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    types.forEach((name, type) -> values.put(name, value(properties.path(name), type)));
    return values;
  }

  private static Object value(JsonNode node, Field.Type type) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    return switch (type) {
      case INTEGER -> node.asLong();
      case NUMBER -> node.asDouble();
      case BOOLEAN -> node.asBoolean();
      default -> {
        String text = node.isValueNode() ? node.asText() : node.toString();
        yield text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
      }
    };
  }

  /** Turns and shifts to lon,lat of CGCS2000. */
  private void placed(List<Geometry> shapes) throws IOException {
    Envelope all = new Envelope();
    shapes.forEach(s -> all.expandToInclude(s.getEnvelopeInternal()));
    boolean turn = isTurned(all);
    CoordinateFilter placing =
        c -> {
          double x = turn ? c.y : c.x;
          double y = turn ? c.x : c.y;
          Coordinate true84 = shifted ? ChinaOffset.gcj02ToWgs84(new Coordinate(x, y)) : null;
          c.setX(true84 == null ? x : true84.x);
          c.setY(true84 == null ? y : true84.y);
        };
    for (Geometry shape : shapes) {
      shape.apply(placing);
      shape.geometryChanged();
      shape.setSRID(4326);
      Envelope box = shape.getEnvelopeInternal();
      if (!(box.getMinX() >= -180 && box.getMaxX() <= 180)
          || !(box.getMinY() >= -90 && box.getMaxY() <= 90)) {
        throw new IOException("coordinates are no degrees: " + box);
      }
    }
  }

  private boolean isTurned(Envelope all) {
    if (declared == null || all.isNull()) {
      return false;
    }
    Envelope room = declared.copy();
    room.expandBy(0.01 + declared.getWidth(), 0.01 + declared.getHeight());
    Envelope turned = new Envelope(all.getMinY(), all.getMaxY(), all.getMinX(), all.getMaxX());
    return !room.intersects(all) && room.intersects(turned);
  }
}
