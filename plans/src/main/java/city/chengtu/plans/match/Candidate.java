package city.chengtu.plans.match;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Plan;
import java.util.List;
import java.util.Optional;

/**
 * A plan that is made for this incident.
 *
 * @param proposed the response level whose start condition holds; absent when none does yet
 * @param confirmed true when a person must confirm the start of that level
 * @param reasons why it fits, and what keeps it or a higher level from starting
 */
public record Candidate(
    Plan plan, Optional<Level> proposed, boolean confirmed, List<Reason> reasons) {
  public Candidate {
    reasons = List.copyOf(reasons);
  }
}
