package city.chengtu.plans.read;

import city.chengtu.plans.model.Condition;
import city.chengtu.plans.model.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the condition of a start rule: exactly one of {@code incident_at_least}, {@code
 * warning_at_least}, {@code fact} with {@code at_least} or {@code below}, {@code judgement}, {@code
 * all}, {@code any}.
 */
final class ConditionReader {
  static final Condition STAND_IN = new Condition.IncidentAtLeast(Level.IV);
  private static final Set<String> FORMS =
      Set.of("incident_at_least", "warning_at_least", "fact", "judgement", "all", "any");

  private ConditionReader() {}

  static Condition read(YamlObject o) {
    long forms = o.keys().stream().filter(FORMS::contains).count();
    if (forms != 1) {
      o.refuse(
          "bad-condition",
          "条件必须且只能有一种形式：incident_at_least、warning_at_least、fact、judgement、all、any",
          "a condition has exactly one of incident_at_least, warning_at_least, fact, judgement, all, any");
    }
    Optional<Condition> incident =
        o.find("incident_at_least", ScalarType.LEVEL).map(Condition.IncidentAtLeast::new);
    Optional<Condition> warning =
        o.find("warning_at_least", ScalarType.LEVEL).map(Condition.WarningAtLeast::new);
    Optional<Condition> fact = o.find("fact", ScalarType.ID).map(name -> number(o, name));
    Optional<Condition> judgement =
        o.find("judgement")
            .map(v -> v.object(YamlObject::bothLanguages, null))
            .map(Condition.Judgement::new);
    Optional<Condition> all = o.find("all").map(v -> new Condition.All(parts(v)));
    Optional<Condition> any = o.find("any").map(v -> new Condition.Any(parts(v)));
    return List.of(incident, warning, fact, judgement, all, any).stream()
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(STAND_IN);
  }

  private static Condition number(YamlObject o, String fact) {
    Optional<Condition> atLeast =
        o.find("at_least", ScalarType.NUMBER).map(n -> new Condition.FactAtLeast(fact, n));
    Optional<Condition> below =
        o.find("below", ScalarType.NUMBER).map(n -> new Condition.FactBelow(fact, n));
    if (atLeast.isPresent() == below.isPresent()) {
      o.refuse(
          "bad-condition",
          "fact 必须且只能带 at_least 或 below 之一",
          "a fact has exactly one of at_least, below");
    }
    return atLeast.or(() -> below).orElse(STAND_IN);
  }

  private static List<Condition> parts(YamlValue value) {
    List<Condition> parts = value.list(item -> item.object(ConditionReader::read, STAND_IN));
    if (parts.isEmpty()) {
      value.problems().add("empty-list", value.node(), value.path(), "列表为空", "the list is empty");
    }
    return parts;
  }
}
