package city.chengtu.plans.match;

import java.util.List;

/**
 * The answer of the matcher: candidates, the best first, and all other plans with the reasons
 * against them.
 */
public record PlanMatches(List<Candidate> candidates, List<Rejected> rejected) {
  public PlanMatches {
    candidates = List.copyOf(candidates);
    rejected = List.copyOf(rejected);
  }
}
