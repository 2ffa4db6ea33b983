package city.chengtu.plans.check;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.LevelProfile;
import city.chengtu.plans.model.Plan;
import java.util.function.Consumer;

/**
 * Each level has a commander the plan knows, and the two highest are never started by the machine
 * alone.
 */
final class LevelCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    for (int i = 0; i < plan.levels().size(); i++) {
      level(plan, plan.levels().get(i), "levels[" + i + "]", found);
    }
  }

  private static void level(Plan plan, LevelProfile profile, String path, Consumer<Finding> found) {
    RoleCheck.known(plan, profile.commander(), path + ".commander", found);
    for (int i = 0; i < profile.groups().size(); i++) {
      RoleCheck.known(plan, profile.groups().get(i), path + ".groups[" + i + "]", found);
    }
    if (!profile.confirmed() && profile.level().atLeast(Level.II)) {
      found.accept(
          Finding.error(
              "must-be-confirmed",
              path + ".confirmed",
              "I、II 级响应必须由人确认启动",
              "a response of level I or II must be confirmed by a person"));
    }
    if (plan.tasks(profile.level()).isEmpty()) {
      found.accept(
          Finding.error(
              "level-without-tasks",
              path + ".level",
              profile.level() + " 级没有任何任务",
              "no task is given at level " + profile.level()));
    }
  }
}
