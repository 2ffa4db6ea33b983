package city.chengtu.plans.read;

import city.chengtu.plans.model.CapabilityNeed;
import city.chengtu.plans.model.FeedbackField;
import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.PlaceRule;
import city.chengtu.plans.model.Task;
import city.chengtu.plans.model.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one task of a plan. */
final class TaskReader {
  static final Task STAND_IN =
      new Task(
          "",
          "",
          new Text("", ""),
          "",
          Set.of(),
          "",
          List.of(),
          Duration.ofMinutes(1),
          List.of(),
          Optional.empty(),
          false,
          List.of(),
          Optional.empty(),
          List.of(),
          List.of());

  private static final FeedbackField NO_FEEDBACK =
      new FeedbackField("", new Text("", ""), FeedbackField.Type.TEXT, Optional.empty(), false);

  /** Levels that the plan leads; a task that names none is given at all of them. */
  private final Set<Level> planLevels;

  TaskReader(Set<Level> planLevels) {
    this.planLevels = planLevels;
  }

  Task read(YamlObject o) {
    Set<Level> written = o.findSet("levels", ScalarType.LEVEL);
    return new Task(
        o.get("id", ScalarType.ID),
        o.get("phase", ScalarType.ID),
        o.text("title"),
        o.get("instruction", ScalarType.STRING),
        written.isEmpty() ? planLevels : written,
        o.get("lead", ScalarType.ID),
        List.copyOf(o.findSet("support", ScalarType.ID)),
        o.get("limit", ScalarType.DURATION),
        List.copyOf(o.findSet("after", ScalarType.ID)),
        o.find("start_after", ScalarType.DURATION),
        o.find("manual", ScalarType.YES_NO).orElse(false),
        o.findObjects("needs", TaskReader::need, new CapabilityNeed("", 1)),
        o.findObject("place", TaskReader::place, null),
        o.findObjects("feedback", TaskReader::feedback, NO_FEEDBACK),
        o.findObjects("checklist", YamlObject::bothLanguages, new Text("", "")));
  }

  private static CapabilityNeed need(YamlObject o) {
    return new CapabilityNeed(o.get("capability", ScalarType.ID), o.get("count", ScalarType.COUNT));
  }

  private static PlaceRule place(YamlObject o) {
    return new PlaceRule(
        o.get("search", ScalarType.oneOf(PlaceRule.Search.class)),
        o.get("layer", ScalarType.ID),
        o.find("kind", ScalarType.STRING),
        o.get("within_metres", ScalarType.COUNT));
  }

  private static FeedbackField feedback(YamlObject o) {
    return new FeedbackField(
        o.get("id", ScalarType.ID),
        o.text("title"),
        o.get("type", ScalarType.oneOf(FeedbackField.Type.class)),
        o.find("unit", ScalarType.STRING),
        o.find("required", ScalarType.YES_NO).orElse(false));
  }
}
