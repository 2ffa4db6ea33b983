package city.chengtu.gis.place;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.sourceforge.pinyin4j.PinyinHelper;

/**
 * How characters sound: for each Chinese character its toneless readings (拼音), each a number. From
 * pinyin4j, with the readings that are usual in place names put first or added ({@code
 * place-readings.csv}). ü is written v, as it is typed.
 */
final class Pinyin {
  /** More than there are toneless syllables; a set of them is so many bits. */
  static final int MOST_SYLLABLES = 512;

  private static final int[] NONE = {};
  private static final String[] SYLLABLES;
  private static final int[] INITIALS;
  private static final Map<String, Integer> IDS = new HashMap<>();
  private static final int[][] READINGS = new int[Character.MAX_VALUE + 1][];

  static {
    Map<Character, List<String>> readings = new HashMap<>();
    for (char c = '\u3007'; c <= '\u9fff'; c++) {
      String[] toned = PinyinHelper.toHanyuPinyinStringArray(c);
      if (toned != null) {
        List<String> plain = toneless(toned);
        if (!plain.isEmpty()) {
          readings.put(c, plain);
        }
      }
    }
    readings.putAll(usual());
    Set<String> all = new TreeSet<>();
    readings.values().forEach(all::addAll);
    SYLLABLES = all.toArray(String[]::new);
    INITIALS = new int[SYLLABLES.length];
    for (int i = 0; i < SYLLABLES.length; i++) {
      IDS.put(SYLLABLES[i], i);
      INITIALS[i] = SYLLABLES[i].charAt(0);
    }
    Arrays.fill(READINGS, NONE);
    Map<List<String>, int[]> shared = new HashMap<>();
    readings.forEach(
        (c, list) ->
            READINGS[c] =
                shared.computeIfAbsent(list, l -> l.stream().mapToInt(IDS::get).toArray()));
  }

  private Pinyin() {}

  private static List<String> toneless(String[] toned) {
    Set<String> plain = new LinkedHashSet<>();
    for (String reading : toned) {
      String letters = reading.replace("u:", "v").replaceAll("[^a-z]", "");
      if (letters.matches(".*[aeiouv].*")) { // without the interjections m, n, ng
        plain.add(letters);
      }
    }
    return List.copyOf(plain);
  }

  private static Map<Character, List<String>> usual() {
    Map<Character, List<String>> usual = new HashMap<>();
    for (String[] row : table("place-readings.csv")) {
      usual.put(row[0].charAt(0), List.of(row[1].split(" ")));
    }
    return usual;
  }

  /** The rows of a table beside this class, without comments and heading. */
  static List<String[]> table(String name) {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Pinyin.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(line.split(",", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
    return rows.subList(1, rows.size());
  }

  /** Differs when characters sound otherwise than when something was kept. */
  static int fingerprint() {
    return 31 * Arrays.hashCode(SYLLABLES) + Arrays.deepHashCode(READINGS);
  }

  static int count() {
    return SYLLABLES.length;
  }

  /**
   * The numbers of the character's readings, the most usual first; empty for others. Not a copy.
   */
  static int[] readings(char c) {
    return READINGS[c];
  }

  static String syllable(int id) {
    return SYLLABLES[id];
  }

  /** The character's most usual reading; the character itself when it has none. */
  static String spelled(char c) {
    int[] readings = READINGS[c];
    return readings.length == 0 ? String.valueOf(c) : SYLLABLES[readings[0]];
  }

  /** First letter of the syllable. */
  static int initial(int id) {
    return INITIALS[id];
  }

  /** The number of a syllable as people type it; -1 when there is none. */
  static int id(String typed) {
    Integer id = IDS.get(typed);
    if (id == null && typed.length() == 3 && typed.endsWith("yu")) {
      id = IDS.get(typed.charAt(0) + "v"); // lyu, nyu: as in passports
    }
    if (id == null && (typed.equals("lue") || typed.equals("nue"))) {
      id = IDS.get(typed.charAt(0) + "ve");
    }
    return id == null ? -1 : id;
  }

  /** All syllables that begin with these letters. */
  static long[] beginning(String letters) {
    long[] set = new long[MOST_SYLLABLES / 64];
    for (int i = 0; i < SYLLABLES.length; i++) {
      if (SYLLABLES[i].startsWith(letters)) {
        set[i >> 6] |= 1L << i;
      }
    }
    return set;
  }
}
