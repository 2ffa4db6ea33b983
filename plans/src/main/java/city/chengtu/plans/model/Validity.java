package city.chengtu.plans.model;

import java.time.LocalDate;
import java.util.Optional;

/** Both days included; an absent end means until further notice. Local calendar dates. */
public record Validity(LocalDate from, Optional<LocalDate> to) {
  /** True when the plan is valid on that day. */
  public boolean covers(LocalDate day) {
    return !day.isBefore(from) && to.map(end -> !day.isAfter(end)).orElse(true);
  }
}
