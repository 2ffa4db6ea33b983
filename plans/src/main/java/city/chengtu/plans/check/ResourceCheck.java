package city.chengtu.plans.check;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.ResourceRule;
import java.util.List;
import java.util.function.Consumer;

/** Search radii grow, and forces are counted only for levels that exist. */
final class ResourceCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    for (int i = 0; i < plan.resources().size(); i++) {
      ResourceRule rule = plan.resources().get(i);
      radii(rule.searchMetres(), "resources[%d].search_metres".formatted(i), found);
      for (Level level : rule.counts().keySet().stream().sorted().toList()) {
        if (plan.profile(level).isEmpty()) {
          found.accept(
              Finding.error(
                  "no-level-profile",
                  "resources[%d].counts.%s".formatted(i, level),
                  "levels 中没有 " + level + " 级",
                  "levels has no level " + level));
        }
      }
    }
  }

  private static void radii(List<Integer> metres, String path, Consumer<Finding> found) {
    for (int i = 1; i < metres.size(); i++) {
      if (metres.get(i) <= metres.get(i - 1)) {
        found.accept(
            Finding.error(
                "radius-not-larger",
                path + "[" + i + "]",
                "搜索半径应逐级增大",
                "each search radius must be larger than the one before"));
      }
    }
  }
}
