package city.chengtu.gis.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** Geometries as both stores take and give them: extended well-known binary with the SRID. */
final class GeometryBytes {
  /** Longitude, latitude in degrees. */
  static final int SRID = 4326;

  private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), SRID);

  private GeometryBytes() {}

  /**
   * EWKB with SRID 4326, whatever SRID the geometry carries: everything we store is lon,lat.
   *
   * @throws IllegalArgumentException when the geometry says it lies in another reference system
   */
  static byte[] write(Geometry geometry) {
    if (geometry.getSRID() != SRID && geometry.getSRID() != 0) {
      throw new IllegalArgumentException(
          "only lon,lat (SRID 4326) is stored, this geometry has SRID " + geometry.getSRID());
    }
    byte[] plain = Plain.write(geometry);
    return plain == null
        ? new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(tag(geometry))
        : plain;
  }

  private static Geometry tag(Geometry geometry) {
    if (geometry.getSRID() == SRID) {
      return geometry;
    }
    Geometry tagged = geometry.copy();
    tagged.setSRID(SRID);
    return tagged;
  }

  /**
   * What nearly all features are, straight into an array of the right size: JTS's writer takes four
   * times as long, and a bulk load writes a million of them. The same bytes.
   */
  private static final class Plain {
    private static final int HEAD = 1 + 3 * Integer.BYTES;
    private static final int POSITION = 2 * Double.BYTES;
    private static final int WITH_SRID = 0x20000000;

    /** Null for a geometry of another kind, or an empty one. */
    static byte[] write(Geometry geometry) {
      if (geometry.isEmpty()) {
        return null;
      }
      if (geometry instanceof Point point) {
        byte[] bytes = new byte[HEAD - Integer.BYTES + POSITION];
        begin(1, bytes).putDouble(point.getX()).putDouble(point.getY());
        return bytes;
      }
      if (geometry instanceof LineString line) {
        byte[] bytes = new byte[HEAD + POSITION * line.getNumPoints()];
        positions(begin(2, bytes), line.getCoordinateSequence());
        return bytes;
      }
      return geometry instanceof Polygon polygon ? polygon(polygon) : null;
    }

    private static byte[] polygon(Polygon polygon) {
      int rings = 1 + polygon.getNumInteriorRing();
      byte[] bytes = new byte[HEAD + Integer.BYTES * rings + POSITION * polygon.getNumPoints()];
      ByteBuffer out = begin(3, bytes).putInt(rings);
      positions(out, polygon.getExteriorRing().getCoordinateSequence());
      for (int i = 0; i < rings - 1; i++) {
        positions(out, polygon.getInteriorRingN(i).getCoordinateSequence());
      }
      return bytes;
    }

    private static ByteBuffer begin(int type, byte[] bytes) {
      return ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put((byte) 1)
          .putInt(WITH_SRID | type)
          .putInt(SRID);
    }

    private static void positions(ByteBuffer out, CoordinateSequence points) {
      out.putInt(points.size());
      for (int i = 0; i < points.size(); i++) {
        out.putDouble(points.getX(i)).putDouble(points.getY(i));
      }
    }
  }

  static Geometry read(byte[] ewkb) {
    try {
      return new WKBReader(FACTORY).read(ewkb);
    } catch (ParseException e) {
      throw new IllegalStateException(
          "the store holds a geometry that is not EWKB: " + e.getMessage(), e);
    }
  }
}
