package city.chengtu.gis.place;

import java.util.Arrays;

/**
 * Finds a text within a few mistakes of what was typed, anywhere in it: a missing, an additional or
 * a wrong sign each count one. Bit-parallel (Myers, J. ACM 46, 1999), so a text costs some ten
 * nanoseconds a sign. Signs are characters by their sound, or the letters of the pinyin.
 */
final class Approximate {
  private static final int LONGEST = 63;

  private final boolean spelled;
  private final int length;
  private final int mistakes;
  private final long[] bySound = new long[Pinyin.MOST_SYLLABLES];
  private final long[] bySign = new long[128];
  private final long[] needed;

  private Approximate(String typed, boolean spelled, int mistakes) {
    this.spelled = spelled;
    this.length = Math.min(LONGEST, typed.length());
    this.mistakes = mistakes;
    this.needed = spelled ? letterPairs(typed) : new long[length];
    for (int i = 0; i < length; i++) {
      char c = typed.charAt(i);
      if (c < bySign.length) {
        bySign[c] |= 1L << i;
      }
      if (!spelled) {
        needed[i] = Signature.sounds(c);
        for (int reading : Pinyin.readings(c)) {
          bySound[reading] |= 1L << i;
        }
      }
    }
  }

  private static long[] letterPairs(String typed) {
    long bits = 0;
    for (int i = 1; i < typed.length(); i++) {
      bits |= Signature.pair(typed.charAt(i - 1), typed.charAt(i));
    }
    return new long[] {bits};
  }

  /** For a text with characters; null when it is too short to allow for a mistake. */
  static Approximate ofCharacters(String normal) {
    int mistakes = normal.length() < 3 ? 0 : normal.length() < 6 ? 1 : 2;
    return mistakes == 0 ? null : new Approximate(normal, false, mistakes);
  }

  /** For a text of letters and digits; null when it is too short to allow for a mistake. */
  static Approximate ofLetters(String normal) {
    int mistakes = normal.length() < 5 ? 0 : normal.length() < 9 ? 1 : 2;
    return mistakes == 0 ? null : new Approximate(normal, true, mistakes);
  }

  /** False only when the text cannot match. */
  boolean mayMatch(long sounds, long letters) {
    if (spelled) {
      // A mistake spoils two pairs of letters at most.
      return Long.bitCount(needed[0] & ~letters) <= 2 * mistakes;
    }
    int missing = 0;
    for (long one : needed) {
      if ((sounds & one) == 0 && ++missing > mistakes) {
        return false;
      }
    }
    return true;
  }

  /**
   * The fewest mistakes and where the text that has them ends: {@code mistakes << 8 | end}; -1 when
   * there are too many.
   */
  int find(char[] text, int from, int to) {
    Run run = new Run();
    for (int i = from; i < to; i++) {
      int[] readings = Pinyin.readings(text[i]);
      if (!spelled) {
        long match = text[i] < bySign.length ? bySign[text[i]] : 0;
        for (int reading : readings) {
          match |= bySound[reading];
        }
        run.step(match, i + 1 - from);
      } else if (readings.length == 0) {
        run.step(text[i] < bySign.length ? bySign[text[i]] : 0, i + 1 - from);
      } else {
        String letters = Pinyin.syllable(readings[0]);
        for (int j = 0; j < letters.length(); j++) {
          run.step(bySign[letters.charAt(j)], i + 1 - from);
        }
      }
    }
    return run.best <= mistakes ? run.best << 8 | run.end : -1;
  }

  int typedLength() {
    return length;
  }

  boolean spelled() {
    return spelled;
  }

  @Override
  public String toString() {
    return length + " signs, " + mistakes + " mistakes, " + Arrays.toString(needed);
  }

  /** The column of the table of distances, as bits. */
  private final class Run {
    private long plus = -1;
    private long minus;
    private int score = length;
    private int best = length;
    private int end;

    void step(long match, int at) {
      long x = match | minus;
      long d = (((match & plus) + plus) ^ plus) | match;
      long up = minus | ~(d | plus);
      long down = plus & d;
      long top = 1L << (length - 1);
      if ((up & top) != 0) {
        score++;
      } else if ((down & top) != 0) {
        score--;
      }
      up <<= 1;
      down <<= 1;
      plus = down | ~(x | up);
      minus = up & x;
      if (score < best) {
        best = score;
        end = at;
      }
    }
  }
}
