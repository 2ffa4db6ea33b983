package city.chengtu.gis.feature;

import java.util.List;

/**
 * A page of rows, and how many the query finds on all pages.
 *
 * @param matched beyond the query's limit too
 */
public record FeaturePage(List<FeatureRow> rows, long matched) {
  public FeaturePage {
    rows = List.copyOf(rows);
  }
}
