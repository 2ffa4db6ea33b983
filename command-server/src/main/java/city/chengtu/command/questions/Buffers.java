package city.chengtu.command.questions;

import city.chengtu.command.journal.Refusal;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;

/**
 * Widens geometries of lon,lat degrees by metres, on the plane that touches the earth in their
 * middle: within some tens of kilometres true to a few thousandths.
 */
final class Buffers {
  static final double MOST_METRES = 50_000;
  private static final double EARTH_RADIUS = 6_371_008.8;
  private static final double WIDEST_DEGREES = 3;
  private static final int QUADRANT = 12;

  private Buffers() {}

  /**
   * @throws Refusal 400 when the geometry is too wide for a plane
   */
  static Geometry wider(Geometry geometry, double metres, String field) {
    Coordinate middle = geometry.getEnvelopeInternal().centre();
    if (geometry.getEnvelopeInternal().getDiameter() > WIDEST_DEGREES || Math.abs(middle.y) > 85) {
      throw Refusal.invalid(field, "too-large", "a buffer is made around what is within a city");
    }
    Plane plane = new Plane(middle);
    Geometry flat = geometry.copy();
    flat.apply(plane.there());
    BufferParameters round = new BufferParameters(QUADRANT);
    Geometry wide = BufferOp.bufferOp(flat, metres, round);
    wide.apply(plane.back());
    wide.setSRID(geometry.getSRID());
    return wide;
  }

  private record Plane(double lon, double lat, double perLon, double perLat) {
    Plane(Coordinate middle) {
      this(
          middle.x,
          middle.y,
          Math.toRadians(1) * EARTH_RADIUS * Math.cos(Math.toRadians(middle.y)),
          Math.toRadians(1) * EARTH_RADIUS);
    }

    Step there() {
      return new Step(
          (s, i) -> {
            s.setOrdinate(i, 0, (s.getX(i) - lon) * perLon);
            s.setOrdinate(i, 1, (s.getY(i) - lat) * perLat);
          });
    }

    Step back() {
      return new Step(
          (s, i) -> {
            s.setOrdinate(i, 0, s.getX(i) / perLon + lon);
            s.setOrdinate(i, 1, s.getY(i) / perLat + lat);
          });
    }
  }

  private interface Move {
    void at(CoordinateSequence sequence, int i);
  }

  private record Step(Move move) implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence sequence, int i) {
      move.at(sequence, i);
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }
}
