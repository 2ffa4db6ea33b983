package city.chengtu.plans.check;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Phase;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.Task;
import java.util.List;
import java.util.function.Consumer;

/** What a task points at is there: its phase, its roles, its levels. */
final class TaskCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    List<String> phases = plan.phases().stream().map(Phase::id).toList();
    for (int i = 0; i < plan.tasks().size(); i++) {
      task(plan, plan.tasks().get(i), "tasks[" + i + "]", phases, found);
    }
    for (int i = 0; i < phases.size(); i++) {
      String phase = phases.get(i);
      if (plan.tasks().stream().noneMatch(t -> t.phase().equals(phase))) {
        found.accept(
            Finding.warning(
                "empty-phase",
                "phases[%d].id".formatted(i),
                "阶段没有任务：" + phase,
                "no task belongs to the phase " + phase));
      }
    }
  }

  private static void task(
      Plan plan, Task task, String path, List<String> phases, Consumer<Finding> found) {
    if (!phases.contains(task.phase())) {
      found.accept(
          Finding.error(
              "unknown-phase",
              path + ".phase",
              "预案中没有此阶段：" + task.phase(),
              "no such phase: " + task.phase()));
    }
    RoleCheck.known(plan, task.lead(), path + ".lead", found);
    for (int i = 0; i < task.support().size(); i++) {
      String role = task.support().get(i);
      RoleCheck.known(plan, role, path + ".support[" + i + "]", found);
      if (role.equals(task.lead())) {
        found.accept(
            Finding.warning(
                "supports-itself",
                path + ".support[" + i + "]",
                "牵头角色又列为配合：" + role,
                "the lead is also listed as support: " + role));
      }
    }
    for (Level level : task.levels().stream().sorted().toList()) {
      if (plan.profile(level).isEmpty()) {
        found.accept(
            Finding.error(
                "no-level-profile",
                path + ".levels",
                "任务用于 " + level + " 级，但 levels 中没有该级的指挥安排",
                "the task is for level " + level + " but levels does not say how it is led"));
      }
    }
  }
}
