package city.chengtu.plans.model;

import java.util.Optional;

/**
 * How a task finds its objects on the map.
 *
 * @param layer catalogue id of the layer searched
 * @param kind value of the feature's {@code kind} property, when only one kind is meant
 * @param withinMetres search distance from the incident, metres on the ground
 */
public record PlaceRule(Search search, String layer, Optional<String> kind, int withinMetres) {
  /** What is taken from the layer. */
  public enum Search {
    /** The one nearest feature. */
    NEAREST,
    /** Every feature inside the distance. */
    INSIDE
  }
}
