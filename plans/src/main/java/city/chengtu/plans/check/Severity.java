package city.chengtu.plans.check;

/** How bad a finding is. */
public enum Severity {
  /** The plan cannot be used; the library leaves it out. */
  ERROR,
  /** The plan can be used, but someone should look at it. */
  WARNING
}
