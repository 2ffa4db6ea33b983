package city.chengtu.gis.ingest.table;

import city.chengtu.gis.ingest.source.SourceCard.StatedSystem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which columns of a table say where a row lies: one of well-known text, or one of x and one of y.
 * Indexes count from 0; those not used are -1.
 */
public record PlaceColumns(int wkt, int x, int y) {
  private static final Set<String> WKT =
      Set.of("wkt", "geom", "geometry", "the_geom", "shape", "几何", "图形");
  private static final List<Set<String>> PAIRS =
      List.of(
          Set.of("lon", "lng", "long", "longitude", "经度", "dec_lon"),
          Set.of("lat", "latitude", "纬度", "dec_lat"),
          Set.of("x", "easting", "east", "point_x", "x坐标", "横坐标", "东坐标", "coord_x"),
          Set.of("y", "northing", "north", "point_y", "y坐标", "纵坐标", "北坐标", "coord_y"));
  private static final Pattern GCJ = Pattern.compile("gcj|高德|腾讯|火星|amap");
  private static final Pattern BD = Pattern.compile("bd_?09|百度|baidu");
  private static final Pattern WGS = Pattern.compile("wgs_?84|cgcs_?2000|国家2000");

  /** What the user chose; names as in the file, null for "find it". */
  public record Choice(String wkt, String x, String y) {
    /** Nothing chosen. */
    public static final Choice NONE = new Choice(null, null, null);
  }

  /**
   * @throws IllegalArgumentException for a chosen column that is not there, or when there is
   *     nothing that looks like a place
   */
  static PlaceColumns find(List<String> header, Choice choice) {
    if (choice.wkt() != null) {
      return new PlaceColumns(index(header, choice.wkt()), -1, -1);
    }
    if (choice.x() != null || choice.y() != null) {
      if (choice.x() == null || choice.y() == null) {
        throw new IllegalArgumentException("x and y must be named both");
      }
      return new PlaceColumns(-1, index(header, choice.x()), index(header, choice.y()));
    }
    for (int i = 0; i < header.size(); i++) {
      if (WKT.contains(plain(header.get(i)))) {
        return new PlaceColumns(i, -1, -1);
      }
    }
    return pair(header, 0)
        .or(() -> pair(header, 2))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no columns that look like coordinates or WKT among "
                        + header
                        + ": name them"));
  }

  private static int index(List<String> header, String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("there is no column '" + name + "', but " + header);
    }
    return index;
  }

  /** The first column of x whose sister of y is there: lon, wgs84_lon, 起点经度. */
  private static Optional<PlaceColumns> pair(List<String> header, int kind) {
    for (int x = 0; x < header.size(); x++) {
      for (String xWord : PAIRS.get(kind)) {
        Optional<String> stem = stem(plain(header.get(x)), xWord);
        for (int y = 0; stem.isPresent() && y < header.size(); y++) {
          for (String yWord : PAIRS.get(kind + 1)) {
            if (stem.equals(stem(plain(header.get(y)), yWord))) {
              return Optional.of(new PlaceColumns(-1, x, y));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What stands before or after the word, set off by an underscore (or by nothing, in Chinese). */
  private static Optional<String> stem(String name, String word) {
    boolean hanzi = word.charAt(0) > 0x2e80;
    if (name.equals(word)) {
      return Optional.of("");
    }
    if (name.endsWith((hanzi ? "" : "_") + word)) {
      return Optional.of(name.substring(0, name.length() - word.length()));
    }
    if (name.startsWith(word + (hanzi ? "" : "_"))) {
      return Optional.of(name.substring(word.length()));
    }
    return Optional.empty();
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\(.*?\\)|（.*?）", "").strip();
  }

  /** What the columns' names say of the reference system; null when nothing. */
  StatedSystem stated(List<String> header) {
    String names = plain(wkt >= 0 ? header.get(wkt) : header.get(x) + " " + header.get(y));
    String code =
        GCJ.matcher(names).find()
            ? "GCJ-02"
            : BD.matcher(names).find() ? "BD-09" : WGS.matcher(names).find() ? "EPSG:4326" : null;
    return code == null ? null : new StatedSystem(code, null, "the column names (" + names + ")");
  }

  boolean contains(int column) {
    return column == wkt || column == x || column == y;
  }
}
