package city.chengtu.plans.match;

import city.chengtu.plans.model.Area;
import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.LevelProfile;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.StartRule;
import city.chengtu.plans.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds plans for incidents. It only proposes; starting a plan is a person's act (always so for
 * levels I and II).
 *
 * <p>Order of candidates: those whose start condition holds come first, the more severe level
 * before the less; then the more particular area (zone, then the longer division code), then the
 * more particular kind of plan, then the id.
 */
public final class PlanMatcher {
  private static final int ZONE = 100;

  private final List<Plan> plans;

  public PlanMatcher(Collection<Plan> plans) {
    this.plans = List.copyOf(plans);
  }

  /** Candidates, the best first, and every other plan with all reasons against it. */
  public PlanMatches match(IncidentFacts incident) {
    List<Ranked> ranked = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    for (Plan plan : plans) {
      List<Reason> reasons = reasons(plan, incident);
      List<Reason> against = reasons.stream().filter(r -> !r.forPlan()).toList();
      if (against.isEmpty()) {
        ranked.add(rank(plan, incident, reasons));
      } else {
        rejected.add(new Rejected(plan, against));
      }
    }
    ranked.sort(Ranked.BEST_FIRST);
    return new PlanMatches(ranked.stream().map(Ranked::candidate).toList(), rejected);
  }

  private List<Reason> reasons(Plan plan, IncidentFacts incident) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(type(plan, incident));
    reasons.add(area(plan.area(), incident));
    status(plan, incident).ifPresent(reasons::add);
    newerVersion(plan, incident).ifPresent(reasons::add);
    return reasons;
  }

  private static Reason type(Plan plan, IncidentFacts incident) {
    return plan.incidents().contains(incident.type())
        ? Reason.pro("type", "适用该事件类型", "made for this type of incident")
        : Reason.contra("type", "不适用该事件类型", "not made for this type of incident");
  }

  private static Reason area(Area area, IncidentFacts incident) {
    if (area.everywhere()) {
      return Reason.pro("area", "全域适用", "applies everywhere");
    }
    if (area.zones().stream().anyMatch(incident.zones()::contains)) {
      return Reason.pro("area", "位于预案划定的区域内", "inside a zone of the plan");
    }
    if (area.divisions().stream().anyMatch(code -> inside(incident, code))) {
      return Reason.pro("area", "位于预案的行政区域内", "inside a division of the plan");
    }
    return incident.division().isEmpty() && incident.zones().isEmpty()
        ? Reason.contra("area", "事件所在区域未知", "the place of the incident is not known")
        : Reason.contra("area", "不在预案适用区域内", "outside the area of the plan");
  }

  private static boolean inside(IncidentFacts incident, String code) {
    return incident.division().map(division -> division.startsWith(code)).orElse(false);
  }

  private static Optional<Reason> status(Plan plan, IncidentFacts incident) {
    if (!plan.status().inForce()) {
      return Optional.of(Reason.contra("status", "预案未印发或已废止", "the plan is not in force"));
    }
    return plan.valid().covers(incident.day())
        ? Optional.empty()
        : Optional.of(Reason.contra("validity", "不在有效期内", "the plan is not valid on that day"));
  }

  private Optional<Reason> newerVersion(Plan plan, IncidentFacts incident) {
    return plans.stream()
        .filter(other -> other.id().equals(plan.id()) && other.version() > plan.version())
        .filter(other -> status(other, incident).isEmpty())
        .findFirst()
        .map(other -> Reason.contra("superseded", "已有新版本", "a newer version is in force"));
  }

  private static Ranked rank(Plan plan, IncidentFacts incident, List<Reason> fits) {
    List<Reason> reasons = new ArrayList<>(fits);
    Optional<Level> proposed = propose(plan, incident, reasons);
    boolean confirmed = proposed.flatMap(plan::profile).map(LevelProfile::confirmed).orElse(true);
    return new Ranked(
        new Candidate(plan, proposed, confirmed, reasons), precision(plan.area(), incident));
  }

  /**
   * The most severe level whose condition holds; more severe ones that hang on something unknown
   * are told as open.
   */
  private static Optional<Level> propose(Plan plan, IncidentFacts incident, List<Reason> reasons) {
    StartJudge judge = new StartJudge(plan, incident);
    List<StartRule> severeFirst =
        plan.start().stream().sorted(Comparator.comparing(StartRule::level)).toList();
    for (StartRule rule : severeFirst) {
      StartJudge.Verdict verdict = judge.judge(rule.when());
      if (verdict.answer() == StartJudge.Answer.HOLDS) {
        verdict.because().forEach(text -> reasons.add(start(rule.level(), text)));
        return Optional.of(rule.level());
      }
      if (verdict.answer() == StartJudge.Answer.UNKNOWN) {
        verdict.because().forEach(text -> reasons.add(open(rule.level(), text)));
      }
    }
    reasons.add(Reason.contra("start", "尚未达到任何级别的启动条件", "no start condition holds yet"));
    return Optional.empty();
  }

  private static Reason start(Level level, Text text) {
    return Reason.pro("start", level + " 级：" + text.zh(), "level " + level + ": " + text.en());
  }

  private static Reason open(Level level, Text text) {
    return Reason.contra(
        "unknown", level + " 级待定：" + text.zh(), "level " + level + " open: " + text.en());
  }

  private static int precision(Area area, IncidentFacts incident) {
    if (area.zones().stream().anyMatch(incident.zones()::contains)) {
      return ZONE;
    }
    return area.divisions().stream()
        .filter(code -> inside(incident, code))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  private record Ranked(Candidate candidate, int precision) {
    static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingInt((Ranked r) -> r.candidate.proposed().map(Level::number).orElse(9))
            .thenComparing(r -> -r.precision)
            .thenComparing(r -> r.candidate.plan().kind())
            .thenComparing(r -> r.candidate.plan().id());
  }
}
