package city.chengtu.gis.feature;

import java.util.List;
import java.util.Optional;

/**
 * A layer that can be read, whether it lies in the database or lives in memory. Safe for many
 * threads; may block.
 */
public interface FeatureSource {
  Layer layer();

  /** The features asked for, the query's filter too, in order of id. */
  List<Feature> read(FeatureQuery query);

  /** As {@link #read}, for writers that may need no objects. */
  default List<FeatureRow> rows(FeatureQuery query) {
    return read(query).stream().map(FeatureRow::of).toList();
  }

  /**
   * As {@link #rows}, in any order, and any of them when there are more than the limit: for who
   * takes all there are.
   */
  default List<FeatureRow> unordered(FeatureQuery query) {
    return rows(query);
  }

  /** As {@link #rows}, and how many the query finds on all pages. */
  default FeaturePage counted(FeatureQuery query) {
    return new FeaturePage(rows(query), count(query));
  }

  /** Moves with every change of any feature of the layer. */
  long version();

  /** How many features the layer has now. */
  long count();

  /** How many features the query finds beyond its limit too; its page is ignored. */
  default long count(FeatureQuery query) {
    return read(query.withAfter(null).withLimit(Integer.MAX_VALUE)).size();
  }

  /**
   * How many features the query would find, without finding them all: counted exactly up to so
   * many, beyond that guessed.
   */
  default RowEstimate estimate(FeatureQuery query, int most) {
    int counted = read(query.withAfter(null).withLimit(most)).size();
    return new RowEstimate(counted, counted < most);
  }

  /** The feature's current version; empty when there is none of that id now. */
  Optional<Feature> find(String id);
}
