package city.chengtu.gis.filter;

/**
 * CQL2's arithmetic, in double precision. The stores' function {@code number_calc} gives the same
 * answers; on H2 it is this method. What would leave the range, and what has no answer, is null:
 * otherwise each store would fail in its own way.
 */
public final class Numbers {
  /** Operands beyond these have no answer, so that none of the four operations can overflow. */
  private static final double GREATEST = 1e150;

  private static final double SMALLEST = 1e-150;
  private static final double MOST_PLACES = 300;

  private Numbers() {}

  /**
   * @param operator as CQL2 writes it
   * @return null when an operand is null or out of range, or the result does not exist
   */
  public static Double calculate(String operator, Double left, Double right) {
    if (left == null || right == null || isOut(left) || isOut(right)) {
      return null;
    }
    double a = left;
    double b = right;
    return switch (operator) {
      case "+" -> (Double) (a + b);
      case "-" -> (Double) (a - b);
      case "*" -> (Double) (a * b);
      case "/" -> b == 0 ? null : (Double) (a / b);
      case "div" -> b == 0 ? null : (Double) whole(a / b);
      // Not the processor's own remainder: PostgreSQL has none for double precision.
      case "%" -> b == 0 ? null : (Double) (a - b * whole(a / b));
      default -> power(a, b);
    };
  }

  private static boolean isOut(double value) {
    double size = Math.abs(value);
    return !(size <= GREATEST) || (size < SMALLEST && size > 0);
  }

  private static double whole(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  private static Double power(double base, double exponent) {
    if (base == 0) {
      return exponent > 0 ? (Double) 0.0 : exponent == 0 ? (Double) 1.0 : null;
    }
    boolean noRoot = base < 0 && exponent != whole(exponent);
    boolean out = Math.abs(exponent * Math.log10(Math.abs(base))) > MOST_PLACES;
    return noRoot || out ? null : (Double) Math.pow(base, exponent);
  }
}
