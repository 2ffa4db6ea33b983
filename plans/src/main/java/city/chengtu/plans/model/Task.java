package city.chengtu.plans.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One order of the plan.
 *
 * @param instruction what is sent to the lead, in the language of the plan, with variables like
 *     {@code ${incident.address}}
 * @param levels response levels at which the task is given; all levels of the plan when none is
 *     written
 * @param lead role that answers for the task
 * @param support roles that help
 * @param limit time from the order to the feedback
 * @param after tasks that must be done first
 * @param startAfter earliest time after the start of the response
 * @param manual true when a person decides whether the order is given at all
 */
public record Task(
    String id,
    String phase,
    Text title,
    String instruction,
    Set<Level> levels,
    String lead,
    List<String> support,
    Duration limit,
    List<String> after,
    Optional<Duration> startAfter,
    boolean manual,
    List<CapabilityNeed> needs,
    Optional<PlaceRule> place,
    List<FeedbackField> feedback,
    List<Text> checklist) {
  public Task {
    levels = Set.copyOf(levels);
    support = List.copyOf(support);
    after = List.copyOf(after);
    needs = List.copyOf(needs);
    feedback = List.copyOf(feedback);
    checklist = List.copyOf(checklist);
  }
}
