package city.chengtu.gis.place;

/**
 * One way to read what was typed: a row of elements, each a character or a set of syllables, that
 * must follow each other in a text. 五一路 is three characters; "wyil" may be w, yi, l: any syllable
 * with w, the syllable yi, any with l.
 */
final class SoundPattern {
  /** As typed, character for character. */
  static final int WRITTEN = 0;

  /** Full syllables. */
  static final int SPELLED = 1;

  /** With initials or the beginning of a syllable. */
  static final int SHORTENED = 2;

  private final char[] signs;
  private final long[][] sets;
  private final int quality;
  private long pairs;
  private long sounds;

  private SoundPattern(char[] signs, long[][] sets, int quality) {
    this.signs = signs;
    this.sets = sets;
    this.quality = quality;
  }

  /**
   * @param signs the character wanted in each place, where the set is null
   * @param sets the syllables allowed in each place, as bits by their number; null for a character
   */
  static SoundPattern of(char[] signs, long[][] sets, int quality) {
    SoundPattern pattern = new SoundPattern(signs, sets, quality);
    for (int i = 0; i < signs.length; i++) {
      pattern.sounds |= needed(signs[i], sets[i]);
      if (i > 0) {
        pattern.needPair(i - 1, i);
      }
    }
    return pattern;
  }

  private static long needed(char sign, long[] set) {
    if (set == null) {
      return Signature.sounds(sign);
    }
    int only = only(set);
    return only < 0 ? 0 : Signature.sound(only);
  }

  private void needPair(int a, int b) {
    if (sets[a] == null && sets[b] == null) {
      pairs |= Signature.pairs(signs[a], signs[b]);
      return;
    }
    int first = initial(a);
    int second = initial(b);
    if (first >= 0 && second >= 0) {
      pairs |= Signature.pair(first, second);
    }
  }

  /** The one letter all that is allowed there begins with; -1 when there are several. */
  private int initial(int i) {
    if (sets[i] == null) {
      int[] readings = Pinyin.readings(signs[i]);
      return readings.length == 0 ? signs[i] : Pinyin.initial(readings[0]);
    }
    int letter = -1;
    for (int id = 0; id < Pinyin.count(); id++) {
      if (has(sets[i], id)) {
        if (letter >= 0 && letter != Pinyin.initial(id)) {
          return -1;
        }
        letter = Pinyin.initial(id);
      }
    }
    return letter;
  }

  private static int only(long[] set) {
    int found = -1;
    for (int id = 0; id < Pinyin.count(); id++) {
      if (has(set, id)) {
        if (found >= 0) {
          return -1;
        }
        found = id;
      }
    }
    return found;
  }

  private static boolean has(long[] set, int id) {
    return (set[id >> 6] >>> id & 1) != 0;
  }

  int length() {
    return signs.length;
  }

  int quality() {
    return quality;
  }

  /** False only when the text cannot match. */
  boolean mayMatch(long textPairs, long textSounds) {
    return (textPairs & pairs) == pairs && (textSounds & sounds) == sounds;
  }

  /** Where in the text it begins, the first place; -1 when nowhere. */
  int find(char[] text, int from, int to) {
    for (int i = from; i + signs.length <= to; i++) {
      if (matchesAt(text, i)) {
        return i - from;
      }
    }
    return -1;
  }

  private boolean matchesAt(char[] text, int at) {
    for (int i = 0; i < signs.length; i++) {
      if (!matches(i, text[at + i])) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(int i, char c) {
    long[] set = sets[i];
    if (set == null) {
      return signs[i] == c;
    }
    for (int reading : Pinyin.readings(c)) {
      if (has(set, reading)) {
        return true;
      }
    }
    return false;
  }
}
