package city.chengtu.command.foreign;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.FilteredPages;
import city.chengtu.gis.feature.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;

/**
 * The features of a foreign layer as last copied, in memory. Whoever reads it never waits for its
 * server. What was true before the first copy is not known: such a moment shows nothing.
 */
final class CopiedLayer implements FeatureSource {
  private final Layer layer;
  private final NavigableMap<String, Feature> features;
  private final Instant copiedAt;
  private final long version;

  /**
   * @param version moves with every copy that differs from the one before
   */
  CopiedLayer(Layer layer, List<Feature> features, Instant copiedAt, long version) {
    this.layer = layer;
    this.features = new TreeMap<>();
    features.forEach(f -> this.features.put(f.id(), f));
    this.copiedAt = copiedAt;
    this.version = version;
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public List<Feature> read(FeatureQuery query) {
    return FilteredPages.read(query, this::page);
  }

  private List<Feature> page(FeatureQuery query) {
    if (query.at() != null && query.at().isBefore(copiedAt)) {
      return List.of();
    }
    NavigableMap<String, Feature> rest =
        query.after() == null ? features : features.tailMap(query.after(), false);
    Envelope box = query.bbox();
    List<Feature> page = new ArrayList<>();
    for (Feature feature : rest.values()) {
      if (box == null || box.intersects(feature.geometry().getEnvelopeInternal())) {
        page.add(feature);
        if (page.size() == query.limit()) {
          break;
        }
      }
    }
    return page;
  }

  /** True when the other copy says the same. */
  boolean sameAs(CopiedLayer other) {
    return other.layer.equals(layer) && other.features.size() == features.size() && equal(other);
  }

  private boolean equal(CopiedLayer other) {
    for (Feature feature : features.values()) {
      Feature there = other.features.get(feature.id());
      if (there == null
          || !there.properties().equals(feature.properties())
          || !there.geometry().equalsExact(feature.geometry())) {
        return false;
      }
    }
    return true;
  }

  /** The same, under the number of an equal copy before it. */
  CopiedLayer withVersion(long same) {
    return new CopiedLayer(layer, List.copyOf(features.values()), copiedAt, same);
  }

  Instant copiedAt() {
    return copiedAt;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public long count() {
    return features.size();
  }

  @Override
  public Optional<Feature> find(String id) {
    return Optional.ofNullable(features.get(id));
  }
}
