package city.chengtu.gis.store;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
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
    Geometry tagged = geometry;
    if (geometry.getSRID() == 0) {
      tagged = geometry.copy();
      tagged.setSRID(SRID);
    }
    return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(tagged);
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
