package city.chengtu.gis.store;

import city.chengtu.gis.filter.SpatialRelation;
import city.chengtu.gis.filter.Times;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import org.h2.value.Value;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * The spatial functions that H2 lacks, under PostGIS's names and with its answers (null in, null
 * out). H2 files remember this class and its methods by name: never rename them.
 */
public final class H2Functions {
  /** PostGIS's sphere: the mean radius of WGS 84, (2a + b) / 3, in metres. */
  private static final double EARTH_RADIUS = 6_371_008.771415059;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory JSON_FACTORY = JSON.getFactory();

  private H2Functions() {}

  public static Geometry makeEnvelope(
      Double west, Double south, Double east, Double north, Integer srid) {
    if (west == null || south == null || east == null || north == null || srid == null) {
      return null;
    }
    // A ring always, as PostGIS does, even where the box is a line or a point.
    return factory(srid)
        .createPolygon(
            new Coordinate[] {
              new Coordinate(west, south),
              new Coordinate(west, north),
              new Coordinate(east, north),
              new Coordinate(east, south),
              new Coordinate(west, south)
            });
  }

  public static Geometry makePoint(Double x, Double y) {
    return x == null || y == null ? null : factory(0).createPoint(new Coordinate(x, y));
  }

  public static Geometry setSrid(Geometry geometry, Integer srid) {
    if (geometry == null || srid == null) {
      return null;
    }
    Geometry copy = geometry.copy();
    copy.setSRID(srid);
    return copy;
  }

  public static Geometry geomFromText(String wkt, Integer srid) throws ParseException {
    return wkt == null || srid == null ? null : new WKTReader(factory(srid)).read(wkt);
  }

  public static byte[] asEwkb(Geometry geometry) {
    return geometry == null ? null : GeometryBytes.write(geometry);
  }

  public static Boolean intersects(Value a, Value b) {
    return H2Relations.holds(SpatialRelation.INTERSECTS, a, b);
  }

  public static Boolean covers(Geometry a, Geometry b) {
    return (a == null || b == null) ? null : a.covers(b);
  }

  public static Boolean equalTopo(Value a, Value b) {
    return H2Relations.holds(SpatialRelation.EQUALS, a, b);
  }

  public static Boolean touches(Value a, Value b) {
    return H2Relations.holds(SpatialRelation.TOUCHES, a, b);
  }

  public static Boolean within(Value a, Value b) {
    return H2Relations.holds(SpatialRelation.WITHIN, a, b);
  }

  public static Boolean overlaps(Value a, Value b) {
    return H2Relations.holds(SpatialRelation.OVERLAPS, a, b);
  }

  public static Boolean crosses(Value a, Value b) {
    return H2Relations.holds(SpatialRelation.CROSSES, a, b);
  }

  public static Boolean contains(Value a, Value b) {
    return H2Relations.holds(SpatialRelation.CONTAINS, a, b);
  }

  /** In degrees. */
  public static Double distance(Geometry a, Geometry b) {
    if (a == null || b == null || a.isEmpty() || b.isEmpty()) {
      return null;
    }
    return a.distance(b);
  }

  /** In metres, between two points only: on other geometries the stores would not agree. */
  public static Double distanceSphere(Geometry a, Geometry b) {
    if (a == null || b == null) {
      return null;
    }
    if (!(a instanceof Point p && b instanceof Point q)) {
      throw new IllegalArgumentException("ST_DistanceSphere takes two points");
    }
    double lat1 = Math.toRadians(p.getY());
    double lat2 = Math.toRadians(q.getY());
    double across = square(Math.sin(Math.toRadians(q.getX() - p.getX()) / 2));
    double h = square(Math.sin((lat2 - lat1) / 2)) + (Math.cos(lat1) * Math.cos(lat2) * across);
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  public static Geometry pointOnSurface(Geometry geometry) {
    return geometry == null ? null : geometry.getInteriorPoint();
  }

  public static Double x(Geometry geometry) {
    return geometry instanceof Point point && !point.isEmpty() ? (Double) point.getX() : null;
  }

  public static Double y(Geometry geometry) {
    return geometry instanceof Point point && !point.isEmpty() ? (Double) point.getY() : null;
  }

  public static Double xMin(Geometry geometry) {
    return bounded(geometry) ? (Double) envelope(geometry).getMinX() : null;
  }

  public static Double yMin(Geometry geometry) {
    return bounded(geometry) ? (Double) envelope(geometry).getMinY() : null;
  }

  public static Double xMax(Geometry geometry) {
    return bounded(geometry) ? (Double) envelope(geometry).getMaxX() : null;
  }

  public static Double yMax(Geometry geometry) {
    return bounded(geometry) ? (Double) envelope(geometry).getMaxY() : null;
  }

  public static Boolean isValid(Geometry geometry) {
    return geometry == null ? null : geometry.isValid();
  }

  /**
   * PostgreSQL's {@code json ->> key}: text of a scalar, JSON of an object or list, null for null
   * or no such key.
   */
  public static String jsonText(byte[] json, String key) throws IOException {
    return member(json, key, H2Functions::text);
  }

  /** A text; null for any other kind of value. */
  public static String jsonString(byte[] json, String key) throws IOException {
    return member(json, key, (at, value) -> value == JsonToken.VALUE_STRING ? at.getText() : null);
  }

  /** A number by its digits; null for any other kind of value. */
  public static BigDecimal jsonNumber(byte[] json, String key) throws IOException {
    return member(json, key, (at, value) -> value.isNumeric() ? at.getDecimalValue() : null);
  }

  /** A boolean; null for any other kind of value. */
  public static Boolean jsonTruth(byte[] json, String key) throws IOException {
    return member(json, key, (at, value) -> value.isBoolean() ? at.getBooleanValue() : null);
  }

  /** Days since 1970-01-01 of a date, see {@link Times#day}. */
  public static Long jsonDay(byte[] json, String key) throws IOException {
    return Times.day(jsonString(json, key));
  }

  /** Microseconds since 1970-01-01T00:00:00Z of a time, see {@link Times#micros}. */
  public static Long jsonInstant(byte[] json, String key) throws IOException {
    return Times.micros(jsonString(json, key));
  }

  @FunctionalInterface
  private interface Read<T> {
    T of(JsonParser parser, JsonToken value) throws IOException;
  }

  private static <T> T member(byte[] json, String key, Read<T> read) throws IOException {
    if (json == null || key == null) {
      return null;
    }
    try (JsonParser parser = JSON_FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(key);
        JsonToken value = parser.nextToken();
        if (wanted) {
          return read.of(parser, value);
        }
        parser.skipChildren();
      }
      return null;
    }
  }

  private static String text(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    return value.isScalarValue() ? parser.getText() : JSON.readTree(parser).toString();
  }

  private static GeometryFactory factory(int srid) {
    return new GeometryFactory(new PrecisionModel(), srid);
  }

  private static boolean bounded(Geometry geometry) {
    return geometry != null && !geometry.isEmpty();
  }

  private static Envelope envelope(Geometry geometry) {
    return geometry.getEnvelopeInternal();
  }

  private static double square(double value) {
    return value * value;
  }
}
