package city.chengtu.gis.filter;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** Refuses geometries that are not on earth, or of which nobody can say what is inside. */
final class LonLat {
  /** What a change of reference system may be off by at the edge of the world, in degrees. */
  private static final double SLACK = 1e-6;

  private static final Envelope EARTH =
      new Envelope(-180 - SLACK, 180 + SLACK, -90 - SLACK, 90 + SLACK);

  private LonLat() {}

  static void check(Geometry geometry, Position at) {
    if (geometry.isEmpty()) {
      throw new FilterException("the geometry is empty", at);
    }
    for (Coordinate c : geometry.getCoordinates()) {
      if (!EARTH.contains(c)) {
        throw new FilterException(
            "longitude " + c.x + ", latitude " + c.y + " is not on earth", at);
      }
    }
    TopologyValidationError fault = new IsValidOp(geometry).getValidationError();
    if (fault != null) {
      Coordinate c = fault.getCoordinate();
      throw new FilterException(
          "the geometry is not valid: "
              + fault.getMessage()
              + (c == null ? "" : " at " + c.x + " " + c.y),
          at);
    }
  }
}
