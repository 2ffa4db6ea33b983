package city.chengtu.gis.ingest;

import java.util.function.Consumer;

/**
 * Judges features on their way in. Imports and the sample city pass the very same checks ({@link
 * LayerChecks}). A check sees every feature of a delivery once and keeps what it needs for the
 * questions that only the whole can answer.
 */
public interface LayerCheck {
  /**
   * Called for each feature, of every layer, in the order of delivery. An ERROR keeps the feature
   * out.
   */
  void look(NewFeature feature, Consumer<Problem> problems);

  /** As {@link #look} for a geometry that is known to be valid, so that nobody finds out twice. */
  default void lookAtSound(NewFeature feature, Consumer<Problem> problems) {
    look(feature, problems);
  }

  /** Called once, when all features have been seen. */
  default void finish(Consumer<Problem> problems) {}
}
