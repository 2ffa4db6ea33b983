package city.chengtu.command.ogc;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A live layer of a few features, which asks filters in memory as live layers do. */
record MemoryLayer(Layer layer, List<Feature> features) implements FeatureSource {
  @Override
  public List<Feature> read(FeatureQuery q) {
    return features.stream()
        .filter(f -> q.bbox() == null || f.geometry().getEnvelopeInternal().intersects(q.bbox()))
        .filter(f -> q.after() == null || f.id().compareTo(q.after()) > 0)
        .filter(f -> q.filter() == null || q.filter().test().test(f))
        .sorted(Comparator.comparing(Feature::id))
        .limit(q.limit())
        .toList();
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public long count() {
    return features.size();
  }

  @Override
  public Optional<Feature> find(String id) {
    return features.stream().filter(f -> f.id().equals(id)).findFirst();
  }
}
