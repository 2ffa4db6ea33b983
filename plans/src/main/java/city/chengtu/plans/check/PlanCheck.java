package city.chengtu.plans.check;

import city.chengtu.plans.model.Directory;
import city.chengtu.plans.model.Plan;
import java.util.function.Consumer;

/** One kind of question asked of a plan. */
interface PlanCheck {
  void run(Plan plan, Surroundings around, Consumer<Finding> found);

  /** What a plan is checked against. */
  record Surroundings(Vocabulary vocabulary, Directory directory) {}
}
