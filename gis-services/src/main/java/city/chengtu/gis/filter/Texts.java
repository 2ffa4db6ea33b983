package city.chengtu.gis.filter;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How texts are compared. The stores' functions {@code text_casei}, {@code text_accenti}, {@code
 * text_like} and {@code text_order} give the same answers; on H2 they are these methods.
 */
public final class Texts {
  /** Combining marks of Latin, Greek, Cyrillic; not those of Indic scripts, nor the kana's. */
  private static final Pattern MARKS =
      Pattern.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+");

  /** Letters with a stroke, which Unicode does not take apart, and what is left without it. */
  private static final String STROKED = "ØøŁłĐđĦħŦŧƀɃƵƶɆɇɈɉɌɍɎɏȺⱥȻȼȽƚȾⱦıȷ";

  private static final String PLAIN = "OoLlDdHhTtbBZzEeJjRrYyAaCcLlTtij";

  private Texts() {}

  /**
   * Without case: Unicode's full case folding, had by way of upper case ("Straße" and "STRASSE" are
   * the same), every sigma alike. Null of null.
   */
  public static String casei(String text) {
    return text == null
        ? null
        : text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
  }

  /** Without accents and strokes; composed again, so that what has none compares as it is. */
  public static String accenti(String text) {
    if (text == null || isAscii(text)) {
      return text;
    }
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    String bare = Normalizer.normalize(MARKS.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
    StringBuilder plain = new StringBuilder(bare);
    for (int i = 0; i < plain.length(); i++) {
      int place = plain.charAt(i) < 0x80 ? -1 : STROKED.indexOf(plain.charAt(i));
      if (place >= 0) {
        plain.setCharAt(i, PLAIN.charAt(place));
      }
    }
    return plain.toString();
  }

  static String folded(Folding folding, String text) {
    return folding == Folding.CASE ? casei(text) : accenti(text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** What orders texts by code point, as "C" does in a database. Null of null. */
  public static byte[] order(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** By code point, whatever half of a pair comes first in Java's own order. */
  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean pair = Character.isSurrogate(x);
        return pair == Character.isSurrogate(y) ? Character.compare(x, y) : pair ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  /** True when a pattern ends within an escape, which matches nothing and is an error in SQL. */
  static boolean endsInEscape(String pattern) {
    int slashes = 0;
    while (slashes < pattern.length() && pattern.charAt(pattern.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  /** LIKE with {@code \} as escape. Null when either is. */
  public static Boolean like(String text, String pattern) {
    return (text == null || pattern == null)
        ? null
        : (Boolean) LikePattern.of(pattern).matches(text);
  }
}
