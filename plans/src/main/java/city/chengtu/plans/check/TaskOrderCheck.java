package city.chengtu.plans.check;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Phase;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The order of tasks can be walked to its end: no task waits for itself, for a missing one, or for
 * one that never comes.
 */
final class TaskOrderCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    Map<String, Task> byId = new HashMap<>();
    plan.tasks().forEach(task -> byId.putIfAbsent(task.id(), task));
    List<String> phases = plan.phases().stream().map(Phase::id).toList();
    for (int i = 0; i < plan.tasks().size(); i++) {
      Task task = plan.tasks().get(i);
      for (int j = 0; j < task.after().size(); j++) {
        String path = "tasks[%d].after[%d]".formatted(i, j);
        wait(task, byId.get(task.after().get(j)), task.after().get(j), path, phases, found);
      }
    }
    loops(plan, byId, found);
  }

  private static void wait(
      Task task,
      Task first,
      String firstId,
      String path,
      List<String> phases,
      Consumer<Finding> found) {
    if (first == null) {
      found.accept(
          Finding.error("unknown-task", path, "预案中没有此任务：" + firstId, "no such task: " + firstId));
      return;
    }
    Set<Level> missing = new HashSet<>(task.levels());
    missing.removeAll(first.levels());
    if (!missing.isEmpty()) {
      String levels = missing.stream().sorted().toList().toString();
      found.accept(
          Finding.error(
              "unreachable-task",
              path,
              "在 " + levels + " 级永远等不到任务 " + firstId + "，因为该级不下达它",
              "at level " + levels + " this waits for ever: " + firstId + " is not given there"));
    }
    if (first.manual() && !task.manual()) {
      found.accept(
          Finding.warning(
              "waits-for-choice",
              path,
              "等待的任务 " + firstId + " 由人决定是否下达，可能永远等不到",
              "waits for " + firstId + ", which a person may choose not to give"));
    }
    if (phases.indexOf(first.phase()) > phases.indexOf(task.phase())) {
      found.accept(
          Finding.error(
              "waits-for-later-phase",
              path,
              "等待的任务 " + firstId + " 属于更晚的阶段",
              "waits for " + firstId + ", which belongs to a later phase"));
    }
  }

  /**
   * Takes away tasks whose predecessors are all gone (Kahn); whatever cannot be taken away is in a
   * loop or behind one.
   */
  private static void loops(Plan plan, Map<String, Task> byId, Consumer<Finding> found) {
    Set<String> left = new HashSet<>(byId.keySet());
    boolean progress = true;
    while (progress) {
      progress = left.removeIf(id -> byId.get(id).after().stream().noneMatch(left::contains));
    }
    for (int i = 0; i < plan.tasks().size(); i++) {
      Task task = plan.tasks().get(i);
      if (left.contains(task.id()) && reaches(task, task.id(), byId)) {
        List<String> circle = left.stream().sorted().toList();
        found.accept(
            Finding.error(
                "task-loop",
                "tasks[%d].after".formatted(i),
                "任务相互等待：" + circle,
                "these tasks wait for each other: " + circle));
        return;
      }
    }
  }

  private static boolean reaches(Task from, String target, Map<String, Task> byId) {
    Deque<String> open = new ArrayDeque<>(from.after());
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String id = open.pop();
      if (id.equals(target)) {
        return true;
      }
      if (seen.add(id) && byId.containsKey(id)) {
        open.addAll(new ArrayList<>(byId.get(id).after()));
      }
    }
    return false;
  }
}
