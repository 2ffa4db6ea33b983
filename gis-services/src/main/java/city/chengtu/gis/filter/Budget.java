package city.chengtu.gis.filter;

import java.util.function.Supplier;

/**
 * How much a filter may be: whoever reads one asks here before going deeper, so that nothing sent
 * from outside can exhaust the stack or the memory.
 */
final class Budget {
  /** Characters of the text or JSON. */
  static final int LONGEST = 262_144;

  /** Conditions and values. */
  static final int MOST_PARTS = 5_000;

  /** Parentheses within parentheses, or signs in one row of arithmetic. */
  static final int DEEPEST = 64;

  /** Of all geometries together. */
  static final int MOST_VERTICES = 10_000;

  private int parts;
  private int depth;
  private int vertices;

  static void checkLength(String filter) {
    if (filter.length() > LONGEST) {
      throw new FilterException(
          "the filter is longer than " + LONGEST + " characters", (String) null);
    }
  }

  void part(Position at) {
    if (++parts > MOST_PARTS) {
      throw new FilterException(
          "the filter has more than " + MOST_PARTS + " conditions and values", at);
    }
  }

  void vertex(Position at) {
    if (++vertices > MOST_VERTICES) {
      throw new FilterException(
          "the filter's geometries have more than " + MOST_VERTICES + " vertices", at);
    }
  }

  /** One level deeper while the reading lasts. */
  <T> T deeper(Position at, Supplier<T> reading) {
    checkDepth(++depth, at);
    T read = reading.get();
    depth--;
    return read;
  }

  void checkDepth(int levels, Position at) {
    if (levels > DEEPEST) {
      throw new FilterException("the filter is nested deeper than " + DEEPEST + " levels", at);
    }
  }
}
