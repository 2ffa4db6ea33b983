package city.chengtu.gis.mapserver;

/**
 * Something that is at the GeoServer not as it should be.
 *
 * @param layer id; empty for the whole workspace
 * @param expected what should be there; null when nothing should
 * @param found what is there; null when nothing is
 */
public record Difference(String layer, Kind kind, String expected, String found) {
  /** In which way. */
  public enum Kind {
    WORKSPACE,
    STORE,
    MISSING,
    SURPLUS,
    TITLE,
    FIELDS,
    STYLE,
    RIGHTS
  }
}
