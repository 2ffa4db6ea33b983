package city.chengtu.gis.coordinate;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Lengths and areas on the earth taken as a sphere, within 0.6 % of the ellipsoid: right for
 * operations, not for survey.
 */
public final class Geodesy {
  /** Mean radius of WGS 84, (2a + b) / 3, metres; PostGIS's ST_DistanceSphere uses the same. */
  public static final double EARTH_RADIUS = 6_371_008.771415059;

  private static final double METRES_PER_DEGREE = Math.toRadians(1) * EARTH_RADIUS;

  private Geodesy() {}

  /** Metres between two points given in lon,lat degrees (haversine). */
  public static double metres(double lon1, double lat1, double lon2, double lat2) {
    double phi1 = Math.toRadians(lat1);
    double phi2 = Math.toRadians(lat2);
    double up = Math.sin((phi2 - phi1) / 2);
    double across = Math.sin(Math.toRadians(lon2 - lon1) / 2);
    double h = up * up + Math.cos(phi1) * Math.cos(phi2) * across * across;
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  public static double metres(Coordinate a, Coordinate b) {
    return metres(a.x, a.y, b.x, b.y);
  }

  /** Metres along a line, or round all rings of an area. */
  public static double length(Geometry lonLat) {
    if (lonLat instanceof LineString line) {
      return length(line.getCoordinateSequence());
    }
    if (lonLat instanceof Polygon polygon) {
      double sum = length(polygon.getExteriorRing());
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        sum += length(polygon.getInteriorRingN(i));
      }
      return sum;
    }
    double sum = 0;
    for (int i = 0; lonLat instanceof GeometryCollection && i < lonLat.getNumGeometries(); i++) {
      sum += length(lonLat.getGeometryN(i));
    }
    return sum;
  }

  private static double length(CoordinateSequence points) {
    double sum = 0;
    for (int i = 1; i < points.size(); i++) {
      sum += metres(points.getX(i - 1), points.getY(i - 1), points.getX(i), points.getY(i));
    }
    return sum;
  }

  /** Square metres of an area of city size; 0 for points and lines. */
  public static double area(Geometry lonLat) {
    if (lonLat instanceof Polygon polygon) {
      double sum = ringArea(polygon.getExteriorRing());
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        sum -= ringArea(polygon.getInteriorRingN(i));
      }
      return sum;
    }
    double sum = 0;
    for (int i = 0; lonLat instanceof GeometryCollection && i < lonLat.getNumGeometries(); i++) {
      sum += area(lonLat.getGeometryN(i));
    }
    return sum;
  }

  /**
   * In the sphere's equal-area projection (lon, sin lat), where straight edges are short enough to
   * stay straight.
   */
  private static double ringArea(LinearRing ring) {
    CoordinateSequence points = ring.getCoordinateSequence();
    double sum = 0;
    for (int i = 1; i < points.size(); i++) {
      double dLon = Math.toRadians(points.getX(i) - points.getX(i - 1));
      sum +=
          dLon
              * (Math.sin(Math.toRadians(points.getY(i)))
                  + Math.sin(Math.toRadians(points.getY(i - 1))));
    }
    return Math.abs(sum) / 2 * EARTH_RADIUS * EARTH_RADIUS;
  }

  /**
   * The lon,lat box that holds every point within this many metres; a little larger than it must
   * be.
   */
  public static Envelope around(double lon, double lat, double metres) {
    double up = metres / METRES_PER_DEGREE * 1.000_001;
    double widest = Math.min(89.9, Math.abs(lat) + up);
    double across = up / Math.cos(Math.toRadians(widest));
    return new Envelope(lon - across, lon + across, lat - up, lat + up);
  }
}
