package city.chengtu.plans.check;

import city.chengtu.plans.model.DocumentTemplate;
import city.chengtu.plans.model.Fact;
import city.chengtu.plans.model.FeedbackField;
import city.chengtu.plans.model.MessageTemplate;
import city.chengtu.plans.model.Phase;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.ResourceRule;
import city.chengtu.plans.model.Ring;
import city.chengtu.plans.model.Role;
import city.chengtu.plans.model.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** An id means one thing. */
final class DuplicateIdCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    unique("facts", "id", plan.facts(), Fact::id, found);
    unique("levels", "level", plan.levels(), p -> p.level().name(), found);
    unique("start", "level", plan.start(), r -> r.level().name(), found);
    unique("roles", "id", plan.roles(), Role::id, found);
    unique("phases", "id", plan.phases(), Phase::id, found);
    unique("tasks", "id", plan.tasks(), Task::id, found);
    unique("map.rings", "id", plan.map().rings(), Ring::id, found);
    unique("resources", "capability", plan.resources(), ResourceRule::capability, found);
    unique("messages", "id", plan.messages(), MessageTemplate::id, found);
    unique("documents", "id", plan.documents(), DocumentTemplate::id, found);
    for (int i = 0; i < plan.tasks().size(); i++) {
      String path = "tasks[" + i + "].feedback";
      unique(path, "id", plan.tasks().get(i).feedback(), FeedbackField::id, found);
    }
  }

  private static <T> void unique(
      String list, String key, List<T> items, Function<T, String> id, Consumer<Finding> found) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String value = id.apply(items.get(i));
      if (!seen.add(value)) {
        String path = "%s[%d].%s".formatted(list, i, key);
        found.accept(Finding.error("duplicate-id", path, "重复：" + value, "used twice: " + value));
      }
    }
  }
}
