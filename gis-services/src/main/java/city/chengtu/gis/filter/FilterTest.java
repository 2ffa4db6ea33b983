package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Feature;
import java.util.List;
import java.util.function.Predicate;

/**
 * A filter asked of features in memory. It is turned once into a tree of small tests; asking costs
 * what the values cost: a text or boolean some nanoseconds, a number a tenth of a microsecond
 * (exact decimals, as in the database), a time that and its parsing, a geometry its relation.
 */
public final class FilterTest {
  private FilterTest() {}

  /**
   * True for the features of which the filter is true; neither for false nor for unknown.
   *
   * @throws IllegalStateException when the filter did not go through {@link Filter#checkedFor}
   */
  public static Predicate<Feature> of(Filter filter) {
    Test test = test(filter);
    return feature -> Boolean.TRUE.equals(test.of(feature));
  }

  /**
   * What a filter without properties says.
   *
   * @return null for unknown
   */
  public static Boolean constant(Filter filter) {
    return test(filter).of(null);
  }

  /**
   * The value of an expression without properties: String, BigDecimal (Double where computed),
   * Boolean, Long (days, microseconds) or Geometry.
   */
  public static Object constant(Expression value, boolean computed) {
    return Value.of(value, computed).of(null);
  }

  /** True, false, or null for unknown. */
  @FunctionalInterface
  interface Test {
    Boolean of(Feature feature);
  }

  static Test test(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and(and.parts().stream().map(FilterTest::test).toList());
    }
    if (filter instanceof Filter.Or or) {
      return or(or.parts().stream().map(FilterTest::test).toList());
    }
    if (filter instanceof Filter.Not not) {
      Test part = test(not.part());
      return feature -> negated(part.of(feature));
    }
    if (filter instanceof Filter.Constant constant) {
      Boolean value = constant.value();
      return feature -> value;
    }
    return PredicateTest.of(filter);
  }

  private static Boolean negated(Boolean value) {
    return value == null ? null : (Boolean) !value;
  }

  static Test and(List<Test> parts) {
    return feature -> {
      boolean unknown = false;
      for (Test part : parts) {
        Boolean value = part.of(feature);
        if (Boolean.FALSE.equals(value)) {
          return false;
        }
        unknown |= value == null;
      }
      return unknown ? null : (Boolean) true;
    };
  }

  static Test or(List<Test> parts) {
    return feature -> {
      boolean unknown = false;
      for (Test part : parts) {
        Boolean value = part.of(feature);
        if (Boolean.TRUE.equals(value)) {
          return true;
        }
        unknown |= value == null;
      }
      return unknown ? null : (Boolean) false;
    };
  }
}
