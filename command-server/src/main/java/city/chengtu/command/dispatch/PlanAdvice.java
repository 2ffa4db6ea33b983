package city.chengtu.command.dispatch;

import city.chengtu.command.incidents.Incident;
import city.chengtu.command.incidents.Place;
import city.chengtu.plans.match.Candidate;
import city.chengtu.plans.match.IncidentFacts;
import city.chengtu.plans.match.PlanMatcher;
import city.chengtu.plans.match.PlanMatches;
import city.chengtu.plans.match.Reason;
import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Plan;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which contingency plans 预案 are made for an incident. Only proposes. */
public final class PlanAdvice {
  private final Supplier<PlanMatcher> matcher;
  private final Function<Place, Set<String>> zones;
  private final InstantSource clock;
  private final ZoneId zone;

  /**
   * @param matcher over the plans in force
   * @param zones ids of the planning zones a place lies in
   */
  public PlanAdvice(
      Supplier<PlanMatcher> matcher,
      Function<Place, Set<String>> zones,
      InstantSource clock,
      ZoneId zone) {
    this.matcher = matcher;
    this.zones = zones;
    this.clock = clock;
    this.zone = zone;
  }

  /** A reason for or against a plan, in both languages. */
  public record Ground(String code, boolean forPlan, String zh, String en) {}

  /**
   * A plan and how it fits.
   *
   * @param level response level proposed, 1 to 4; null when no start condition holds yet
   * @param confirm a person must confirm the start
   */
  public record Advice(
      String plan,
      int version,
      String zh,
      String en,
      Integer level,
      boolean confirm,
      List<Ground> reasons) {}

  /** Candidates, the best first, and every other plan with what speaks against it. */
  public record Advices(List<Advice> candidates, List<Advice> rejected) {}

  public Advices advise(Incident incident) {
    PlanMatches matches = matcher.get().match(facts(incident));
    return new Advices(
        matches.candidates().stream().map(PlanAdvice::advice).toList(),
        matches.rejected().stream().map(r -> advice(r.plan(), null, true, r.reasons())).toList());
  }

  private IncidentFacts facts(Incident incident) {
    IncidentFacts facts =
        IncidentFacts.of(
                incident.type(),
                Level.of(incident.level()),
                clock.instant().atZone(zone).toLocalDate())
            .inZones(zones.apply(incident.place()));
    return incident.place().grid() == null ? facts : facts.in(incident.place().grid());
  }

  private static Advice advice(Candidate candidate) {
    return advice(
        candidate.plan(),
        candidate.proposed().map(Level::number).orElse(null),
        candidate.confirmed(),
        candidate.reasons());
  }

  private static Advice advice(Plan plan, Integer level, boolean confirm, List<Reason> reasons) {
    return new Advice(
        plan.id(),
        plan.version(),
        plan.title().zh(),
        plan.title().en(),
        level,
        confirm,
        reasons.stream()
            .map(r -> new Ground(r.code(), r.forPlan(), r.text().zh(), r.text().en()))
            .toList());
  }
}
