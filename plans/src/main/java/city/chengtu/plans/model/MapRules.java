package city.chengtu.plans.model;

import java.util.List;

/**
 * What the map shows when the plan runs: rings from the inside outwards, and the layers to open.
 */
public record MapRules(List<Ring> rings, List<String> layers) {
  public MapRules {
    rings = List.copyOf(rings);
    layers = List.copyOf(layers);
  }
}
