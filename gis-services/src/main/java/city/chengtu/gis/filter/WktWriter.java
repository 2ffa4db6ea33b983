package city.chengtu.gis.filter;

import java.math.BigDecimal;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Writes geometries as CQL2's grammar has them, every ordinate so that it reads back the same. */
final class WktWriter {
  private final StringBuilder text = new StringBuilder();

  private WktWriter() {}

  static String write(Geometry geometry) {
    WktWriter writer = new WktWriter();
    writer.tagged(geometry);
    return writer.text.toString();
  }

  /** Without an exponent where that is short. */
  static String number(double value) {
    return TextWriter.number(BigDecimal.valueOf(value).stripTrailingZeros());
  }

  private void tagged(Geometry geometry) {
    text.append(geometry.getGeometryType().toUpperCase(Locale.ROOT));
    body(geometry);
  }

  private void body(Geometry geometry) {
    if (geometry instanceof Point point) {
      text.append('(');
      coordinate(point.getCoordinate());
      text.append(')');
    } else if (geometry instanceof LineString line) {
      points(line.getCoordinateSequence());
    } else if (geometry instanceof Polygon polygon) {
      polygon(polygon);
    } else {
      many((GeometryCollection) geometry);
    }
  }

  private void many(GeometryCollection many) {
    boolean tagged = many.getGeometryType().equals("GeometryCollection");
    for (int i = 0; i < many.getNumGeometries(); i++) {
      text.append(i == 0 ? "(" : ", ");
      if (tagged) {
        tagged(many.getGeometryN(i));
      } else {
        body(many.getGeometryN(i));
      }
    }
    text.append(')');
  }

  private void polygon(Polygon polygon) {
    text.append('(');
    points(polygon.getExteriorRing().getCoordinateSequence());
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      text.append(", ");
      points(polygon.getInteriorRingN(i).getCoordinateSequence());
    }
    text.append(')');
  }

  private void points(CoordinateSequence points) {
    for (int i = 0; i < points.size(); i++) {
      text.append(i == 0 ? "(" : ", ");
      coordinate(points.getCoordinate(i));
    }
    text.append(')');
  }

  private void coordinate(Coordinate c) {
    text.append(number(c.x)).append(' ').append(number(c.y));
  }
}
