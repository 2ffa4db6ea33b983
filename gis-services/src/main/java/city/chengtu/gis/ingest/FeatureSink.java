package city.chengtu.gis.ingest;

import city.chengtu.gis.feature.Layer;

/**
 * Where readers and the sample generator push features. Define a layer before writing to it;
 * features of several layers may come mixed. Not for several threads at once.
 */
public interface FeatureSink extends AutoCloseable {
  void define(Layer layer);

  /**
   * @throws IllegalArgumentException when the feature's layer was not defined
   */
  void write(NewFeature feature);

  /**
   * A row for this feature came but could not be taken: what the layer has of it stays, also when
   * the delivery replaces the layer. Unknown ids are ignored.
   */
  default void keep(String layer, String id) {}

  /** Ends the delivery: everything written becomes true, all at once or not at all. */
  @Override
  void close();
}
