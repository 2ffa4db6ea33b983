package city.chengtu.plans.read;

import city.chengtu.plans.model.Area;
import city.chengtu.plans.model.DocumentTemplate;
import city.chengtu.plans.model.Fact;
import city.chengtu.plans.model.Jurisdiction;
import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.LevelProfile;
import city.chengtu.plans.model.MapRules;
import city.chengtu.plans.model.MessageTemplate;
import city.chengtu.plans.model.Phase;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.PlanKind;
import city.chengtu.plans.model.PlanStatus;
import city.chengtu.plans.model.ResourceRule;
import city.chengtu.plans.model.Ring;
import city.chengtu.plans.model.Role;
import city.chengtu.plans.model.StartRule;
import city.chengtu.plans.model.Text;
import city.chengtu.plans.model.Validity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one plan file, format 1. The keys and their meaning are in the README of this module. */
final class PlanReader {
  private static final int FORMAT = 1;
  private static final Text NO_TEXT = new Text("", "");

  private final Problems problems;

  PlanReader(Problems problems) {
    this.problems = problems;
  }

  /** The plan, or nothing when the file has any problem; the problems then tell all of them. */
  Optional<Plan> read(YamlValue document) {
    Optional<Plan> plan = Optional.ofNullable(document.object(PlanReader::plan, null));
    return plan.filter(p -> problems.none());
  }

  private static Plan plan(YamlObject o) {
    checkFormat(o);
    List<LevelProfile> levels = o.objects("levels", PlanReader::level, noLevel());
    Set<Level> led = levels.stream().map(LevelProfile::level).collect(Collectors.toSet());
    return new Plan(
        o.get("id", ScalarType.ID),
        o.get("version", ScalarType.COUNT),
        o.get("number", ScalarType.STRING),
        o.text("title"),
        o.get("kind", ScalarType.oneOf(PlanKind.class)),
        o.get("jurisdiction", ScalarType.oneOf(Jurisdiction.class)),
        o.get("status", ScalarType.oneOf(PlanStatus.class)),
        o.get("approver", ScalarType.STRING),
        o.get("basis", ScalarType.STRING),
        o.object("valid", PlanReader::validity, new Validity(LocalDate.EPOCH, Optional.empty())),
        o.set("incidents", ScalarType.ID),
        o.findObject("area", PlanReader::area, anywhere()).orElse(anywhere()),
        o.findObjects("facts", PlanReader::fact, new Fact("", NO_TEXT, Optional.empty())),
        o.objects("start", PlanReader::start, new StartRule(Level.IV, ConditionReader.STAND_IN)),
        levels,
        o.objects("roles", PlanReader::role, noRole()),
        o.objects("phases", PlanReader::phase, new Phase("", NO_TEXT)),
        o.objects("tasks", new TaskReader(led)::read, TaskReader.STAND_IN),
        o.object("map", PlanReader::map, new MapRules(List.of(), List.of())),
        o.findObjects("resources", PlanReader::resource, noResource()),
        o.findObjects("messages", PlanReader::message, noMessage()),
        o.findObjects("documents", PlanReader::document, noDocument()));
  }

  static void checkFormat(YamlObject o) {
    int format = o.get("format", ScalarType.COUNT);
    if (format != FORMAT) {
      o.refuse("unknown-format", "只能读取格式 " + FORMAT, "only format " + FORMAT + " can be read");
    }
  }

  private static Validity validity(YamlObject o) {
    Validity valid = new Validity(o.get("from", ScalarType.DATE), o.find("to", ScalarType.DATE));
    if (valid.to().map(end -> end.isBefore(valid.from())).orElse(false)) {
      o.refuse("ends-before-start", "有效期止早于有效期起", "the validity ends before it begins");
    }
    return valid;
  }

  private static Area anywhere() {
    return new Area(List.of(), List.of());
  }

