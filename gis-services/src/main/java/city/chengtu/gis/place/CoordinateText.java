package city.chengtu.gis.place;

import city.chengtu.gis.coordinate.ChinaOffset;
import city.chengtu.gis.coordinate.CoordinateSystems;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/**
 * Reads a point in whatever form people write one: degrees in either order, degrees, minutes and
 * seconds, with N and E or 北纬 and 东经 or without, metres of CGCS2000 / Gauss-Krüger with or without
 * the zone before the easting (GB 22021-2008: 3-degree zones 25 to 45, 6-degree zones 13 to 23),
 * and coordinates of Chinese web maps when they say so (GCJ-02, BD-09).
 */
final class CoordinateText {
  private static final String NUMBER = "[-+]?\\d+(?:\\.\\d+)?";
  private static final Pattern AXIS =
      Pattern.compile(
          "(?<before>北纬|南纬|东经|西经|纬度|经度|latitude|longitude|lat|lon|lng|[nsewxy](?![a-z]))?\\s*[:=]?\\s*"
              + "(?<d>"
              + NUMBER
              + ")(?:\\s*(?:°|度|º|d(?![a-z]))(?:\\s*(?<m>\\d+(?:\\.\\d+)?)\\s*(?:′|'|’|分|m(?![a-z]))"
              // ″ is two ′ once it is normalised.
              + "(?:\\s*(?<s>\\d+(?:\\.\\d+)?)\\s*(?:″|′′|\"|”|''|秒|s(?![a-z]))?)?)?)?(?:\\s*(?<after>[nsew](?![a-z])))?");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,;/、|]*(?:[和与])?[\\s,;/、|]*");
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^(?:geo:|坐标[:：]?|位置[:：]?|point|cgcs2000|国家2000|wgs-?84)+|[()\\[\\]（）]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern GCJ =
      Pattern.compile("gcj-?\\s?0?2?|火星坐标?|高德(?:坐标)?|腾讯(?:坐标)?|amap", Pattern.CASE_INSENSITIVE);
  private static final Pattern BD =
      Pattern.compile("bd-?\\s?0?9(?:ll)?|百度(?:坐标)?|baidu", Pattern.CASE_INSENSITIVE);
  private static final double LEAST_NORTHING = 300_000;
  private static final double MOST_NORTHING = 6_100_000;
  private static final int FIRST_THREE_DEGREE_ZONE = 25;
  private static final int LAST_THREE_DEGREE_ZONE = 45;
  private static final int FIRST_SIX_DEGREE_ZONE = 13;
  private static final int LAST_SIX_DEGREE_ZONE = 23;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final CoordinateSystems systems;

  CoordinateText(CoordinateSystems systems) {
    this.systems = systems;
  }

  /**
   * @param how what it was read as, for people: "CGCS2000 3°-zone 38, 114°E"
   */
  record Spot(double lon, double lat, String how) {}

  private record Axis(double value, char name, boolean degrees) {}

  /**
   * @param near where the asker looks, lon,lat: decides the zone of metres without one, and the
   *     order of two small numbers; may be null
   * @return empty when the text is no coordinate
   */
  Optional<Spot> read(String text, Coordinate near) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
    boolean gcj = GCJ.matcher(plain).find();
    boolean bd = BD.matcher(plain).find();
    String bare = BD.matcher(GCJ.matcher(plain).replaceAll(" ")).replaceAll(" ").strip();
    bare = WRAPPING.matcher(bare).replaceAll(" ").strip();
    List<Axis> axes = axes(bare.replaceFirst("^[:：,，\\s]+", "").replaceFirst("[:：,，\\s]+$", ""));
    if (axes.size() != 2) {
      return Optional.empty();
    }
    Optional<Spot> spot = place(axes.get(0), axes.get(1), near);
    if (!gcj && !bd) {
      return spot;
    }
    return spot.filter(s -> s.how().startsWith("WGS"))
        .map(s -> shifted(s, bd ? "BD-09" : "GCJ-02"));
  }

  private static Spot shifted(Spot spot, String datum) {
    Coordinate at = new Coordinate(spot.lon(), spot.lat());
    Coordinate right =
        datum.equals("BD-09") ? ChinaOffset.bd09ToWgs84(at) : ChinaOffset.gcj02ToWgs84(at);
    return new Spot(right.x, right.y, datum);
  }

  /** Two axes that are the whole text, or none. */
  private static List<Axis> axes(String text) {
    List<Axis> axes = new ArrayList<>();
    Matcher axis = AXIS.matcher(text);
    int at = 0;
    while (axes.size() < 2 && axis.region(at, text.length()).lookingAt()) {
      Optional<Axis> read = axis(axis);
      if (read.isEmpty()) {
        return List.of();
      }
      axes.add(read.get());
      boolean twice = axis.group("before") != null && axis.group("after") != null;
      at = twice ? axis.start("after") : axis.end(); // in "N28 E112" the E belongs to what follows
      Matcher gap = BETWEEN.matcher(text).region(at, text.length());
      if (gap.lookingAt()) {
        if (axes.size() == 1
            && gap.end() == at
            && axis.group("after") == null
            && !isNamed(text, at)) {
          return List.of(); // two numbers need something between them
        }
        at = gap.end();
      }
    }
    return at == text.length() ? axes : List.of();
  }

  private static boolean isNamed(String text, int at) {
    return at < text.length() && !Character.isDigit(text.charAt(at)) && text.charAt(at) != '.';
  }

  private static Optional<Axis> axis(Matcher found) {
    double minutes = found.group("m") == null ? 0 : Double.parseDouble(found.group("m"));
    double seconds = found.group("s") == null ? 0 : Double.parseDouble(found.group("s"));
    if (minutes >= 60 || seconds >= 60) {
      return Optional.empty();
    }
    double whole = Double.parseDouble(found.group("d"));
    double value = Math.abs(whole) + minutes / 60 + seconds / 3600;
    String named = found.group("before") == null ? found.group("after") : found.group("before");
    char name = named == null ? '?' : name(named);
    boolean opposite = named != null && named.matches("s|w|南纬|西经");
    return Optional.of(
        new Axis(opposite || whole < 0 ? -value : value, name, found.group("m") != null));
  }

  private static char name(String text) {
    return switch (text) {
      case "n", "s", "lat", "latitude", "北纬", "南纬", "纬度" -> 'n';
      case "x", "y" -> text.charAt(0);
      default -> 'e';
    };
  }

  private Optional<Spot> place(Axis a, Axis b, Coordinate near) {
    if (Math.abs(a.value()) > 180 || Math.abs(b.value()) > 180) {
      return a.degrees() || b.degrees() ? Optional.empty() : metres(a, b, near);
    }
    if (a.name() == b.name() && (a.name() == 'n' || a.name() == 'e')) {
      return Optional.empty();
    }
    if (a.name() == 'n' || b.name() == 'e') {
      return degrees(b.value(), a.value());
    }
    if (a.name() == 'e' || b.name() == 'n') {
      return degrees(a.value(), b.value());
    }
    if (!a.degrees() && !b.degrees() && isWhole(a.value()) && isWhole(b.value())) {
      return Optional.empty(); // "12 5" is no point
    }
    return lonFirst(a.value(), b.value(), near)
        ? degrees(a.value(), b.value())
        : degrees(b.value(), a.value());
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value);
  }

  /** Of two numbers without a name: what lies in China, then what lies nearer, then lon,lat. */
  private static boolean lonFirst(double a, double b, Coordinate near) {
    if (Math.abs(a) > 90 || Math.abs(b) > 90) {
      return Math.abs(a) > 90;
    }
    boolean first = inChina(a, b);
    boolean second = inChina(b, a);
    if (first != second) {
      return first;
    }
    return near == null || Math.hypot(a - near.x, b - near.y) <= Math.hypot(b - near.x, a - near.y);
  }

  private static boolean inChina(double lon, double lat) {
    return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;
  }

  private static Optional<Spot> degrees(double lon, double lat) {
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180
        ? Optional.of(new Spot(lon, lat, "WGS 84 / CGCS2000"))
        : Optional.empty();
  }

  /** A northing has seven digits; an easting six, or eight with its zone before it. */
  private Optional<Spot> metres(Axis a, Axis b, Coordinate near) {
    if (isNorthing(b.value()) && isEasting(a.value())) {
      return metres(a.value(), b.value(), near);
    }
    if (isNorthing(a.value()) && isEasting(b.value())) {
      return metres(b.value(), a.value(), near); // X is north in Chinese surveys
    }
    return Optional.empty();
  }

  private static boolean isNorthing(double value) {
    return value >= LEAST_NORTHING && value <= MOST_NORTHING;
  }

  private static boolean isEasting(double value) {
    double without = value > 1e6 ? value % 1e6 : value;
    return without >= 100_000
        && without <= 900_000
        && (value < 1e6 || (value >= FIRST_SIX_DEGREE_ZONE * 1e6 && value < 46e6));
  }

  private Optional<Spot> metres(double easting, double northing, Coordinate near) {
    int zone = (int) (easting / 1e6);
    if (zone == 0 && near == null) {
      return Optional.empty();
    }
    int code;
    String how;
    if (zone == 0) {
      int meridian = (int) Math.round(near.x / 3) * 3;
      code = 4534 + (meridian - 75) / 3;
      how = "CGCS2000 3°, " + meridian + "°E";
      if (meridian < 75 || meridian > 135) {
        return Optional.empty();
      }
    } else if (zone >= FIRST_THREE_DEGREE_ZONE && zone <= LAST_THREE_DEGREE_ZONE) {
      code = 4513 + zone - FIRST_THREE_DEGREE_ZONE;
      how = "CGCS2000 3°, " + zone + " (" + zone * 3 + "°E)";
    } else if (zone >= FIRST_SIX_DEGREE_ZONE && zone <= LAST_SIX_DEGREE_ZONE) {
      code = 4491 + zone - FIRST_SIX_DEGREE_ZONE;
      how = "CGCS2000 6°, " + zone + " (" + (zone * 6 - 3) + "°E)";
    } else {
      return Optional.empty();
    }
    Point at = FACTORY.createPoint(new Coordinate(easting, northing));
    Coordinate lonLat = systems.toLonLat(at, "EPSG:" + code).getCoordinate();
    return Optional.of(new Spot(lonLat.x, lonLat.y, how));
  }
}
