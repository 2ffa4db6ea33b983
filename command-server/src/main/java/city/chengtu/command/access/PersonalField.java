package city.chengtu.command.access;

/**
 * A field with personal data: in lists only its first and last characters show, as in 138****0000
 * (GB/T 22239-2019 8.1.4.11, practice).
 *
 * @param field member name, at any depth
 * @param head characters shown at the start
 * @param tail characters shown at the end
 */
public record PersonalField(String field, int head, int tail) {
  private static final int STARS = 4;

  /** A value too short to keep anything secret is hidden whole. */
  public String mask(String value) {
    int[] points = value.codePoints().toArray();
    if (points.length <= head + tail) {
      return "*".repeat(STARS);
    }
    return new String(points, 0, head)
        + "*".repeat(STARS)
        + new String(points, points.length - tail, tail);
  }
}
