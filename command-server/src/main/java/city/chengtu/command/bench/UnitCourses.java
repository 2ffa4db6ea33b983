package city.chengtu.command.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.locationtech.jts.geom.Envelope;

/** Units on a grid over a city, each driving small circles: where each is at each turn. */
record UnitCourses(int units) {
  private static final double WEST = 112.90;
  private static final double SOUTH = 28.10;
  private static final double SIDE = 0.2;
  private static final double RADIUS = 0.000_5;
  private static final String PREFIX = "bench-";

  String id(int unit) {
    return PREFIX + unit;
  }

  /** Which unit an id means. */
  static int number(String id) {
    return Integer.parseInt(id.substring(PREFIX.length()));
  }

  private int columns() {
    return (int) Math.ceil(Math.sqrt(units));
  }

  double lon(int unit, int turn) {
    double middle = WEST + SIDE * (unit % columns() + 0.5) / columns();
    return round(middle + RADIUS * Math.cos(turn * 0.3 + unit));
  }

  double lat(int unit, int turn) {
    int row = unit / columns();
    double middle = SOUTH + SIDE * (row + 0.5) / columns();
    return round(middle + RADIUS * Math.sin(turn * 0.3 + unit));
  }

  private static double round(double degrees) {
    return Math.rint(degrees * 1e6) / 1e6;
  }

  /** A window over the given share of the city, another place for each client. */
  Envelope view(int client, double share) {
    double side = SIDE * Math.sqrt(share);
    double west = round(WEST + (SIDE - side) * (client * 0.618_034 % 1));
    double south = round(SOUTH + (SIDE - side) * (client * 0.754_878 % 1));
    return new Envelope(west, round(west + side), south, round(south + side));
  }

  /** Body of {@code POST /units}. */
  Buffer newUnit(int unit) {
    return new JsonObject()
        .put("id", id(unit))
        .put("callSign", "测量" + unit)
        .put("kind", "police_car")
        .put("duty", "ready")
        .put("station", new JsonObject().put("lon", lon(unit, 0)).put("lat", lat(unit, 0)))
        .toBuffer();
  }

  /**
   * Writes one fix.
   *
   * @param at milliseconds since 1970
   * @param speed metres per second
   */
  void fix(StringBuilder json, int unit, int turn, long at, double speed) {
    json.append("{\"unit\":\"")
        .append(id(unit))
        .append("\",\"lon\":")
        .append(lon(unit, turn))
        .append(",\"lat\":")
        .append(lat(unit, turn))
        .append(",\"at\":\"")
        .append(java.time.Instant.ofEpochMilli(at))
        .append("\",\"heading\":")
        .append(turn * 17 % 360)
        .append(",\"speed\":")
        .append(speed)
        .append('}');
  }
}
