package city.chengtu.gis.filter;

/** How two instants or intervals lie to each other (the intervals of Allen). */
public enum TemporalRelation {
  AFTER("t_after"),
  BEFORE("t_before"),
  CONTAINS("t_contains"),
  DISJOINT("t_disjoint"),
  DURING("t_during"),
  EQUALS("t_equals"),
  FINISHED_BY("t_finishedBy"),
  FINISHES("t_finishes"),
  INTERSECTS("t_intersects"),
  MEETS("t_meets"),
  MET_BY("t_metBy"),
  OVERLAPPED_BY("t_overlappedBy"),
  OVERLAPS("t_overlaps"),
  STARTED_BY("t_startedBy"),
  STARTS("t_starts");

  private final String function;

  TemporalRelation(String function) {
    this.function = function;
  }

  /** Its name in CQL2's JSON; in text case does not count. */
  public String function() {
    return function;
  }
}
