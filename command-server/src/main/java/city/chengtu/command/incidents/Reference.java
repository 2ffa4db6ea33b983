package city.chengtu.command.incidents;

import city.chengtu.command.incidents.Rules.DuplicateRule;
import city.chengtu.command.incidents.Rules.Duty;
import city.chengtu.command.incidents.Rules.IncidentType;
import city.chengtu.command.incidents.Rules.Interval;
import city.chengtu.command.incidents.Rules.Limit;
import city.chengtu.command.incidents.Rules.Need;
import city.chengtu.command.incidents.Rules.Numbering;
import city.chengtu.command.incidents.Rules.RunCard;
import city.chengtu.command.incidents.Rules.UnitKind;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** All rules in force at one moment; immutable. */
public final class Reference {
  private static final ObjectReader READER =
      StateJson.mapper().reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Map<String, Map<String, String>> bodies = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> typed = new LinkedHashMap<>();

  Reference(List<ReferenceItem> items) {
    for (ReferenceItem item : items) {
      bodies.computeIfAbsent(item.kind(), k -> new LinkedHashMap<>()).put(item.code(), item.body());
      Class<?> type = typeOf(item.kind());
      if (type != null) {
        typed
            .computeIfAbsent(item.kind(), k -> new LinkedHashMap<>())
            .put(item.code(), parse(item, type));
      }
    }
  }

  private static Class<?> typeOf(String kind) {
    return switch (kind) {
      case "types" -> IncidentType.class;
      case "unitKinds" -> UnitKind.class;
      case "duties" -> Duty.class;
      case "runCards" -> RunCard.class;
      case "duplicateRules" -> DuplicateRule.class;
      case "intervals" -> Interval.class;
      case "limits" -> Limit.class;
      case "numbering" -> Numbering.class;
      case "around" -> AroundHeading.class;
      default -> null;
    };
  }

  /**
   * @throws IllegalArgumentException names the item whose body does not fit
   */
  static Object parse(ReferenceItem item, Class<?> type) {
    try {
      return READER.forType(type).readValue(item.body());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          item.kind() + " '" + item.code() + "': " + e.getOriginalMessage(), e);
    }
  }

  /** Every list with its items as they were written, for the client. */
  public Map<String, List<JsonNode>> lists() {
    Map<String, List<JsonNode>> lists = new LinkedHashMap<>();
    bodies.forEach(
        (kind, items) -> {
          List<JsonNode> list = new ArrayList<>();
          items.values().forEach(body -> list.add(StateJson.tree(body)));
          lists.put(kind, list);
        });
    return lists;
  }

  private <T> Optional<T> find(String kind, String code, Class<T> type) {
    return Optional.ofNullable(type.cast(typed.getOrDefault(kind, Map.of()).get(code)));
  }

  private <T> Stream<T> all(String kind, Class<T> type) {
    return typed.getOrDefault(kind, Map.of()).values().stream().map(type::cast);
  }

  private boolean has(String kind, String code) {
    return bodies.getOrDefault(kind, Map.of()).containsKey(code);
  }

  /**
   * @throws Refusal 400 naming the field when there is no such type
   */
  public IncidentType type(String code) {
    return find("types", code, IncidentType.class)
        .orElseThrow(() -> unknown("/type", "incident type", code));
  }

  public boolean hasType(String code) {
    return has("types", code);
  }

  /** Refuses a level that is not in the list. */
  public int level(int level) {
    if (!has("levels", Integer.toString(level))) {
      throw unknown("/level", "level", Integer.toString(level));
    }
    return level;
  }

  /** Refuses a disposition that is not in the list. */
  public String disposition(String code) {
    if (!has("dispositions", code)) {
      throw unknown("/disposition", "disposition", code);
    }
    return code;
  }

  public UnitKind unitKind(String code) {
    return find("unitKinds", code, UnitKind.class)
        .orElseThrow(() -> unknown("/kind", "unit kind", code));
  }

  public Duty duty(String code) {
    return find("duties", code, Duty.class).orElseThrow(() -> unknown("/duty", "duty", code));
  }

  /** Refuses a capability that is not in the list. */
  public String capability(String code) {
    if (!has("capabilities", code)) {
      throw unknown("/capabilities", "capability", code);
    }
    return code;
  }

  /**
   * What to send to an incident: the card of its type and level, else of its type, else of any type
   * at its level, else of any; nothing when there is no card at all.
   */
  public List<Need> needs(String type, int level) {
    return Stream.of(type + "/" + level, type + "/*", "*/" + level, "*/*")
        .flatMap(code -> find("runCards", code, RunCard.class).stream())
        .findFirst()
        .map(RunCard::needs)
        .orElse(List.of());
  }

  /** The rule for a new call of this type: its own, else the general one. */
  public Optional<DuplicateRule> duplicateRule(String type) {
    return find("duplicateRules", type, DuplicateRule.class)
        .or(
            () ->
                find("duplicateRules", "*", DuplicateRule.class)
                    .map(
                        r ->
                            new DuplicateRule(
                                type,
                                r.metres(),
                                r.minutes(),
                                r.with() == null ? List.of(type) : r.with())));
  }

  public List<Interval> intervals() {
    return all("intervals", Interval.class).toList();
  }

  /** What the summary around an incident asks for, in its order. */
  public List<AroundHeading> around() {
    return all("around", AroundHeading.class).toList();
  }

  public Numbering numbering() {
    return find("numbering", "incident", Numbering.class)
        .orElseThrow(() -> new IllegalStateException("reference data lacks numbering 'incident'"));
  }

  /**
   * A limit's number, in the unit the rule states.
   *
   * @throws IllegalStateException when the rules were not loaded or lack it
   */
  public double limit(String code) {
    return find("limits", code, Limit.class)
        .map(Limit::value)
        .orElseThrow(
            () -> new IllegalStateException("reference data lacks the limit '" + code + "'"));
  }

  /** As {@link #limit}, of one that need not be there. */
  public OptionalDouble findLimit(String code) {
    return find("limits", code, Limit.class)
        .map(Limit::value)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** A limit that is stated in seconds. */
  public Duration seconds(String code) {
    return Duration.ofMillis(Math.round(limit(code) * 1_000));
  }

  private static Refusal unknown(String field, String what, String code) {
    return Refusal.invalid(field, "unknown-code", "no " + what + " '" + code + "'");
  }
}
