package city.chengtu.gis.coordinate;

import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Coordinate;

/**
 * The shifted coordinates of Chinese web maps and back. GCJ-02 is what AMap and Tencent use, BD-09
 * what Baidu uses. All coordinates lon,lat degrees. We store CGCS2000 (taken as WGS 84) only; feeds
 * in other datums are shifted where they come in. Source: the public approximation of GCJ-02,
 * better than a metre; there is no shift outside a box round China.
 */
public final class ChinaOffset {
  private static final double A = 6_378_245.0;
  private static final double EE = 0.006693421622965943;
  private static final double X_PI = Math.PI * 3000 / 180;
  private static final double ENOUGH_DEGREES = 1e-9;
  private static final int MOST_ROUNDS = 30;

  private ChinaOffset() {}

  public static Coordinate wgs84ToGcj02(Coordinate wgs) {
    if (isOutside(wgs)) {
      return new Coordinate(wgs.x, wgs.y);
    }
    double x = wgs.x - 105;
    double y = wgs.y - 35;
    double sin = Math.sin(Math.toRadians(wgs.y));
    double magic = 1 - EE * sin * sin;
    double dLat = latShift(x, y) * 180 / (A * (1 - EE) / (magic * Math.sqrt(magic)) * Math.PI);
    double dLon =
        lonShift(x, y) * 180 / (A / Math.sqrt(magic) * Math.cos(Math.toRadians(wgs.y)) * Math.PI);
    return new Coordinate(wgs.x + dLon, wgs.y + dLat);
  }

  public static Coordinate gcj02ToWgs84(Coordinate gcj) {
    return isOutside(gcj) ? new Coordinate(gcj.x, gcj.y) : invert(gcj, ChinaOffset::wgs84ToGcj02);
  }

  public static Coordinate gcj02ToBd09(Coordinate gcj) {
    double z = Math.hypot(gcj.x, gcj.y) + 0.00002 * Math.sin(gcj.y * X_PI);
    double theta = Math.atan2(gcj.y, gcj.x) + 0.000003 * Math.cos(gcj.x * X_PI);
    return new Coordinate(z * Math.cos(theta) + 0.0065, z * Math.sin(theta) + 0.006);
  }

  public static Coordinate bd09ToGcj02(Coordinate bd) {
    return invert(bd, ChinaOffset::gcj02ToBd09);
  }

  public static Coordinate wgs84ToBd09(Coordinate wgs) {
    return gcj02ToBd09(wgs84ToGcj02(wgs));
  }

  public static Coordinate bd09ToWgs84(Coordinate bd) {
    return gcj02ToWgs84(bd09ToGcj02(bd));
  }

  /**
   * The shift varies slowly, so correcting by the error of the last guess converges in a few
   * rounds.
   */
  private static Coordinate invert(Coordinate target, UnaryOperator<Coordinate> forward) {
    Coordinate guess = new Coordinate(target.x, target.y);
    for (int i = 0; i < MOST_ROUNDS; i++) {
      Coordinate there = forward.apply(guess);
      double dx = there.x - target.x;
      double dy = there.y - target.y;
      guess = new Coordinate(guess.x - dx, guess.y - dy);
      if (Math.abs(dx) < ENOUGH_DEGREES && Math.abs(dy) < ENOUGH_DEGREES) {
        break;
      }
    }
    return guess;
  }

  private static boolean isOutside(Coordinate c) {
    return c.x < 72.004 || c.x > 137.8347 || c.y < 0.8293 || c.y > 55.8271;
  }

  private static double latShift(double x, double y) {
    return -100
        + 2 * x
        + 3 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * Math.sqrt(Math.abs(x))
        + waves(x)
        + (20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI)) * 2 / 3
        + (160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y / 30 * Math.PI)) * 2 / 3;
  }

  private static double lonShift(double x, double y) {
    return 300
        + x
        + 2 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * Math.sqrt(Math.abs(x))
        + waves(x)
        + (20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI)) * 2 / 3
        + (150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI)) * 2 / 3;
  }

  private static double waves(double x) {
    return (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
  }
}
