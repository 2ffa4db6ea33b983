package city.chengtu.command.printing;

import city.chengtu.gis.coordinate.CoordinateSystems;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The plane a sheet is drawn on: Gauss-Krüger in the 3° zone of CGCS2000 that holds its centre
 * (GB/T 22021; EPSG 4534 to 4554, without zone prefix). A plane stretches the ground by its scale
 * factor; at the centre of the sheet that is taken out, so that a length measured there with a
 * ruler is true.
 */
final class GridPlane {
  private static final double AXIS = 6_378_137;
  private static final double FLATTENING = 1 / 298.257222101;
  private static final double SQUARE = FLATTENING * (2 - FLATTENING);
  private static final double FALSE_EASTING = 500_000;
  private static final int FIRST_MERIDIAN = 75;
  private static final int FIRST_CODE = 4534;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final CoordinateSystems systems;
  private final int meridian;
  private final String code;
  private final Coordinate centre;
  private final double latitude;
  private final double longitude;

  GridPlane(CoordinateSystems systems, double lon, double lat) {
    this.systems = systems;
    this.meridian = (int) Math.round(lon / 3) * 3;
    this.code = "EPSG:" + (FIRST_CODE + (meridian - FIRST_MERIDIAN) / 3);
    this.longitude = lon;
    this.latitude = lat;
    this.centre = fromLonLat(FACTORY.createPoint(new Coordinate(lon, lat))).getCoordinate();
  }

  /** Where there are zones: from half a zone west of 75° to half a zone east of 135°. */
  static boolean covers(double lon, double lat) {
    return lon >= 73.5 && lon < 136.5 && lat >= 3 && lat <= 54;
  }

  String code() {
    return code;
  }

  int meridian() {
    return meridian;
  }

  /** The sheet's centre on the plane, metres east and north. */
  Coordinate centre() {
    return centre.copy();
  }

  Geometry fromLonLat(Geometry lonLat) {
    return systems.fromLonLat(lonLat, code);
  }

  Coordinate toLonLat(double east, double north) {
    return systems.toLonLat(FACTORY.createPoint(new Coordinate(east, north)), code).getCoordinate();
  }

  /** Metres on the plane for a metre on the ground, at the sheet's centre. */
  double factor() {
    return factor(centre.x);
  }

  /**
   * Metres on the plane for a metre on the ground, at an easting: 1 + y²/2R² + y⁴/24R⁴ with the
   * mean radius of curvature.
   */
  double factor(double east) {
    double y = (east - FALSE_EASTING) / radius();
    return 1 + y * y / 2 + y * y * y * y / 24;
  }

  private double radius() {
    double sine = Math.sin(Math.toRadians(latitude));
    double root = 1 - SQUARE * sine * sine;
    double across = AXIS / Math.sqrt(root);
    double along = AXIS * (1 - SQUARE) / (root * Math.sqrt(root));
    return Math.sqrt(across * along);
  }

  /** Degrees by which true north lies left (west) of the grid's north at the centre. */
  double convergence() {
    double span = Math.toRadians(longitude - meridian);
    return Math.toDegrees(Math.atan(Math.tan(span) * Math.sin(Math.toRadians(latitude))));
  }
}
