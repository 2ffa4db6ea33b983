package city.chengtu.plans.match;

import city.chengtu.plans.model.Plan;
import java.util.List;

/** A plan that is not for this incident, with every reason against it. */
public record Rejected(Plan plan, List<Reason> reasons) {
  public Rejected {
    reasons = List.copyOf(reasons);
  }
}
