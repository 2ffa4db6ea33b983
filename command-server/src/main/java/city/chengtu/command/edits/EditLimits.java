package city.chengtu.command.edits;

/**
 * How large an edit may be.
 *
 * @param vertices most positions in one geometry
 * @param text most characters in one text
 * @param items most features in one change set
 * @param anotherReviews true when nobody may accept a change set of his own
 */
public record EditLimits(int vertices, int text, int items, boolean anotherReviews) {
  public static final EditLimits STANDARD = new EditLimits(20_000, 4_000, 1_000, true);
}
