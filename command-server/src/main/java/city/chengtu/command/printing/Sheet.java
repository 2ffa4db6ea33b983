package city.chengtu.command.printing;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * The page and the map's frame on it, in points (1/72 inch) from the lower left corner, and the way
 * from the ground to it.
 */
final class Sheet {
  static final double MM = 72 / 25.4;
  private static final double SIDE = 10 * MM;
  private static final double HEAD = 20 * MM;
  static final double FOOT = 54 * MM;

  private final GridPlane plane;
  private final int scale;
  private final double width;
  private final double height;
  private final double pointsPerMetre;

  Sheet(PrintOrder order, GridPlane plane) {
    Paper paper = order.size();
    this.plane = plane;
    this.scale = order.scale();
    this.width = (order.lying() ? paper.height : paper.width) * MM;
    this.height = (order.lying() ? paper.width : paper.height) * MM;
    this.pointsPerMetre = 1000 * MM / scale / plane.factor();
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  int scale() {
    return scale;
  }

  GridPlane plane() {
    return plane;
  }

  /** The map's frame. */
  Envelope frame() {
    return new Envelope(SIDE, width - SIDE, FOOT, height - HEAD);
  }

  double x(double east) {
    return frame().centre().x + (east - plane.centre().x) * pointsPerMetre;
  }

  double y(double north) {
    return frame().centre().y + (north - plane.centre().y) * pointsPerMetre;
  }

  /** Points on the page for a metre on the ground at the centre. */
  double pointsPerGroundMetre() {
    return 1000 * MM / scale;
  }

  /** lon,lat of a point of the page. */
  Coordinate lonLat(double x, double y) {
    Coordinate middle = frame().centre();
    return plane.toLonLat(
        plane.centre().x + (x - middle.x) / pointsPerMetre,
        plane.centre().y + (y - middle.y) / pointsPerMetre);
  }

  /** The frame in degrees: corners and the middles of the sides, for the sides are bent there. */
  Envelope degrees() {
    Envelope frame = frame();
    Envelope degrees = new Envelope();
    for (double x : new double[] {frame.getMinX(), frame.centre().x, frame.getMaxX()}) {
      for (double y : new double[] {frame.getMinY(), frame.centre().y, frame.getMaxY()}) {
        degrees.expandToInclude(lonLat(x, y));
      }
    }
    return degrees;
  }

  /** The zoom of a web map that shows about as much: layers are drawn, and thinned, as there. */
  double zoom() {
    double cosine = Math.cos(Math.toRadians(lonLat(frame().centre().x, frame().centre().y).y));
    return Math.log(559_082_264.03 * cosine / scale) / Math.log(2);
  }

  /**
   * Millimetres in a kilometre by which lengths at the sides of the frame differ from the scale.
   */
  double strain() {
    Envelope frame = frame();
    double half = frame.getWidth() / 2 / pointsPerMetre;
    double centre = plane.factor();
    double east = plane.factor(plane.centre().x + half) / centre;
    double west = plane.factor(plane.centre().x - half) / centre;
    return Math.max(Math.abs(east - 1), Math.abs(west - 1)) * 1e6;
  }
}
