package city.chengtu.gis.filter;

import static city.chengtu.gis.filter.Boxes.DRAW;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Geometries from their parts, refused where the parts do not make one. */
final class Shapes {
  private static final int SHORTEST_RING = 4;

  private Shapes() {}

  static LineString line(List<Coordinate> points, Position at) {
    if (points.size() < 2) {
      throw new FilterException("a line has at least two points", at);
    }
    return DRAW.createLineString(points.toArray(Coordinate[]::new));
  }

  static LinearRing ring(List<Coordinate> points, Position at) {
    if (points.size() < SHORTEST_RING || !points.get(0).equals2D(points.get(points.size() - 1))) {
      throw new FilterException(
          "a polygon's ring has at least four points, and the last is the first", at);
    }
    return DRAW.createLinearRing(points.toArray(Coordinate[]::new));
  }

  static Polygon polygon(List<LinearRing> rings) {
    return DRAW.createPolygon(
        rings.get(0), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  static Geometry points(List<Point> points) {
    return DRAW.createMultiPoint(GeometryFactory.toPointArray(points));
  }

  static Geometry lines(List<LineString> lines) {
    return DRAW.createMultiLineString(GeometryFactory.toLineStringArray(lines));
  }

  static Geometry polygons(List<Polygon> polygons) {
    return DRAW.createMultiPolygon(GeometryFactory.toPolygonArray(polygons));
  }

  static Geometry collection(List<Geometry> parts) {
    return DRAW.createGeometryCollection(GeometryFactory.toGeometryArray(parts));
  }
}
