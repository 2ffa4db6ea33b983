package city.chengtu.gis.place;

import java.util.List;

/**
 * What a point is called (反向地理编码).
 *
 * @param lon degrees east, CGCS2000
 * @param lat degrees north
 * @param nearest the door plate or known place to say it by; null when none is near
 * @param road the nearest named road; null when none is near
 * @param divisions those that contain it, the largest first
 * @param grid the unit grid that contains it; null for none
 */
public record PlaceAt(
    double lon, double lat, Near nearest, Near road, List<Division> divisions, Grid grid) {
  public PlaceAt {
    divisions = List.copyOf(divisions);
  }

  /** The eight directions (方位), clockwise. */
  public enum Direction {
    N,
    NE,
    E,
    SE,
    S,
    SW,
    W,
    NW;

    private static final double STEP = 45;

    /**
     * @param degrees clockwise from north, 0 to 360
     */
    static Direction of(double degrees) {
      return values()[(int) Math.round(degrees / STEP) % values().length];
    }
  }

  /**
   * Something near.
   *
   * @param name its address where it is a door plate
   * @param metres to its nearest part; 0 when the point lies in it
   * @param direction in which direction from it the point lies; null when the point lies in it
   */
  public record Near(
      String layer, String id, String name, String kind, double metres, Direction direction) {}

  /**
   * A division that contains the point.
   *
   * @param level as its layer says, may be null
   */
  public record Division(String layer, String id, String name, String level) {}

  /** A unit grid; what it does not say is null. */
  public record Grid(
      String layer, String id, String code, String community, String street, String district) {}
}
