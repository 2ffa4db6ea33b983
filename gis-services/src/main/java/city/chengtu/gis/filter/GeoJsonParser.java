package city.chengtu.gis.filter;

import static city.chengtu.gis.filter.Boxes.DRAW;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Reads the geometries of CQL2 JSON (GeoJSON); a third ordinate is left out. */
final class GeoJsonParser {
  private final Budget budget;

  GeoJsonParser(Budget budget) {
    this.budget = budget;
  }

  Geometry geometry(JsonNode node, String pointer) {
    String type = node.path("type").asText();
    if (type.equals("GeometryCollection")) {
      return budget.deeper(
          Position.pointer(pointer),
          () ->
              Shapes.collection(
                  list(node.path("geometries"), pointer + "/geometries", this::geometry)));
    }
    JsonNode coordinates = node.path("coordinates");
    String there = pointer + "/coordinates";
    return switch (type) {
      case "Point" -> point(coordinates, there);
      case "LineString" -> line(coordinates, there);
      case "Polygon" -> polygon(coordinates, there);
      case "MultiPoint" -> Shapes.points(list(coordinates, there, this::point));
      case "MultiLineString" -> Shapes.lines(list(coordinates, there, this::line));
      case "MultiPolygon" -> Shapes.polygons(list(coordinates, there, this::polygon));
      default ->
          throw new FilterException(
              "expected a geometry, found type '" + type + "'", Position.pointer(pointer));
    };
  }

  private Point point(JsonNode node, String pointer) {
    return DRAW.createPoint(coordinate(node, pointer));
  }

  private LineString line(JsonNode node, String pointer) {
    return Shapes.line(list(node, pointer, this::coordinate), Position.pointer(pointer));
  }

  private LinearRing ring(JsonNode node, String pointer) {
    return Shapes.ring(list(node, pointer, this::coordinate), Position.pointer(pointer));
  }

  private Polygon polygon(JsonNode node, String pointer) {
    return Shapes.polygon(list(node, pointer, this::ring));
  }

  private Coordinate coordinate(JsonNode node, String pointer) {
    Position at = Position.pointer(pointer);
    budget.vertex(at);
    if (!node.isArray() || node.size() < 2 || !isNumber(node.get(0)) || !isNumber(node.get(1))) {
      throw new FilterException("expected a position: at least two numbers", at);
    }
    return new Coordinate(node.get(0).doubleValue(), node.get(1).doubleValue());
  }

  private static boolean isNumber(JsonNode node) {
    return node.isNumber() && Double.isFinite(node.doubleValue());
  }

  private static <T> List<T> list(
      JsonNode node, String pointer, BiFunction<JsonNode, String, T> item) {
    if (!node.isArray() || node.isEmpty()) {
      throw new FilterException("expected a list", Position.pointer(pointer));
    }
    List<T> items = new ArrayList<>();
    for (JsonNode each : node) {
      items.add(item.apply(each, pointer + "/" + items.size()));
    }
    return items;
  }
}
