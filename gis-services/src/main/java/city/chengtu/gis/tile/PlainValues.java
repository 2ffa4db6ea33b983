package city.chengtu.gis.tile;

import java.nio.charset.StandardCharsets;

/** Values of stored JSON that can be read at a glance. */
final class PlainValues {
  /** More digits may not fit a Long. */
  private static final int MOST_DIGITS = 18;

  private PlainValues() {}

  /**
   * A text without escapes as String, a short whole number as Long, another short number as Double;
   * null for anything else.
   */
  static Object of(byte[] json, int from, int to) {
    if (json[from] == '"') {
      for (int i = from + 1; i < to - 1; i++) {
        if (json[i] == '\\') {
          return null;
        }
      }
      return new String(json, from + 1, to - from - 2, StandardCharsets.UTF_8);
    }
    if ((json[from] != '-' && (json[from] < '0' || json[from] > '9')) || to - from > MOST_DIGITS) {
      return null;
    }
    long whole = 0;
    for (int i = json[from] == '-' ? from + 1 : from; i < to; i++) {
      if (json[i] < '0' || json[i] > '9') {
        return Double.valueOf(new String(json, from, to - from, StandardCharsets.US_ASCII));
      }
      whole = whole * 10 + json[i] - '0';
    }
    return json[from] == '-' ? -whole : whole;
  }
}
