package city.chengtu.command.prove.witness;

import java.util.List;
import java.util.Map;

/** Who the live clients are: the same number is always the same kind of client. */
final class Cast {
  /** A part of the sample city, west, south, east, north. */
  private static final List<Double> VIEW = List.of(112.9, 28.1, 113.0, 28.2);

  private final Map<String, String> tokens;
  private final List<String> writers;
  private final List<String> onlookers;

  Cast(TokenFile file) {
    this.tokens = file.tokens();
    this.writers = file.known(TokenFile.WRITERS);
    this.onlookers = file.known(TokenFile.ONLOOKERS);
  }

  /**
   * Of ten clients one keeps a copy, two listen to server-sent events, two have lower rights, two
   * ask for some kinds only, one for a part of the map.
   */
  Watcher.Role role(int id) {
    int part = id % 10;
    boolean lower = (part == 3 || part == 8) && !onlookers.isEmpty();
    List<String> accounts = lower ? onlookers : writers;
    String account = accounts.get(id / 10 % accounts.size());
    List<String> kinds =
        switch (part) {
          case 2 -> List.of("incident");
          case 5 -> List.of("unit", "assignment");
          default -> List.of();
        };
    return new Watcher.Role(
        id,
        account,
        tokens.get(account),
        kinds,
        part == 6 ? VIEW : null,
        part == 4 || part == 8,
        part == 0);
  }
}
