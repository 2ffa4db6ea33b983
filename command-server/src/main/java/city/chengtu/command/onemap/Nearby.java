package city.chengtu.command.onemap;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/**
 * Distances in metres around one point, measured on the plane that touches the earth there: within
 * a few kilometres true to a thousandth.
 */
public final class Nearby {
  private static final double EARTH_RADIUS = 6_371_008.8;
  private static final Point ORIGIN = new GeometryFactory().createPoint(new Coordinate(0, 0));

  private final double lon;
  private final double lat;
  private final double metresPerLon;
  private final double metresPerLat;

  public Nearby(double lon, double lat) {
    this.lon = lon;
    this.lat = lat;
    this.metresPerLat = Math.toRadians(1) * EARTH_RADIUS;
    this.metresPerLon = metresPerLat * Math.cos(Math.toRadians(lat));
  }

  /** The box that holds everything within so many metres. */
  public Envelope box(double metres) {
    Envelope box = new Envelope(new Coordinate(lon, lat));
    box.expandBy(metres / metresPerLon, metres / metresPerLat);
    return box;
  }

  /** Metres to the nearest part of the geometry; 0 inside an area. */
  public double metres(Geometry geometry) {
    Geometry plane = geometry.copy();
    plane.apply(new ToPlane());
    return plane.distance(ORIGIN);
  }

  private final class ToPlane implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence sequence, int i) {
      sequence.setOrdinate(i, 0, (sequence.getX(i) - lon) * metresPerLon);
      sequence.setOrdinate(i, 1, (sequence.getY(i) - lat) * metresPerLat);
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
