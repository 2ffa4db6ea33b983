package city.chengtu.samples;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps everything, by layer; refuses what a store would refuse. */
final class CollectingSink implements FeatureSink {
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final Map<String, List<NewFeature>> features = new LinkedHashMap<>();

  @Override
  public void define(Layer layer) {
    layers.put(layer.id(), layer);
    features.put(layer.id(), new ArrayList<>());
  }

  @Override
  public void write(NewFeature feature) {
    Layer layer = layers.get(feature.layer());
    if (layer == null) {
      throw new IllegalArgumentException("layer '" + feature.layer() + "' was not defined");
    }
    if (!layer.geometry().accepts(feature.geometry())) {
      throw new IllegalArgumentException(feature.id() + " is no " + layer.geometry());
    }
    features.get(feature.layer()).add(feature);
  }

  @Override
  public void close() {}

  List<NewFeature> layer(String id) {
    return features.get(id);
  }

  Map<String, List<NewFeature>> all() {
    return features;
  }
}
