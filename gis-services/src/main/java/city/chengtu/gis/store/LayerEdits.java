package city.chengtu.gis.store;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.ingest.NewFeature;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Single features changed by people, inside one transaction. Whoever reads here holds the layer:
 * what he reads stays so until the transaction ends, so a version may be compared and then built
 * on. Each feature is written or ended once.
 */
public interface LayerEdits {
  /**
   * Keeps other writers out of these layers until the transaction ends; in order of their names, so
   * that two who want the same layers never wait for each other.
   *
   * @throws IllegalArgumentException for a layer that is not stored
   */
  void lock(Collection<String> layers);

  /** The versions of now, by id; ids that are not there are left out. Locks the layer. */
  Map<String, FeatureVersion> current(String layer, Collection<String> ids);

  /** Features of now that a query without an area finds. Locks the layer. */
  List<Feature> read(FeatureQuery query);

  /** Adds a feature, or its next version. The rank is checked; the rest is the caller's. */
  void write(NewFeature feature);

  /** Ends a feature: it stays in the history. An unknown id is ignored. */
  void end(String layer, String id);
}
