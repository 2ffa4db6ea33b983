package city.chengtu.gis.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * For a source that reads its pages from somewhere that knows no filters: reads on, page by page,
 * until enough features fulfil the query's filter. Memory stays that of one page and the answer;
 * the time is that of reading all the features before the last one answered.
 */
public final class FilteredPages {
  private static final int STEP = 1_000;

  private FilteredPages() {}

  /**
   * @param source reads without filter, in order of id; a page is empty only at the end
   */
  public static List<Feature> read(
      FeatureQuery query, Function<FeatureQuery, List<Feature>> source) {
    if (query.filter() == null) {
      return source.apply(query);
    }
    Predicate<Feature> wanted = query.test();
    List<Feature> found = new ArrayList<>();
    FeatureQuery step = query.withFilter(null).withLimit(STEP);
    List<Feature> page = source.apply(step);
    while (!page.isEmpty()) {
      for (Feature feature : page) {
        if (wanted.test(feature)) {
          found.add(feature);
          if (found.size() == query.limit()) {
            return found;
          }
        }
      }
      page = source.apply(step.withAfter(page.get(page.size() - 1).id()));
    }
    return found;
  }
}
