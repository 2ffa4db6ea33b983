package city.chengtu.samples.drive;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/** A line to drive along, measured in metres. */
final class Track {
  private static final double METRES_PER_DEGREE = 111_195;

  /** A place on the track; heading in degrees from north. */
  record Place(double lon, double lat, double heading) {}

  private final Coordinate[] points;
  private final double[] metres;

  /**
   * @param line lon,lat degrees
   * @param backwards driven from its end to its start
   */
  Track(LineString line, boolean backwards) {
    points = backwards ? line.reverse().getCoordinates() : line.getCoordinates();
    metres = new double[points.length];
    for (int i = 1; i < points.length; i++) {
      metres[i] = metres[i - 1] + Math.hypot(east(i), north(i));
    }
  }

  private double east(int i) {
    double shrink = Math.cos(Math.toRadians(points[i].y));
    return (points[i].x - points[i - 1].x) * shrink * METRES_PER_DEGREE;
  }

  private double north(int i) {
    return (points[i].y - points[i - 1].y) * METRES_PER_DEGREE;
  }

  double length() {
    return metres[metres.length - 1];
  }

  /** The place so many metres from the start; the ends when beyond them. */
  Place at(double along) {
    if (points.length < 2) {
      return new Place(points[0].x, points[0].y, 0);
    }
    int i = 1;
    while (i < points.length - 1 && metres[i] < along) {
      i++;
    }
    double stretch = metres[i] - metres[i - 1];
    double share = stretch == 0 ? 0 : Math.max(0, Math.min(1, (along - metres[i - 1]) / stretch));
    double heading = Math.toDegrees(Math.atan2(east(i), north(i)));
    return new Place(
        points[i - 1].x + share * (points[i].x - points[i - 1].x),
        points[i - 1].y + share * (points[i].y - points[i - 1].y),
        heading < 0 ? heading + 360 : heading);
  }
}
