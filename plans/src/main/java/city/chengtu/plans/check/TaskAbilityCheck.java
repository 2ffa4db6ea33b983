package city.chengtu.plans.check;

import city.chengtu.plans.model.CapabilityNeed;
import city.chengtu.plans.model.Organisation;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.ResourceRule;
import city.chengtu.plans.model.Role;
import city.chengtu.plans.model.Task;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody can do each task: what it needs is either a capability of an organisation that leads or
 * supports it, or is called up by the plan's resources at every level at which the task is given.
 */
final class TaskAbilityCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    for (int i = 0; i < plan.tasks().size(); i++) {
      Task task = plan.tasks().get(i);
      Set<String> offered = offered(plan, task, around);
      for (int j = 0; j < task.needs().size(); j++) {
        CapabilityNeed need = task.needs().get(j);
        if (!offered.contains(need.capability()) && !calledUp(plan, task, need)) {
          found.accept(
              Finding.error(
                  "nobody-can-do-it",
                  "tasks[%d].needs[%d]".formatted(i, j),
                  "牵头、配合单位及资源安排都不具备能力：" + need.capability(),
                  "neither lead, support nor the plan's resources offer " + need.capability()));
        }
      }
    }
  }

  private static Set<String> offered(Plan plan, Task task, Surroundings around) {
    return Stream.concat(Stream.of(task.lead()), task.support().stream())
        .map(plan::role)
        .flatMap(Optional::stream)
        .map(Role::organisation)
        .flatMap(Optional::stream)
        .map(around.directory()::find)
        .flatMap(Optional::stream)
        .map(Organisation::capabilities)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static boolean calledUp(Plan plan, Task task, CapabilityNeed need) {
    return plan.resources().stream()
        .filter(rule -> rule.capability().equals(need.capability()))
        .map(ResourceRule::counts)
        .anyMatch(
            counts ->
                task.levels().stream()
                    .allMatch(level -> counts.getOrDefault(level, 0) >= need.count()));
  }
}
