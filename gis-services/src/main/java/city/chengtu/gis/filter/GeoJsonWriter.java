package city.chengtu.gis.filter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Geometries of CQL2 JSON, every ordinate as it is. */
final class GeoJsonWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GeoJsonWriter() {}

  static ObjectNode write(Geometry geometry) {
    ObjectNode node = NODES.objectNode().put("type", geometry.getGeometryType());
    if (geometry.getGeometryType().equals("GeometryCollection")) {
      ArrayNode parts = node.putArray("geometries");
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        parts.add(write(geometry.getGeometryN(i)));
      }
      return node;
    }
    node.set("coordinates", coordinates(geometry));
    return node;
  }

  private static ArrayNode coordinates(Geometry geometry) {
    if (geometry instanceof Point point) {
      return position(point.getCoordinate());
    }
    if (geometry instanceof LineString line) {
      return positions(line.getCoordinateSequence());
    }
    ArrayNode parts = NODES.arrayNode();
    if (geometry instanceof Polygon polygon) {
      parts.add(coordinates(polygon.getExteriorRing()));
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        parts.add(coordinates(polygon.getInteriorRingN(i)));
      }
      return parts;
    }
    GeometryCollection many = (GeometryCollection) geometry;
    for (int i = 0; i < many.getNumGeometries(); i++) {
      parts.add(coordinates(many.getGeometryN(i)));
    }
    return parts;
  }

  private static ArrayNode positions(CoordinateSequence points) {
    ArrayNode positions = NODES.arrayNode();
    for (int i = 0; i < points.size(); i++) {
      positions.add(position(points.getCoordinate(i)));
    }
    return positions;
  }

  private static ArrayNode position(Coordinate c) {
    return NODES.arrayNode().add(c.x).add(c.y);
  }
}
