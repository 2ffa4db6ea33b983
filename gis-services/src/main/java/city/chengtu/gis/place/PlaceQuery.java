package city.chengtu.gis.place;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text to search, read in all the ways it may be meant: as a name, as words, as a house on a
 * street.
 */
final class PlaceQuery {
  /** 388 Furong Road. */
  private static final Pattern NUMBER_FIRST =
      Pattern.compile("^(?:no\\.?\\s*)?(\\d{1,5}[a-z]?)[\\s,]+([a-z].*)$");

  private static final Map<String, String> ENGLISH =
      Pinyin.table("english-words.csv").stream()
          .collect(Collectors.toMap(row -> row[0], row -> row[1]));
  private static final int MOST_WORDS = 6;
  private static final int MOST_ENGLISH_WORDS = 3;

  /** A street and the house wanted on it. */
  record House(List<SoundPattern> street, String streetText, AddressParts wanted, boolean typing) {}

  private final List<SoundPattern> name;
  private final List<List<SoundPattern>> words;
  private final List<House> houses;
  private final List<String> spoken;
  private final String normal;

  private PlaceQuery(
      String normal,
      List<String> spoken,
      List<SoundPattern> name,
      List<List<SoundPattern>> words,
      List<House> houses) {
    this.normal = normal;
    this.spoken = spoken;
    this.name = name;
    this.words = words;
    this.houses = houses;
  }

  /**
   * @return null when there is nothing to search for in the text
   */
  static PlaceQuery of(String text) {
    String plain = PlaceText.plain(text);
    String normal = PlaceText.normal(plain);
    if (normal.isEmpty()) {
      return null;
    }
    List<SoundPattern> name = new ArrayList<>(Typed.patterns(normal));
    String translated = translated(plain);
    if (translated != null) {
      name.addAll(Typed.patterns(translated));
    }
    List<String> spoken = spoken(plain);
    return new PlaceQuery(
        normal,
        spoken,
        List.copyOf(name),
        spoken.size() < 2 ? List.of() : spoken.stream().map(PlaceQuery::word).toList(),
        houses(plain));
  }

  private static List<String> spoken(String plain) {
    List<String> words = new ArrayList<>();
    for (String word : plain.split("[\\s,;、]+")) {
      String normal = PlaceText.normal(word);
      if (!normal.isEmpty()) {
        words.add(normal);
      }
    }
    return words.size() > MOST_WORDS ? List.of() : List.copyOf(words);
  }

  private static List<SoundPattern> word(String word) {
    List<SoundPattern> patterns = new ArrayList<>(Typed.patterns(word));
    if (ENGLISH.containsKey(word)) {
      patterns.addAll(Typed.patterns(ENGLISH.get(word)));
    }
    return List.copyOf(patterns);
  }

  /** The English words that stand for Chinese ones put into Chinese; null when there are none. */
  private static String translated(String plain) {
    String[] words = plain.split("\\s+");
    if (words.length < 2 || !Typed.isLetter(plain.charAt(0))) {
      return null;
    }
    StringBuilder chinese = new StringBuilder();
    boolean some = false;
    for (int i = 0; i < words.length; ) {
      int taken = 1;
      String word = words[i];
      for (int more = MOST_ENGLISH_WORDS; more > 0; more--) {
        String phrase =
            i + more > words.length
                ? ""
                : String.join(" ", List.of(words).subList(i, i + more)).replace(".", "");
        if (ENGLISH.containsKey(phrase)) {
          word = ENGLISH.get(phrase);
          taken = more;
          some = true;
          break;
        }
      }
      chinese.append(word);
      i += taken;
    }
    String normal = PlaceText.normal(chinese.toString());
    return some && !normal.isEmpty() ? normal : null;
  }

  private static List<House> houses(String plain) {
    Matcher numberFirst = NUMBER_FIRST.matcher(plain);
    AddressParts parts =
        AddressParts.of(
            numberFirst.matches() ? numberFirst.group(2) + " " + numberFirst.group(1) : plain);
    if (!parts.hasHouse()) {
      return List.of();
    }
    Set<String> streets = new LinkedHashSet<>();
    streets.add(PlaceText.normal(parts.street()));
    String translated = translated(parts.street());
    if (translated != null) {
      streets.add(translated);
    }
    boolean typing =
        parts.number() != null && plain.toLowerCase(Locale.ROOT).endsWith(parts.number());
    return streets.stream()
        .map(street -> new House(Typed.patterns(street), street, parts, typing))
        .toList();
  }

  String normal() {
    return normal;
  }

  /** The words as typed, normalised. */
  List<String> spoken() {
    return spoken;
  }

  /** The text without one of its words. */
  String without(String word) {
    List<String> others = new ArrayList<>(spoken);
    others.remove(word);
    return String.join(" ", others);
  }

  List<SoundPattern> name() {
    return name;
  }

  /** For each word the ways to read it; empty for a single word. */
  List<List<SoundPattern>> words() {
    return words;
  }

  List<House> houses() {
    return houses;
  }
}
