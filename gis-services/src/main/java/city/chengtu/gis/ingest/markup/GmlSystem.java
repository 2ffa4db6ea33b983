package city.chengtu.gis.ingest.markup;

import city.chengtu.gis.coordinate.CoordinateSystems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference system as GML names it (attribute {@code srsName}). A URN or an http address of OGC's
 * register has the axes in the register's order; the short form and the address of GML 2 have the
 * east first, as most servers write them.
 *
 * @param code "EPSG:4547"
 * @param northFirst whether the first number is the northing or latitude
 */
record GmlSystem(String code, boolean northFirst) {
  private static final Pattern REGISTER =
      Pattern.compile(
          "(?:urn:(?:x-)?ogc:def:crs:EPSG:[^:]*:|https?://www\\.opengis\\.net/def/crs/EPSG/[^/]+/)"
              + "(\\d{4,6})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:EPSG:|https?://www\\.opengis\\.net/gml/srs/epsg\\.xml#)(\\d{4,6})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CRS84 =
      Pattern.compile(".*[:/]CRS:?84|CRS:?84", Pattern.CASE_INSENSITIVE);

  private static final CoordinateSystems SYSTEMS = new CoordinateSystems();

  /**
   * @throws IllegalArgumentException when it is not written like one, or is unknown
   */
  static GmlSystem of(String srsName) {
    String name = srsName.strip();
    Matcher register = REGISTER.matcher(name);
    if (register.matches()) {
      String code = "EPSG:" + register.group(1);
      return new GmlSystem(code, SYSTEMS.northFirst(code));
    }
    Matcher brief = SHORT.matcher(name);
    if (brief.matches()) {
      return new GmlSystem("EPSG:" + brief.group(1), false);
    }
    if (CRS84.matcher(name).matches()) {
      return new GmlSystem(CoordinateSystems.LON_LAT, false);
    }
    throw new IllegalArgumentException(
        "srsName '" + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + "' is unknown");
  }
}
