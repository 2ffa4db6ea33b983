package city.chengtu.gis.ingest;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The fields of one layer: there where required, of their type, within dictionary, pattern and
 * range, unique where they name.
 */
final class FieldCheck implements LayerCheck {
  private final Layer layer;
  private final LayerRules rules;
  private final Map<String, Pattern> patterns = new HashMap<>();
  private final Map<String, SeenKeys> seen = new HashMap<>();
  private final SeenKeys ids = new SeenKeys();

  FieldCheck(Layer layer, LayerRules rules) {
    this.layer = layer;
    this.rules = rules;
    rules
        .patterns()
        .forEach((field, pattern) -> patterns.put(field, Pattern.compile(pattern.regex())));
    rules.unique().forEach(field -> seen.put(field, new SeenKeys()));
  }

  @Override
  public void look(NewFeature feature, Consumer<Problem> problems) {
    if (!feature.layer().equals(layer.id())) {
      return;
    }
    if (!ids.add(feature.id())) {
      problems.accept(Problem.error(feature, "id", "unique", "the id comes twice"));
    }
    for (String field : rules.required()) {
      if (isMissing(feature.properties().get(field))) {
        problems.accept(Problem.error(feature, field, "required", "'" + field + "' is missing"));
      }
    }
    for (List<String> group : rules.exactlyOne()) {
      exactlyOne(feature, group, problems);
    }
    for (Field field : layer.fields()) {
      Object value = feature.properties().get(field.name());
      if (!isMissing(value)) {
        value(feature, field, value, problems);
      }
    }
  }

  private static boolean isMissing(Object value) {
    return value == null || (value instanceof String text && text.isBlank());
  }

  private static void exactlyOne(
      NewFeature feature, List<String> group, Consumer<Problem> problems) {
    long filled =
        group.stream().filter(field -> !isMissing(feature.properties().get(field))).count();
    if (filled != 1) {
      problems.accept(
          Problem.error(
              feature,
              group.get(0),
              "exactly-one",
              "exactly one of " + group + " must be filled, " + filled + " are"));
    }
  }

  private void value(NewFeature feature, Field field, Object value, Consumer<Problem> problems) {
    String name = field.name();
    if (!isOfType(field.type(), value)) {
      problems.accept(
          Problem.error(
              feature,
              name,
              "type",
              "'" + name + "' must be " + field.type() + ", is '" + value + "'"));
      return;
    }
    Pattern pattern = patterns.get(name);
    if (pattern != null && !pattern.matcher(value.toString()).matches()) {
      problems.accept(
          Problem.error(
              feature,
              name,
              "pattern",
              "'" + value + "' is not " + rules.patterns().get(name).meaning()));
    }
    List<String> allowed = rules.values().get(name);
    if (allowed != null && !allowed.contains(value.toString())) {
      problems.accept(
          Problem.error(feature, name, "dictionary", "'" + value + "' is none of " + allowed));
    }
    LayerRules.Range range = rules.ranges().get(name);
    if (range != null
        && value instanceof Number n
        && (n.doubleValue() < range.min() || n.doubleValue() > range.max())) {
      problems.accept(
          Problem.error(
              feature,
              name,
              "range",
              value + " is not within " + range.min() + " to " + range.max()));
    }
    SeenKeys before = seen.get(name);
    if (before != null && !before.add(value.toString())) {
      problems.accept(Problem.error(feature, name, "unique", "'" + value + "' comes twice"));
    }
  }

  private static boolean isOfType(Field.Type type, Object value) {
    return switch (type) {
      case TEXT -> value instanceof String;
      case INTEGER -> value instanceof Integer || value instanceof Long;
      case NUMBER -> value instanceof Number n && Double.isFinite(n.doubleValue());
      case BOOLEAN -> value instanceof Boolean;
      case DATE ->
          (value instanceof String text && Days.isIso(text)) || parses(value, LocalDate::parse);
      case TIMESTAMP -> parses(value, OffsetDateTime::parse);
    };
  }

  private static boolean parses(Object value, Consumer<String> parser) {
    if (!(value instanceof String text)) {
      return false;
    }
    try {
      parser.accept(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
