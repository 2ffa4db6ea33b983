package city.chengtu.gis.filter;

/** How two geometries lie to each other (DE-9IM, in the plane of lon and lat). */
public enum SpatialRelation {
  INTERSECTS("s_intersects"),
  EQUALS("s_equals"),
  DISJOINT("s_disjoint"),
  TOUCHES("s_touches"),
  WITHIN("s_within"),
  OVERLAPS("s_overlaps"),
  CROSSES("s_crosses"),
  CONTAINS("s_contains");

  private final String function;

  SpatialRelation(String function) {
    this.function = function;
  }

  /** Its name in CQL2's JSON; in text case does not count. */
  public String function() {
    return function;
  }
}
