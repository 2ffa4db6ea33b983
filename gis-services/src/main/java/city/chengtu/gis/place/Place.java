package city.chengtu.gis.place;

/**
 * A place found.
 *
 * @param layer the layer it lies on; null for a coordinate
 * @param id feature id within the layer; of a crossing, the ids of two of its roads with a comma;
 *     null for a coordinate
 * @param kind "address", "road", "intersection", "coordinate", "grid", "component", or the
 *     feature's own kind (hospital, suburb, …)
 * @param address null when it has none
 * @param lon degrees east, CGCS2000
 * @param lat degrees north
 * @param match why it is an answer
 */
public record Place(
    String layer,
    String id,
    String name,
    String kind,
    String address,
    double lon,
    double lat,
    Match match) {

  /** How near the text is to what was typed, best first. */
  public enum How {
    /** The whole text. */
    EXACT,
    /** The text begins so. */
    PREFIX,
    /** All that was typed is in the text. */
    WORDS,
    /** With a mistake or two, or by the same sound. */
    FUZZY
  }

  /**
   * What of a place fits what was typed.
   *
   * @param field the feature's field that fits
   * @param text the field's text
   * @param from first sign of the part that fits, to show it; UTF-16 units
   * @param to behind its last sign
   */
  public record Match(String field, String text, int from, int to, How how) {}
}