  private static Area area(YamlObject o) {
    Area area =
        new Area(
            List.copyOf(o.findSet("divisions", DIVISION)),
            List.copyOf(o.findSet("zones", ScalarType.STRING)));
    if (area.everywhere()) {
      o.refuse(
          "empty-area",
          "area 须写 divisions 或 zones；适用全域时不写 area",
          "area needs divisions or zones; leave area out when the plan applies everywhere");
    }
    return area;
  }

  private static final ScalarType<String> DIVISION =
      new ScalarType<>(
          "bad-division",
          new Text("2 至 15 位区划或网格代码（加引号）", "a division or grid code of 2 to 15 digits, in quotes"),
          text -> {
            if (!text.matches("[0-9]{2,15}")) {
              throw new IllegalArgumentException("not a division code");
            }
            return text;
          },
          "");

  private static Fact fact(YamlObject o) {
    return new Fact(o.get("id", ScalarType.ID), o.text("title"), o.find("unit", ScalarType.STRING));
  }

  private static StartRule start(YamlObject o) {
    return new StartRule(
        o.get("level", ScalarType.LEVEL),
        o.object("when", ConditionReader::read, ConditionReader.STAND_IN));
  }

  private static LevelProfile level(YamlObject o) {
    return new LevelProfile(
        o.get("level", ScalarType.LEVEL),
        o.get("commander", ScalarType.ID),
        List.copyOf(o.findSet("groups", ScalarType.ID)),
        o.get("report_every", ScalarType.DURATION),
        o.get("confirmed", ScalarType.YES_NO),
        o.text("release"));
  }

  private static LevelProfile noLevel() {
    return new LevelProfile(Level.IV, "", List.of(), Duration.ofHours(1), true, NO_TEXT);
  }

  private static Role role(YamlObject o) {
    return new Role(
        o.get("id", ScalarType.ID),
        o.text("title"),
        o.find("organisation", ScalarType.ID),
        o.find("post", ScalarType.ID),
        o.find("person", ScalarType.STRING));
  }

  private static Role noRole() {
    return new Role("", NO_TEXT, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Phase phase(YamlObject o) {
    return new Phase(o.get("id", ScalarType.ID), o.text("title"));
  }

  private static MapRules map(YamlObject o) {
    return new MapRules(
        o.findObjects("rings", PlanReader::ring, new Ring("", NO_TEXT, Map.of())),
        List.copyOf(o.set("layers", ScalarType.ID)));
  }

  private static Ring ring(YamlObject o) {
    return new Ring(
        o.get("id", ScalarType.ID),
        o.text("title"),
        o.map("metres", ScalarType.LEVEL, ScalarType.COUNT));
  }

  private static ResourceRule resource(YamlObject o) {
    return new ResourceRule(
        o.get("capability", ScalarType.ID),
        o.map("counts", ScalarType.LEVEL, ScalarType.COUNT),
        List.copyOf(o.set("search_metres", ScalarType.COUNT)));
  }

  private static ResourceRule noResource() {
    return new ResourceRule("", Map.of(), List.of());
  }

  private static MessageTemplate message(YamlObject o) {
    return new MessageTemplate(
        o.get("id", ScalarType.ID),
        o.get("channel", ScalarType.oneOf(MessageTemplate.Channel.class)),
        o.text("audience"),
        o.get("text", ScalarType.STRING));
  }

  private static MessageTemplate noMessage() {
    return new MessageTemplate("", MessageTemplate.Channel.SCREEN, NO_TEXT, "");
  }

  private static DocumentTemplate document(YamlObject o) {
    return new DocumentTemplate(
        o.get("id", ScalarType.ID),
        o.get("kind", ScalarType.oneOf(DocumentTemplate.Kind.class)),
        o.text("title"),
        o.get("text", ScalarType.STRING));
  }

  private static DocumentTemplate noDocument() {
    return new DocumentTemplate("", DocumentTemplate.Kind.PRESS, NO_TEXT, "");
  }
}
