package city.chengtu.gis.ingest;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.feature.Layer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads GeoJSON (RFC 7946), also gzipped and also one feature a line, feature by feature: a file of
 * any size takes the memory of its largest feature. What is wrong is named by feature and field and
 * counted; only a file that is no JSON at all ends the import.
 */
public final class GeoJsonReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = JSON.getFactory();
  private static final int GZIP_MAGIC = 0x1f8b;

  private final Layer layer;
  private final String idField;
  private final String crs;
  private final int rank;
  private final CoordinateSystems systems;

  /**
   * @param layer where the features go
   * @param idField property that holds the id; null to take the feature's own "id", or its number
   *     in the file
   * @param crs reference system of the coordinates, east first; RFC 7946 allows only lon,lat, older
   *     files say otherwise
   * @param rank smallest zoom at which the features are drawn
   */
  public GeoJsonReader(
      Layer layer, String idField, String crs, int rank, CoordinateSystems systems) {
    this.layer = layer;
    this.idField = idField;
    this.crs = crs == null ? CoordinateSystems.LON_LAT : crs;
    this.rank = rank;
    this.systems = systems;
  }

  /**
   * Reads a file into the sink, which is left open.
   *
   * @throws IOException when the file cannot be read
   * @throws GeoJsonException when it is not GeoJSON, saying where
   */
  public void read(Path file, CheckedSink sink) throws IOException {
    try (InputStream in = open(file)) {
      read(in, file.getFileName().toString(), sink);
    }
  }

  void read(InputStream in, String name, CheckedSink sink) throws IOException {
    sink.define(layer);
    try (JsonParser parser = FACTORY.createParser(in)) {
      long number = 0;
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new GeoJsonException(name + ": expected an object at " + place(parser));
        }
        number = top(parser, name, number, sink);
      }
      if (number == 0) {
        throw new GeoJsonException(name + ": holds no feature");
      }
    } catch (JsonParseException e) {
      throw new GeoJsonException(
          name
              + ": not JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage());
    }
  }

  /**
   * A collection is walked through; anything else is one feature. Returns how many features have
   * been met so far.
   */
  private long top(JsonParser parser, String name, long before, CheckedSink sink)
      throws IOException {
    long number = before;
    Map<String, JsonNode> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      if (member.equals("features") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          feature(JSON.readTree(parser), ++number, sink);
        }
      } else {
        members.put(member, JSON.readTree(parser));
      }
    }
    String type = text(members.get("type"));
    if ("Feature".equals(type)) {
      feature(JSON.valueToTree(members), ++number, sink);
    } else if (!"FeatureCollection".equals(type)) {
      throw new GeoJsonException(
          name + ": 'type' must be FeatureCollection or Feature, is " + type);
    }
    return number;
  }

  private void feature(JsonNode feature, long number, CheckedSink sink) {
    String id = id(feature, number);
    if (!"Feature".equals(text(feature.get("type")))) {
      sink.refuse(
          problem(
              id, "type", "geojson-feature", "'type' must be Feature, is " + feature.get("type")));
      return;
    }
    JsonNode drawn = feature.get("geometry");
    if (drawn == null || drawn.isNull()) {
      sink.refuse(problem(id, "geometry", "geometry-empty", "the feature has no geometry"));
      return;
    }
    Geometry geometry;
    try {
      geometry = systems.toLonLat(GeoJsonGeometry.read(drawn), crs);
    } catch (IllegalArgumentException e) {
      sink.refuse(problem(id, "geometry", "geojson-geometry", e.getMessage()));
      return;
    }
    sink.write(
        new NewFeature(layer.id(), id, rank, geometry, properties(feature.get("properties"))));
  }

  private Problem problem(String id, String field, String rule, String detail) {
    return new Problem(layer.id(), id, field, rule, detail, Problem.Severity.ERROR);
  }

  private String id(JsonNode feature, long number) {
    JsonNode id = idField == null ? feature.path("id") : feature.path("properties").path(idField);
    return id.isValueNode() && !id.isNull() ? id.asText() : "#" + number;
  }

  /** Objects and lists, which our layers do not know, are kept as their JSON text. */
  private static Map<String, Object> properties(JsonNode properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (properties != null) {
      properties
          .fields()
          .forEachRemaining(entry -> values.put(entry.getKey(), value(entry.getValue())));
    }
    return values;
  }

  private static Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static String text(JsonNode node) {
    return node == null ? null : node.asText();
  }

  private static String place(JsonParser parser) {
    return "line "
        + parser.currentLocation().getLineNr()
        + ", column "
        + parser.currentLocation().getColumnNr();
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    raw.mark(2);
    boolean gzip = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
    raw.reset();
    return gzip ? new GZIPInputStream(raw) : raw;
  }
}
