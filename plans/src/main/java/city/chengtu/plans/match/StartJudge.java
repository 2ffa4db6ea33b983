package city.chengtu.plans.match;

import city.chengtu.plans.model.Condition;
import city.chengtu.plans.model.Fact;
import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges a start condition with three answers, because at the start of an incident most numbers are
 * not known: a condition on an unknown number neither holds nor fails, and the operator is told
 * what to find out.
 */
final class StartJudge {
  enum Answer {
    FAILS,
    UNKNOWN,
    HOLDS
  }

  /**
   * The answer, with what made it hold or what is missing to know.
   *
   * @param because empty when the condition fails
   */
  record Verdict(Answer answer, List<Text> because) {
    static Verdict of(boolean holds, Text because) {
      return holds
          ? new Verdict(Answer.HOLDS, List.of(because))
          : new Verdict(Answer.FAILS, List.of());
    }

    static Verdict unknown(Text missing) {
      return new Verdict(Answer.UNKNOWN, List.of(missing));
    }
  }

  private final Plan plan;
  private final IncidentFacts incident;

  StartJudge(Plan plan, IncidentFacts incident) {
    this.plan = plan;
    this.incident = incident;
  }

  Verdict judge(Condition condition) {
    if (condition instanceof Condition.IncidentAtLeast c) {
      return Verdict.of(
          incident.level().atLeast(c.level()),
          new Text(
              "事件等级 " + incident.level() + " 达到 " + c.level() + " 级",
              "incident level " + incident.level() + " reaches " + c.level()));
    }
    if (condition instanceof Condition.WarningAtLeast c) {
      return warning(c.colour());
    }
    if (condition instanceof Condition.FactAtLeast c) {
      return number(c.fact(), c.limit(), true);
    }
    if (condition instanceof Condition.FactBelow c) {
      return number(c.fact(), c.limit(), false);
    }
    if (condition instanceof Condition.Judgement c) {
      return Verdict.unknown(
          new Text("需人工研判：" + c.question().zh(), "a person must judge: " + c.question().en()));
    }
    if (condition instanceof Condition.All c) {
      return combine(c.parts(), Answer.FAILS, Answer.HOLDS);
    }
    Condition.Any any = (Condition.Any) condition;
    return combine(any.parts(), Answer.HOLDS, Answer.FAILS);
  }

  private Verdict warning(Level colour) {
    return incident
        .warning()
        .map(
            inForce ->
                Verdict.of(
                    inForce.atLeast(colour),
                    new Text(
                        "预警级别 " + inForce + " 达到 " + colour + " 级",
                        "the warning " + inForce + " reaches " + colour)))
        .orElse(new Verdict(Answer.FAILS, List.of()));
  }

  private Verdict number(String id, BigDecimal limit, boolean atLeast) {
    Text name =
        plan.facts().stream()
            .filter(f -> f.id().equals(id))
            .findFirst()
            .map(Fact::title)
            .orElse(new Text(id, id));
    BigDecimal value = incident.numbers().get(id);
    if (value == null) {
      return Verdict.unknown(new Text("尚不知" + name.zh(), "not known yet: " + name.en()));
    }
    String sign = atLeast ? "≥" : "<";
    boolean holds = (value.compareTo(limit) >= 0) == atLeast;
    return Verdict.of(
        holds,
        new Text(
            name.zh() + " " + value.toPlainString() + " " + sign + " " + limit.toPlainString(),
            name.en() + " " + value.toPlainString() + " " + sign + " " + limit.toPlainString()));
  }

  /** {@code decisive} in one part decides the whole; otherwise anything unknown leaves it open. */
  private Verdict combine(List<Condition> parts, Answer decisive, Answer otherwise) {
    List<Verdict> verdicts = parts.stream().map(this::judge).toList();
    Optional<Verdict> decided = verdicts.stream().filter(v -> v.answer() == decisive).findFirst();
    if (decided.isPresent()) {
      return decided.get();
    }
    boolean open = verdicts.stream().anyMatch(v -> v.answer() == Answer.UNKNOWN);
    Answer answer = open ? Answer.UNKNOWN : otherwise;
    List<Text> because = new ArrayList<>();
    verdicts.stream().filter(v -> v.answer() == answer).forEach(v -> because.addAll(v.because()));
    return new Verdict(answer, List.copyOf(because));
  }
}
