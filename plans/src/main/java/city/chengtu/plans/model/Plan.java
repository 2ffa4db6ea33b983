package city.chengtu.plans.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A contingency plan 预案, one version of it.
 *
 * @param id stable over all versions
 * @param number the official number 预案编号
 * @param incidents codes of the incident types it is made for
 */
public record Plan(
    String id,
    int version,
    String number,
    Text title,
    PlanKind kind,
    Jurisdiction jurisdiction,
    PlanStatus status,
    String approver,
    String basis,
    Validity valid,
    Set<String> incidents,
    Area area,
    List<Fact> facts,
    List<StartRule> start,
    List<LevelProfile> levels,
    List<Role> roles,
    List<Phase> phases,
    List<Task> tasks,
    MapRules map,
    List<ResourceRule> resources,
    List<MessageTemplate> messages,
    List<DocumentTemplate> documents) {
  public Plan {
    incidents = Set.copyOf(incidents);
    facts = List.copyOf(facts);
    start = List.copyOf(start);
    levels = List.copyOf(levels);
    roles = List.copyOf(roles);
    phases = List.copyOf(phases);
    tasks = List.copyOf(tasks);
    resources = List.copyOf(resources);
    messages = List.copyOf(messages);
    documents = List.copyOf(documents);
  }

  /** How a response of this level is led, if the plan says so. */
  public Optional<LevelProfile> profile(Level level) {
    return levels.stream().filter(p -> p.level() == level).findFirst();
  }

  /** The role of this id, if the plan has it. */
  public Optional<Role> role(String roleId) {
    return roles.stream().filter(r -> r.id().equals(roleId)).findFirst();
  }

  /** The tasks of a response of this level, in the order written. */
  public List<Task> tasks(Level level) {
    return tasks.stream().filter(t -> t.levels().contains(level)).toList();
  }
}
