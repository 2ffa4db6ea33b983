package city.chengtu.plans.model;

import java.util.List;
import java.util.Map;

/**
 * Forces by capability: how many at each response level, and how far to look for them.
 *
 * @param searchMetres radii tried one after the other, metres, growing
 */
public record ResourceRule(
    String capability, Map<Level, Integer> counts, List<Integer> searchMetres) {
  public ResourceRule {
    counts = Map.copyOf(counts);
    searchMetres = List.copyOf(searchMetres);
  }
}
