package city.chengtu.gis.coordinate;

import java.util.Arrays;
import java.util.Locale;

/**
 * The seven (or three) parameters that bring an older datum to WGS 84, position-vector convention
 * (EPSG method 9606, as in PROJ's towgs84). Beijing 54 and Xi'an 80 have no published set: each
 * city's survey office gives its own.
 *
 * @param dx metres, as dy and dz
 * @param rx arc seconds, as ry and rz
 * @param ppm difference of scale, parts per million
 */
public record DatumShift(
    double dx, double dy, double dz, double rx, double ry, double rz, double ppm) {
  private static final double MOST_METRES = 10_000;
  private static final double MOST_SECONDS = 600;
  private static final double MOST_PPM = 1_000;

  public DatumShift {
    require("a shift", MOST_METRES, dx, dy, dz);
    require("a rotation", MOST_SECONDS, rx, ry, rz);
    require("a scale", MOST_PPM, ppm);
  }

  private static void require(String what, double most, double... values) {
    for (double value : values) {
      if (!(Math.abs(value) <= most)) {
        throw new IllegalArgumentException(what + " of " + value + " is beyond " + most);
      }
    }
  }

  /**
   * Reads {@code dx,dy,dz} or {@code dx,dy,dz,rx,ry,rz,ppm}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static DatumShift parse(String text) {
    double[] v;
    try {
      v =
          Arrays.stream(text.trim().split("\\s*,\\s*", -1))
              .mapToDouble(Double::parseDouble)
              .toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not numbers: '" + text + "'", e);
    }
    if (v.length == 3) {
      return new DatumShift(v[0], v[1], v[2], 0, 0, 0, 0);
    }
    if (v.length != 7) {
      throw new IllegalArgumentException(
          "a datum shift has 3 or 7 numbers (dx,dy,dz[,rx,ry,rz,ppm]), this has " + v.length);
    }
    return new DatumShift(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
  }

  /** As the TOWGS84 node of well-known text. */
  String wkt() {
    return String.format(Locale.ROOT, "TOWGS84[%s,%s,%s,%s,%s,%s,%s]", dx, dy, dz, rx, ry, rz, ppm);
  }
}
