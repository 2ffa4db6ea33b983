package city.chengtu.gis.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Geometry objects of RFC 7946. Heights are read over: the map is flat. A ring that is not closed
 * is closed.
 */
public final class GeoJsonGeometry {
  private static final GeometryFactory DRAW = new GeometryFactory();

  private GeoJsonGeometry() {}

  /**
   * @throws IllegalArgumentException when it is not a geometry, naming the member at fault
   */
  public static Geometry read(JsonNode geometry) {
    String type = geometry.path("type").asText("");
    JsonNode c = geometry.path("coordinates");
    return switch (type) {
      case "Point" -> DRAW.createPoint(position(c, "coordinates"));
      case "MultiPoint" -> DRAW.createMultiPointFromCoords(positions(c, "coordinates"));
      case "LineString" -> line(c, "coordinates");
      case "MultiLineString" ->
          DRAW.createMultiLineString(
              parts(c, n -> line(n, "coordinates")).toArray(LineString[]::new));
      case "Polygon" -> polygon(c);
      case "MultiPolygon" ->
          DRAW.createMultiPolygon(parts(c, GeoJsonGeometry::polygon).toArray(Polygon[]::new));
      default ->
          throw new IllegalArgumentException(
              "geometry.type '" + type + "' is not a geometry the map can show");
    };
  }

  private static LineString line(JsonNode node, String member) {
    Coordinate[] points = positions(node, member);
    if (points.length < 2) {
      throw new IllegalArgumentException(
          member + ": a line has at least two positions, this has " + points.length);
    }
    return DRAW.createLineString(points);
  }

  private static Polygon polygon(JsonNode node) {
    List<LinearRing> rings = parts(node, GeoJsonGeometry::ring);
    if (rings.isEmpty()) {
      throw new IllegalArgumentException("coordinates: a polygon has at least one ring");
    }
    return DRAW.createPolygon(
        rings.get(0), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private static LinearRing ring(JsonNode node) {
    List<Coordinate> points = new ArrayList<>(List.of(positions(node, "coordinates")));
    if (!points.isEmpty() && !points.get(0).equals2D(points.get(points.size() - 1))) {
      points.add(points.get(0).copy());
    }
    // Three positions (there and back) enclose nothing, but must not cost the other rings: checks
    // mend or refuse the whole.
    if (points.size() < 3) {
      throw new IllegalArgumentException(
          "coordinates: a ring has at least four positions, this has " + points.size());
    }
    return DRAW.createLinearRing(points.toArray(Coordinate[]::new));
  }

  private static <T> List<T> parts(JsonNode node, Function<JsonNode, T> reader) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("coordinates must be a list, is " + node.getNodeType());
    }
    List<T> parts = new ArrayList<>();
    node.forEach(part -> parts.add(reader.apply(part)));
    return parts;
  }

  private static Coordinate[] positions(JsonNode node, String member) {
    return parts(node, n -> position(n, member)).toArray(Coordinate[]::new);
  }

  private static Coordinate position(JsonNode node, String member) {
    if (!node.isArray() || node.size() < 2 || !node.get(0).isNumber() || !node.get(1).isNumber()) {
      throw new IllegalArgumentException(
          member + ": a position is two numbers, lon and lat, not " + node);
    }
    return new Coordinate(node.get(0).doubleValue(), node.get(1).doubleValue());
  }
}
