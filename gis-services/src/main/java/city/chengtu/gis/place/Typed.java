package city.chengtu.gis.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ways to read what was typed. Chinese characters stand for themselves; letters may be pinyin
 * in full, initials, both mixed, or letters of a name.
 */
final class Typed {
  /** Ways kept for one row of letters; "xian" has three, few have more than seven. */
  private static final int MOST_WAYS = 8;

  private static final int MOST_PATTERNS = 12;
  private static final int LONGEST_SYLLABLE = 6;
  private static final String INITIALS = "abcdefghjklmnopqrstwxyz";

  private Typed() {}

  /** A part of a reading: a character (set is null), or syllables. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Element(char sign, long[] set, boolean shortened) {}

  private record Way(List<Element> elements, double cost) {
    static final Way NONE = new Way(List.of(), 0);

    Way and(Element next, double more) {
      List<Element> longer = new ArrayList<>(elements);
      longer.add(next);
      return new Way(longer, cost + more);
    }

    Way and(Way next) {
      List<Element> longer = new ArrayList<>(elements);
      longer.addAll(next.elements);
      return new Way(longer, cost + next.cost);
    }
  }

  /** The patterns for a normalised text, the most likely first. */
  static List<SoundPattern> patterns(String normal) {
    List<Way> ways = List.of(Way.NONE);
    int i = 0;
    while (i < normal.length()) {
      int end = i + 1;
      List<Way> next;
      if (isLetter(normal.charAt(i))) {
        while (end < normal.length() && isLetter(normal.charAt(end))) {
          end++;
        }
        next = letters(normal.substring(i, end), end == normal.length());
      } else {
        next = List.of(Way.NONE.and(new Element(normal.charAt(i), null, false), 0));
      }
      ways = joined(ways, next);
      i = end;
    }
    return ways.stream().map(Typed::pattern).toList();
  }

  /** Each character by its sound, so that homophones (and 繁體) are found. */
  static SoundPattern bySound(String normal) {
    char[] signs = normal.toCharArray();
    long[][] sets = new long[signs.length][];
    for (int i = 0; i < signs.length; i++) {
      int[] readings = Pinyin.readings(signs[i]);
      if (readings.length > 0) {
        sets[i] = new long[Pinyin.MOST_SYLLABLES / 64];
        for (int id : readings) {
          sets[i][id >> 6] |= 1L << id;
        }
      }
    }
    return SoundPattern.of(signs, sets, SoundPattern.SPELLED);
  }

  static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean hasHan(String normal) {
    return normal.chars().anyMatch(c -> Pinyin.readings((char) c).length > 0);
  }

  private static List<Way> joined(List<Way> before, List<Way> after) {
    List<Way> all = new ArrayList<>();
    before.forEach(a -> after.forEach(b -> all.add(a.and(b))));
    all.sort(Comparator.comparingDouble(Way::cost));
    return all.subList(0, Math.min(MOST_PATTERNS, all.size()));
  }

  /** The ways to cut letters into syllables and initials, and the letters as they are. */
  private static List<Way> letters(String letters, boolean last) {
    List<List<Way>> upTo = new ArrayList<>();
    upTo.add(List.of(Way.NONE));
    for (int end = 1; end <= letters.length(); end++) {
      List<Way> here = new ArrayList<>();
      for (int begin = Math.max(0, end - LONGEST_SYLLABLE); begin < end; begin++) {
        extend(
            here, upTo.get(begin), letters.substring(begin, end), last && end == letters.length());
      }
      here.sort(Comparator.comparingDouble(Way::cost));
      upTo.add(List.copyOf(here.subList(0, Math.min(MOST_WAYS, here.size()))));
    }
    List<Way> ways = new ArrayList<>(upTo.get(letters.length()));
    initials(letters).ifPresent(ways::add);
    Way literal = Way.NONE;
    for (int i = 0; i < letters.length(); i++) {
      literal = literal.and(new Element(letters.charAt(i), null, false), 0);
    }
    ways.add(literal);
    return ways;
  }

  /** Each letter an initial: always kept, it is how most people type. */
  private static Optional<Way> initials(String letters) {
    Way way = Way.NONE;
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (INITIALS.indexOf(c) < 0) {
        return Optional.empty();
      }
      way = way.and(new Element('\0', Pinyin.beginning(String.valueOf(c)), true), 1.7);
    }
    return Optional.of(way);
  }

  private static void extend(List<Way> here, List<Way> before, String part, boolean atEnd) {
    int id = Pinyin.id(part);
    boolean initial =
        (part.length() == 1 && INITIALS.indexOf(part.charAt(0)) >= 0)
            || part.equals("zh")
            || part.equals("ch")
            || part.equals("sh");
    if (id >= 0) {
      long[] set = new long[Pinyin.MOST_SYLLABLES / 64];
      set[id >> 6] |= 1L << id;
      before.forEach(way -> here.add(way.and(new Element('\0', set, false), 1)));
    }
    if (initial || atEnd) {
      long[] set = Pinyin.beginning(part);
      if (count(set) > (id >= 0 ? 1 : 0)) {
        before.forEach(way -> here.add(way.and(new Element('\0', set, true), 1.7)));
      }
    }
  }

  private static int count(long[] set) {
    int count = 0;
    for (long bits : set) {
      count += Long.bitCount(bits);
    }
    return count;
  }

  private static SoundPattern pattern(Way way) {
    int length = way.elements().size();
    char[] signs = new char[length];
    long[][] sets = new long[length][];
    int quality = SoundPattern.WRITTEN;
    for (int i = 0; i < length; i++) {
      Element element = way.elements().get(i);
      signs[i] = element.sign();
      sets[i] = element.set();
      if (element.set() != null) {
        quality =
            Math.max(quality, element.shortened() ? SoundPattern.SHORTENED : SoundPattern.SPELLED);
      }
    }
    return SoundPattern.of(signs, sets, quality);
  }
}
