package city.chengtu.plans.model;

import java.util.List;

/**
 * Where a plan applies.
 *
 * @param divisions prefixes of administrative or grid codes (6 digits district, 9 street, 12
 *     community, 15 unit grid)
 * @param zones ids or kinds of planning zones drawn on the map; the caller knows which hold a place
 */
public record Area(List<String> divisions, List<String> zones) {
  public Area {
    divisions = List.copyOf(divisions);
    zones = List.copyOf(zones);
  }

  /** True when the plan applies wherever the library is used. */
  public boolean everywhere() {
    return divisions.isEmpty() && zones.isEmpty();
  }
}
