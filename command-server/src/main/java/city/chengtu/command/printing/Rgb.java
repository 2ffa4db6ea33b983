package city.chengtu.command.printing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour for the printer; parts from 0 to 1. */
record Rgb(double red, double green, double blue) {
  static final Rgb BLACK = new Rgb(0.08, 0.1, 0.12);
  static final Rgb GREY = new Rgb(0.4, 0.45, 0.49);
  static final Rgb WHITE = new Rgb(1, 1, 1);
  private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})");

  /** As it looks on white paper when it covers only a part of it, 0 to 1. */
  Rgb onWhite(double cover) {
    return new Rgb(1 - (1 - red) * cover, 1 - (1 - green) * cover, 1 - (1 - blue) * cover);
  }

  /**
   * As the catalogue's styles write it, "#4aa3df" or "#4ad"; grey for what is written otherwise.
   */
  static Rgb of(String css) {
    Matcher hex = HEX.matcher(css == null ? "" : css.strip());
    if (!hex.matches()) {
      return GREY;
    }
    String digits = hex.group(1);
    String six = digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
    int value = Integer.parseInt(six, 16);
    return new Rgb((value >> 16 & 255) / 255.0, (value >> 8 & 255) / 255.0, (value & 255) / 255.0);
  }
}
