package city.chengtu.gis.style;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour as a style of other programs has it.
 *
 * @param hex "#rrggbb"
 * @param opacity 0 (invisible) to 1
 */
record Colour(String hex, double opacity) {
  /** What the client draws in when the catalogue names no colour. */
  static final Colour OTHER = new Colour("#6b7681", 1);

  private static final Pattern SHORT = Pattern.compile("#([0-9a-f])([0-9a-f])([0-9a-f])");
  private static final Pattern LONG = Pattern.compile("(#[0-9a-f]{6})([0-9a-f]{2})?");

  /**
   * @param css as the catalogue has it; null for none
   * @return {@code other} for none, and for what no map server understands (names, functions)
   */
  static Colour of(String css, Colour other) {
    if (css == null) {
      return other;
    }
    String text = css.strip().toLowerCase(Locale.ROOT);
    Matcher brief = SHORT.matcher(text);
    if (brief.matches()) {
      return new Colour(
          "#" + brief.group(1).repeat(2) + brief.group(2).repeat(2) + brief.group(3).repeat(2), 1);
    }
    Matcher full = LONG.matcher(text);
    if (!full.matches()) {
      return other;
    }
    return new Colour(
        full.group(1), full.group(2) == null ? 1 : Integer.parseInt(full.group(2), 16) / 255.0);
  }
}
