package city.chengtu.command.foreign;

import city.chengtu.gis.coordinate.ChinaOffset;
import city.chengtu.gis.tile.TileAddress;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * A part of the map that is wanted as a picture.
 *
 * @param mercator true for metres of spherical Mercator (EPSG:3857), false for degrees lon,lat
 */
record View(
    boolean mercator, double minX, double minY, double maxX, double maxY, int width, int height) {
  /** Half the width of the Mercator square, metres. */
  static final double HALF = 20_037_508.342789244;

  static final int TILE = 256;
  private static final double RADIUS = 6_378_137;

  static View of(TileAddress tile) {
    double size = 2 * HALF / (1 << tile.z());
    double west = tile.x() * size - HALF;
    double north = HALF - tile.y() * size;
    return new View(true, west, north - size, west + size, north, TILE, TILE);
  }

  static double x(double lon) {
    return Math.toRadians(lon) * RADIUS;
  }

  static double y(double lat) {
    double most = Math.min(TileAddress.MAX_LATITUDE, Math.max(-TileAddress.MAX_LATITUDE, lat));
    return RADIUS * Math.log(Math.tan(Math.PI / 4 + Math.toRadians(most) / 2));
  }

  private static double lon(double x) {
    return Math.toDegrees(x / RADIUS);
  }

  private static double lat(double y) {
    return Math.toDegrees(2 * Math.atan(Math.exp(y / RADIUS)) - Math.PI / 2);
  }

  /** Its area, lon,lat degrees. */
  Envelope degrees() {
    return mercator
        ? new Envelope(lon(minX), lon(maxX), lat(minY), lat(maxY))
        : new Envelope(minX, maxX, minY, maxY);
  }

  /** The same area in the other reference system. */
  View other() {
    return on(!mercator, degrees());
  }

  private View on(boolean metres, Envelope box) {
    return metres
        ? new View(
            true,
            x(box.getMinX()),
            y(box.getMinY()),
            x(box.getMaxX()),
            y(box.getMaxY()),
            width,
            height)
        : new View(
            false, box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY(), width, height);
  }

  /**
   * By how many of its pixels a row lies wrong when a picture of {@link #other} is laid over it:
   * Mercator's latitudes are not evenly spaced. At most in the middle of a small area.
   */
  double rowError() {
    Envelope box = degrees();
    double worst = 0;
    for (int i = 1; i < 16; i++) {
      double part = i / 16.0;
      double even = box.getMinY() + part * box.getHeight();
      double share = (y(even) - y(box.getMinY())) / (y(box.getMaxY()) - y(box.getMinY()));
      worst = Math.max(worst, Math.abs(share - part) * height);
    }
    return worst;
  }

  /**
   * The area in which a server of shifted coordinates (GCJ-02) draws what truly lies in this one.
   * The middles of its sides are shifted; in between the shift is taken as even.
   */
  View shifted() {
    Envelope box = degrees();
    Coordinate middle = box.centre();
    return on(
        mercator,
        new Envelope(
            ChinaOffset.wgs84ToGcj02(new Coordinate(box.getMinX(), middle.y)).x,
            ChinaOffset.wgs84ToGcj02(new Coordinate(box.getMaxX(), middle.y)).x,
            ChinaOffset.wgs84ToGcj02(new Coordinate(middle.x, box.getMinY())).y,
            ChinaOffset.wgs84ToGcj02(new Coordinate(middle.x, box.getMaxY())).y));
  }
}
