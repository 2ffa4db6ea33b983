package city.chengtu.plans.check;

import city.chengtu.plans.model.Condition;
import city.chengtu.plans.model.Fact;
import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.LevelProfile;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.StartRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Every level that can start is led, every level that is led can start, and every number asked for
 * is declared.
 */
final class StartCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    Set<String> declared = plan.facts().stream().map(Fact::id).collect(Collectors.toSet());
    Set<String> used = new HashSet<>();
    for (int i = 0; i < plan.start().size(); i++) {
      StartRule rule = plan.start().get(i);
      String path = "start[" + i + "]";
      if (plan.profile(rule.level()).isEmpty()) {
        found.accept(
            Finding.error(
                "no-level-profile",
                path + ".level",
                rule.level() + " 级可启动，但 levels 中没有该级的指挥安排",
                "level " + rule.level() + " can start but levels does not say how it is led"));
      }
      facts(rule.when(), path + ".when", declared, used, found);
    }
    levelsThatNeverStart(plan, found);
    unusedFacts(plan, used, found);
  }

  private static void facts(
      Condition condition,
      String path,
      Set<String> declared,
      Set<String> used,
      Consumer<Finding> found) {
    if (condition instanceof Condition.FactAtLeast atLeast) {
      fact(atLeast.fact(), path, declared, used, found);
    } else if (condition instanceof Condition.FactBelow below) {
      fact(below.fact(), path, declared, used, found);
    } else if (condition instanceof Condition.All all) {
      parts(all.parts(), path + ".all", declared, used, found);
    } else if (condition instanceof Condition.Any any) {
      parts(any.parts(), path + ".any", declared, used, found);
    }
  }

  private static void parts(
      List<Condition> parts,
      String path,
      Set<String> declared,
      Set<String> used,
      Consumer<Finding> found) {
    for (int i = 0; i < parts.size(); i++) {
      facts(parts.get(i), path + "[" + i + "]", declared, used, found);
    }
  }

  private static void fact(
      String id, String path, Set<String> declared, Set<String> used, Consumer<Finding> found) {
    used.add(id);
    if (!declared.contains(id)) {
      found.accept(
          Finding.error(
              "unknown-fact", path + ".fact", "facts 中没有声明：" + id, "not declared in facts: " + id));
    }
  }

  private static void levelsThatNeverStart(Plan plan, Consumer<Finding> found) {
    Set<Level> starting = plan.start().stream().map(StartRule::level).collect(Collectors.toSet());
    for (int i = 0; i < plan.levels().size(); i++) {
      LevelProfile profile = plan.levels().get(i);
      if (!starting.contains(profile.level())) {
        found.accept(
            Finding.warning(
                "level-never-starts",
                "levels[%d].level".formatted(i),
                profile.level() + " 级没有启动条件，只能人工升级到该级",
                "no start rule leads to level "
                    + profile.level()
                    + "; only a person can raise to it"));
      }
    }
  }

  private static void unusedFacts(Plan plan, Set<String> used, Consumer<Finding> found) {
    for (int i = 0; i < plan.facts().size(); i++) {
      String id = plan.facts().get(i).id();
      if (!used.contains(id) && !TemplateCheck.mentions(plan, "fact." + id)) {
        found.accept(
            Finding.warning(
                "unused-fact",
                "facts[%d].id".formatted(i),
                "启动条件和模板都没有使用：" + id,
                "no start rule and no template uses " + id));
      }
    }
  }
}
