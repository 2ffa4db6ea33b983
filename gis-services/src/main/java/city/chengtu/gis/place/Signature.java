package city.chengtu.gis.place;

/**
 * What a text could be found by, folded into three times 64 bits: pairs of neighbouring initials,
 * sounds, pairs of letters of the pinyin. A bit that a query needs and a text lacks rules the text
 * out; nothing else is said. So a scan looks at three numbers of most texts and no more.
 */
final class Signature {
  private static final int MIX = 0x9E3779B1;

  private Signature() {}

  static long pair(int first, int second) {
    return 1L << (((first * 131 + second) * MIX) >>> 26);
  }

  static long sound(int syllable) {
    return 1L << (((syllable + 1) * MIX) >>> 26);
  }

  /** Of a character that has no reading: a letter, a digit. */
  static long sign(char c) {
    return 1L << (((c + 7001) * MIX) >>> 26);
  }

  static long pairs(char[] text, int from, int to) {
    long bits = 0;
    for (int i = from; i + 1 < to; i++) {
      bits |= pairs(text[i], text[i + 1]);
    }
    return bits;
  }

  static long pairs(char a, char b) {
    int[] first = Pinyin.readings(a);
    int[] second = Pinyin.readings(b);
    long bits = 0;
    for (int i = 0; i < Math.max(1, first.length); i++) {
      for (int j = 0; j < Math.max(1, second.length); j++) {
        bits |= pair(initial(a, first, i), initial(b, second, j));
      }
    }
    return bits;
  }

  private static int initial(char c, int[] readings, int i) {
    return readings.length == 0 ? c : Pinyin.initial(readings[i]);
  }

  static long sounds(char[] text, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      bits |= sounds(text[i]);
    }
    return bits;
  }

  static long sounds(char c) {
    int[] readings = Pinyin.readings(c);
    if (readings.length == 0) {
      return sign(c);
    }
    long bits = 0;
    for (int reading : readings) {
      bits |= sound(reading);
    }
    return bits;
  }

  /** Of the text spelled in letters, each character by its most usual reading. */
  static long letters(char[] text, int from, int to) {
    long bits = 0;
    int before = -1;
    for (int i = from; i < to; i++) {
      int[] readings = Pinyin.readings(text[i]);
      String spelled = readings.length == 0 ? null : Pinyin.syllable(readings[0]);
      int length = spelled == null ? 1 : spelled.length();
      for (int j = 0; j < length; j++) {
        int letter = spelled == null ? text[i] : spelled.charAt(j);
        if (before >= 0) {
          bits |= pair(before, letter);
        }
        before = letter;
      }
    }
    return bits;
  }
}
