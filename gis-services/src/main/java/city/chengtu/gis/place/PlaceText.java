package city.chengtu.gis.place;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How names are compared: without case, width, spaces and punctuation. */
final class PlaceText {
  /** Longer names are told apart well enough by their beginning. */
  private static final int LONGEST = 32;

  /** A word begins at each of the first places of a name. */
  private static final int MOST_SUFFIXES = 15;

  private PlaceText() {}

  static String normal(String text) {
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain.toString();
  }

  /** The normalised text in hexadecimal, four digits a character. */
  static String term(String normal) {
    StringBuilder hex = new StringBuilder(4 * normal.length());
    for (int i = 0; i < normal.length(); i++) {
      hex.append(Character.forDigit(normal.charAt(i) >> 12, 16))
          .append(Character.forDigit(normal.charAt(i) >> 8 & 15, 16))
          .append(Character.forDigit(normal.charAt(i) >> 4 & 15, 16))
          .append(Character.forDigit(normal.charAt(i) & 15, 16));
    }
    return hex.toString();
  }

  /** Beyond every term that begins with this one. */
  static String end(String term) {
    return term + "g";
  }

  /** The terms of every later beginning, of two characters at least. */
  static List<String> suffixes(String normal) {
    List<String> suffixes = new ArrayList<>();
    for (int i = 1; i <= MOST_SUFFIXES && i + 2 <= normal.length(); i++) {
      suffixes.add(term(normal.substring(i)));
    }
    return suffixes;
  }
}
