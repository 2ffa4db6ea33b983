package city.chengtu.plans.check;

import city.chengtu.plans.model.Organisation;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.Role;
import city.chengtu.plans.model.Task;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Behind every role stands somebody who can be called, and every role has something to do. */
final class RoleCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    Set<String> used = used(plan);
    for (int i = 0; i < plan.roles().size(); i++) {
      Role role = plan.roles().get(i);
      String path = "roles[" + i + "]";
      binding(role, path, around, found);
      if (!used.contains(role.id())) {
        found.accept(
            Finding.warning(
                "unused-role",
                path + ".id",
                "角色没有任何任务：" + role.id(),
                "the role has nothing to do: " + role.id()));
      }
    }
  }

  /** Finds fault when the plan has no such role. */
  static void known(Plan plan, String role, String path, Consumer<Finding> found) {
    if (plan.role(role).isEmpty()) {
      found.accept(
          Finding.error("unknown-role", path, "预案中没有此角色：" + role, "no such role: " + role));
    }
  }

  private static void binding(
      Role role, String path, Surroundings around, Consumer<Finding> found) {
    if (role.organisation().isEmpty() && role.person().isEmpty()) {
      found.accept(
          Finding.error(
              "role-without-anyone",
              path,
              "角色既没有单位也没有人员：" + role.id(),
              "the role has neither an organisation nor a person: " + role.id()));
      return;
    }
    role.organisation().ifPresent(id -> organisation(role, id, path, around, found));
  }

  private static void organisation(
      Role role, String id, String path, Surroundings around, Consumer<Finding> found) {
    Optional<Organisation> organisation = around.directory().find(id);
    if (organisation.isEmpty()) {
      found.accept(
          Finding.error(
              "unknown-organisation",
              path + ".organisation",
              "名录中没有此单位：" + id,
              "the directory has no such organisation: " + id));
      return;
    }
    if (role.post().isEmpty() && role.person().isEmpty()) {
      found.accept(
          Finding.warning(
              "role-without-post",
              path,
              "角色没有明确岗位或人员，只能通知单位值班室：" + role.id(),
              "no post or person is named, only the organisation's duty room can be told: "
                  + role.id()));
    }
    if (role.post().map(post -> !organisation.get().has(post)).orElse(false)) {
      found.accept(
          Finding.error(
              "unknown-post",
              path + ".post",
              "单位没有此岗位：" + role.post().get(),
              "the organisation has no such post: " + role.post().get()));
    }
  }

  private static Set<String> used(Plan plan) {
    Set<String> used = new HashSet<>();
    plan.levels()
        .forEach(
            p -> {
              used.add(p.commander());
              used.addAll(p.groups());
            });
    for (Task task : plan.tasks()) {
      used.add(task.lead());
      used.addAll(task.support());
    }
    return used;
  }
}
