package city.chengtu.gis.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A LIKE pattern made ready. Takes time in proportion to text × pattern at worst, whatever the
 * pattern: on a mismatch only the last {@code %} is tried again.
 */
final class LikePattern {
  private static final int ANY = -1;
  private static final int ONE = -2;

  /** Code points, {@link #ANY} and {@link #ONE}. */
  private final int[] steps;

  private LikePattern(int[] steps) {
    this.steps = steps;
  }

  static LikePattern of(String pattern) {
    int[] points = pattern.codePoints().toArray();
    List<Integer> steps = new ArrayList<>(points.length);
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      if (c == '\\' && i + 1 < points.length) {
        steps.add(points[++i]);
      } else if (c == '%') {
        steps.add(ANY);
      } else {
        steps.add(c == '_' ? ONE : c);
      }
    }
    return new LikePattern(steps.stream().mapToInt(Integer::intValue).toArray());
  }

  boolean matches(String text) {
    int[] points = text.codePoints().toArray();
    int at = 0;
    int step = 0;
    int lastAny = -1;
    int anyFrom = 0;
    while (at < points.length) {
      if (step < steps.length && steps[step] == ANY) {
        lastAny = step++;
        anyFrom = at;
      } else if (step < steps.length && (steps[step] == ONE || steps[step] == points[at])) {
        step++;
        at++;
      } else if (lastAny >= 0) {
        step = lastAny + 1;
        at = ++anyFrom;
      } else {
        return false;
      }
    }
    return Arrays.stream(steps, step, steps.length).allMatch(rest -> rest == ANY);
  }
}
