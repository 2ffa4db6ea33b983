package city.chengtu.gis.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what was typed among some hundred titles, read in the ways of the place search: 汉字,
 * full pinyin, initials, mixed, English words for Chinese ones, homophones and typing errors. For
 * lists that are small enough to be looked through; a million names are {@link PlaceSearch}'s.
 */
public final class TitleSearch {
  /** Ranks from here on are only worth showing when nothing fits better. */
  public static final int SIMILAR = 800;

  private static final int EXACT = 0;
  private static final int PREFIX = 10;
  private static final int WITHIN = 20;
  private static final int WORDS = 30;
  private static final char GAP = '\0';

  private final PlaceQuery query;
  private final SoundPattern bySound;
  private final Approximate approximate;

  private TitleSearch(PlaceQuery query) {
    this.query = query;
    String normal = query.normal();
    boolean han = Typed.hasHan(normal);
    boolean letters = normal.chars().anyMatch(c -> Typed.isLetter((char) c));
    this.bySound = han ? Typed.bySound(normal) : null;
    this.approximate =
        han && !letters ? Approximate.ofCharacters(normal) : Approximate.ofLetters(normal);
  }

  /** Empty when there is nothing to search for in what was typed. */
  public static Optional<TitleSearch> of(String typed) {
    return Optional.ofNullable(PlaceQuery.of(typed)).map(TitleSearch::new);
  }

  /**
   * How well the best of the texts fits: the smaller, the better; 0 is exactly so. Several words
   * may stand in different texts.
   *
   * @return -1 when none fits
   */
  public int rank(List<String> texts) {
    int best = Integer.MAX_VALUE;
    StringBuilder all = new StringBuilder();
    List<char[]> signs = new ArrayList<>();
    for (String text : texts) {
      String normal = PlaceText.normal(text);
      signs.add(normal.toCharArray());
      all.append(normal).append(GAP);
    }
    for (int i = 0; i < signs.size(); i++) {
      int rank = rank(signs.get(i));
      if (rank >= 0) {
        best = Math.min(best, rank * 8 + Math.min(i, 7)); // the texts come in order of importance
      }
    }
    if (best == Integer.MAX_VALUE && holdsAllWords(all.toString().toCharArray())) {
      best = WORDS * 8;
    }
    if (best == Integer.MAX_VALUE) {
      best = similar(signs);
    }
    return best == Integer.MAX_VALUE ? -1 : best;
  }

  private int rank(char[] text) {
    for (SoundPattern pattern : query.name()) {
      int at = pattern.find(text, 0, text.length);
      if (at >= 0) {
        int how = at > 0 ? WITHIN : pattern.length() == text.length ? EXACT : PREFIX;
        return how + pattern.quality();
      }
    }
    return -1;
  }

  private boolean holdsAllWords(char[] all) {
    return !query.words().isEmpty()
        && query.words().stream()
            .allMatch(word -> word.stream().anyMatch(p -> p.find(all, 0, all.length) >= 0));
  }

  private int similar(List<char[]> texts) {
    int best = Integer.MAX_VALUE;
    for (char[] text : texts) {
      if (bySound != null && bySound.find(text, 0, text.length) >= 0) {
        best = Math.min(best, SIMILAR);
      }
      int found = approximate == null ? -1 : approximate.find(text, 0, text.length);
      if (found >= 0) {
        best = Math.min(best, SIMILAR + 8 * (found >> 8));
      }
    }
    return best;
  }
}
