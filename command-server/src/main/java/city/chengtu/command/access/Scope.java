package city.chengtu.command.access;

import java.util.Locale;

/** Which rows a grant reaches. */
public enum Scope {
  /** Every row. */
  ALL,
  /** Rows that belong to the actor's organisation. */
  OWN_ORGANISATION,
  /** Rows that lie, at least partly, in the division the actor is bound to. */
  OWN_AREA;

  /** As written in the rules: {@code all}, {@code own-organisation}, {@code own-area}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException when it is none of the three
   */
  public static Scope of(String text) {
    return Scope.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
