package city.chengtu.plans.check;

import city.chengtu.plans.model.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A plan speaks of incident types, capabilities and layers that the system has. */
final class VocabularyCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    Vocabulary known = around.vocabulary();
    plan.incidents().stream()
        .sorted()
        .filter(type -> !known.incidentTypes().contains(type))
        .forEach(
            type ->
                found.accept(
                    Finding.error(
                        "unknown-incident-type",
                        "incidents",
                        "未知的事件类型：" + type,
                        "unknown incident type: " + type)));
    capabilities(plan, known.capabilities(), found);
    layers(plan, known.layers(), found);
  }

  private static void capabilities(Plan plan, Set<String> known, Consumer<Finding> found) {
    for (int i = 0; i < plan.resources().size(); i++) {
      capability(
          plan.resources().get(i).capability(),
          "resources[%d].capability".formatted(i),
          known,
          found);
    }
    for (int i = 0; i < plan.tasks().size(); i++) {
      for (int j = 0; j < plan.tasks().get(i).needs().size(); j++) {
        capability(
            plan.tasks().get(i).needs().get(j).capability(),
            "tasks[%d].needs[%d].capability".formatted(i, j),
            known,
            found);
      }
    }
  }

  private static void capability(
      String capability, String path, Set<String> known, Consumer<Finding> found) {
    if (!known.contains(capability)) {
      found.accept(
          Finding.error(
              "unknown-capability",
              path,
              "未知的处置能力：" + capability,
              "unknown capability: " + capability));
    }
  }

  private static void layers(Plan plan, Set<String> known, Consumer<Finding> found) {
    List<String> opened = plan.map().layers();
    for (int i = 0; i < opened.size(); i++) {
      layer(opened.get(i), "map.layers[%d]".formatted(i), known, found);
    }
    for (int i = 0; i < plan.tasks().size(); i++) {
      String path = "tasks[%d].place.layer".formatted(i);
      Optional<String> layer = plan.tasks().get(i).place().map(rule -> rule.layer());
      layer.ifPresent(id -> layer(id, path, known, found));
    }
  }

  private static void layer(String id, String path, Set<String> known, Consumer<Finding> found) {
    if (!known.contains(id)) {
      found.accept(Finding.error("unknown-layer", path, "目录中没有此图层：" + id, "no such layer: " + id));
    }
  }
}
