package city.chengtu.plans.check;

import city.chengtu.plans.model.Directory;
import city.chengtu.plans.model.Plan;
import java.util.ArrayList;
import java.util.List;

/** Asks every question of a plan that can be answered without running it. */
public final class PlanChecker {
  private static final List<PlanCheck> CHECKS =
      List.of(
          new DuplicateIdCheck(),
          new VocabularyCheck(),
          new StartCheck(),
          new LevelCheck(),
          new RoleCheck(),
          new TaskCheck(),
          new TaskOrderCheck(),
          new TaskAbilityCheck(),
          new MapCheck(),
          new ResourceCheck(),
          new TemplateCheck());

  private final PlanCheck.Surroundings around;

  public PlanChecker(Vocabulary vocabulary, Directory directory) {
    this.around = new PlanCheck.Surroundings(vocabulary, directory);
  }

  /**
   * All findings, in the order of the checks; empty when the plan is sound. File and line are not
   * filled in.
   */
  public List<Finding> check(Plan plan) {
    List<Finding> findings = new ArrayList<>();
    CHECKS.forEach(check -> check.run(plan, around, findings::add));
    return List.copyOf(findings);
  }
}
