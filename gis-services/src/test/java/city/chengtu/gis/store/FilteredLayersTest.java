package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.RandomFilters;
import city.chengtu.gis.ingest.NewFeature;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Both stores find what the filter finds in memory. */
@EachStore
class FilteredLayersTest {
  private static final int FEATURES = 250;
  private static final int FILTERS = 400;
  private static final long SEED = 20_261_122;

  private final SpatialDatabase database;

  FilteredLayersTest(TestStore store) {
    database = store.database();
  }

  @Test
  void findTheSameAsInMemory() {
    RandomFilters random = new RandomFilters(SEED);
    List<NewFeature> features = random.features(FEATURES);
    FeatureSource source = stored(features);
    int some = 0;
    for (int i = 0; i < FILTERS; i++) {
      Filter filter = random.filter();
      Filter checked = Cql2.ofText(filter.toText()).checkedFor(RandomFilters.layer());
      List<String> expected = inMemory(features, checked.test());
      FeatureQuery query =
          FeatureQuery.of(RandomFilters.LAYER).withLimit(FEATURES).withFilter(checked);
      assertThat(source.read(query))
          .extracting(Feature::id)
          .as(filter.toText())
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(source.count(query)).as(filter.toText()).isEqualTo(expected.size());
      some += expected.isEmpty() || expected.size() == FEATURES ? 0 : 1;
    }
    assertThat(some).as("filters that find some and not all").isGreaterThan(FILTERS / 2);
  }

  private FeatureSource stored(List<NewFeature> features) {
    StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
    layers.define(RandomFilters.layer());
    layers.write(ChangeSet.merge("tester", "all kinds", "test"), features.stream());
    return layers.get(RandomFilters.LAYER);
  }

  private static List<String> inMemory(List<NewFeature> features, Predicate<Feature> test) {
    return features.stream()
        .map(f -> new Feature(f.layer(), f.id(), 1, Instant.EPOCH, f.geometry(), f.properties()))
        .filter(test)
        .map(Feature::id)
        .toList();
  }
}
