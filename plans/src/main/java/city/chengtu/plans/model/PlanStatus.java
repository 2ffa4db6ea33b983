package city.chengtu.plans.model;

/** Life cycle of a plan 预案状态. Only issued and filed plans are ever proposed. */
public enum PlanStatus {
  DRAFTED,
  REVIEWED,
  ISSUED,
  FILED,
  WITHDRAWN;

  /** True when the plan may be started. */
  public boolean inForce() {
    return this == ISSUED || this == FILED;
  }
}
