package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Feature;
import java.util.function.Predicate;

/** A filter asked of features in memory. */
public final class FilterTest {
  private FilterTest() {}

  /** True for the features of which the filter is true; neither for false nor for unknown. */
  public static Predicate<Feature> of(Filter filter) {
    throw new UnsupportedOperationException("not yet " + filter);
  }
}
