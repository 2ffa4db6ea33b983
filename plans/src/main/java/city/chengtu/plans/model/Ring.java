package city.chengtu.plans.model;

import java.util.Map;

/** A circle round the incident, its radius in metres for each response level. */
public record Ring(String id, Text title, Map<Level, Integer> metres) {
  public Ring {
    metres = Map.copyOf(metres);
  }
}
