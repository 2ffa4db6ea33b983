package city.chengtu.gis.place;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How names are compared: without case, width, spaces and punctuation. */
final class PlaceText {
  /** Longer names are told apart well enough by their beginning. */
  static final int LONGEST = 48;

  private static final String NUMERALS = "零一二三四五六七八九";
  private static final Pattern COUNTED =
      Pattern.compile("[〇零一二两三四五六七八九十百千]+(?=号|號|栋|幢|弄|单元|室|楼|层)");

  private PlaceText() {}

  static String normal(String text) {
    if (isNormal(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain.toString();
  }

  private static boolean isNormal(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isHan(c) && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHan(char c) {
    return c >= '\u4e00' && c <= '\u9fff';
  }

  /** In one width and case, punctuation kept; house numbers written in Chinese become digits. */
  static String plain(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return COUNTED.matcher(plain.strip()).replaceAll(number -> digits(number));
  }

  private static String digits(MatchResult numeral) {
    int sum = 0;
    int digit = 0;
    for (char c : numeral.group().toCharArray()) {
      switch (c) {
        case '十' -> sum += 10 * Math.max(1, digit);
        case '百' -> sum += 100 * digit;
        case '千' -> sum += 1000 * digit;
        default -> {
          int next = c == '〇' ? 0 : c == '两' ? 2 : NUMERALS.indexOf(c);
          digit = numeral.group().matches(".*[十百千].*") ? next : 10 * digit + next;
          continue;
        }
      }
      digit = 0;
    }
    return Integer.toString(sum + digit);
  }

  /**
   * Where the characters from..to of the normalised text stand in the text as shown.
   *
   * @return begin and end (exclusive), UTF-16 units
   */
  static int[] span(String shown, int from, int to) {
    int seen = 0;
    int begin = -1;
    int end = shown.length();
    for (int i = 0; i < shown.length(); i += Character.charCount(shown.codePointAt(i))) {
      String one = new String(Character.toChars(shown.codePointAt(i)));
      int length = normal(one).length();
      if (begin < 0 && seen + length > from) {
        begin = i;
      }
      seen += length;
      if (seen >= to) {
        end = i + one.length();
        break;
      }
    }
    return new int[] {Math.max(0, begin), end};
  }
}
