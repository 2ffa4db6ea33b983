package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Shape;
import city.chengtu.gis.filter.Expression.Text;
import city.chengtu.gis.filter.Expression.Truth;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads CQL2 JSON by the schema of OGC 21-065r2. */
final class JsonParser {
  /** Each level of a filter is an object with a list in it; the rest is for coordinates. */
  private static final int NESTING = 2 * Budget.DEEPEST + 16;

  private static final int LONGEST_NUMBER = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(NESTING)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final Map<String, Comparison> COMPARISONS =
      named(Comparison.values(), Comparison::sign);
  private static final Map<String, ArithmeticOperator> OPERATORS =
      named(ArithmeticOperator.values(), ArithmeticOperator::sign);
  private static final Map<String, SpatialRelation> SPATIAL =
      named(SpatialRelation.values(), SpatialRelation::function);
  private static final Map<String, TemporalRelation> TEMPORAL =
      named(TemporalRelation.values(), TemporalRelation::function);
  private static final Map<String, Folding> FOLDINGS = named(Folding.values(), Folding::function);

  private final Budget budget = new Budget();

  private static <T> Map<String, T> named(T[] values, Function<T, String> name) {
    return Stream.of(values).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
  }

  static Filter filter(String json) {
    return new JsonParser().condition(tree(json), "");
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new FilterException(
          "not JSON: "
              // without what the library tells of its own settings
              + e.getOriginalMessage().replaceAll("\\s*\\((for|start marker) .*", "")
              + (place == null
                  ? ""
                  : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"),
          "");
    }
  }

  private Filter condition(JsonNode node, String pointer) {
    Position at = Position.pointer(pointer);
    budget.part(at);
    if (node.isBoolean()) {
      return new Filter.Constant(node.booleanValue());
    }
    return operation(node)
        .flatMap(op -> budget.deeper(at, () -> predicate(op, node, pointer)))
        .orElseThrow(() -> notA("condition", node, at));
  }

  private static Optional<String> operation(JsonNode node) {
    return Optional.ofNullable(node.get("op")).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** What a node is not, by its operator's name when it has an unknown one. */
  private static FilterException notA(String wanted, JsonNode node, Position at) {
    Optional<String> op = operation(node);
    if (op.isPresent() && !isKnown(op.get())) {
      return Names.unknownFunction(op.get(), at);
    }
    return new FilterException(
        "expected a " + wanted + op.map(o -> ", not '" + o + "'").orElse(""), at);
  }

  private static boolean isKnown(String op) {
    return COMPARISONS.containsKey(op)
        || OPERATORS.containsKey(op)
        || SPATIAL.containsKey(op)
        || TEMPORAL.containsKey(op)
        || FOLDINGS.containsKey(op)
        || List.of("and", "or", "not", "like", "between", "in", "isNull").contains(op);
  }

  /** Empty when the operator makes no condition. */
  private Optional<Filter> predicate(String op, JsonNode node, String pointer) {
    return switch (op) {
      case "and" -> Optional.of(new Filter.And(conditions(node, pointer)));
      case "or" -> Optional.of(new Filter.Or(conditions(node, pointer)));
      case "not" ->
          Optional.of(
              new Filter.Not(condition(arguments(node, pointer, 1).get(0), pointer + "/args/0")));
      case "like" -> two(node, pointer, Filter.Like::new);
      case "between" -> {
        List<Expression> three = values(node, pointer, 3);
        yield Optional.of(new Filter.Between(three.get(0), three.get(1), three.get(2)));
      }
      case "in" -> Optional.of(in(node, pointer));
      case "isNull" -> Optional.of(isNull(node, pointer));
      default -> relation(op, node, pointer);
    };
  }

  private Optional<Filter> relation(String op, JsonNode node, String pointer) {
    Comparison comparison = COMPARISONS.get(op);
    if (comparison != null) {
      return two(node, pointer, (left, right) -> new Filter.Compare(comparison, left, right));
    }
    SpatialRelation spatial = SPATIAL.get(op);
    if (spatial != null) {
      return two(node, pointer, (left, right) -> new Filter.Spatial(spatial, left, right));
    }
    TemporalRelation temporal = TEMPORAL.get(op);
    return temporal == null
        ? Optional.empty()
        : two(node, pointer, (left, right) -> new Filter.Temporal(temporal, left, right));
  }

  @FunctionalInterface
  private interface OfTwo {
    Filter of(Expression left, Expression right);
  }

  private Optional<Filter> two(JsonNode node, String pointer, OfTwo make) {
    List<Expression> two = values(node, pointer, 2);
    return Optional.of(make.of(two.get(0), two.get(1)));
  }

  private List<Filter> conditions(JsonNode node, String pointer) {
    JsonNode args = args(node, pointer);
    if (args.size() < 2) {
      throw new FilterException(
          "expected at least two conditions", Position.pointer(pointer + "/args"));
    }
    List<Filter> conditions = new ArrayList<>();
    for (JsonNode arg : args) {
      conditions.add(condition(arg, pointer + "/args/" + conditions.size()));
    }
    return conditions;
  }

  private Filter in(JsonNode node, String pointer) {
    List<JsonNode> args = arguments(node, pointer, 2);
    JsonNode list = args.get(1);
    String there = pointer + "/args/1";
    if (!list.isArray() || list.isEmpty()) {
      throw new FilterException("expected a list of values", Position.pointer(there));
    }
    List<Expression> values = new ArrayList<>();
    for (JsonNode item : list) {
      values.add(value(item, there + "/" + values.size()));
    }
    return new Filter.In(value(args.get(0), pointer + "/args/0"), values);
  }

  private Filter isNull(JsonNode node, String pointer) {
    JsonNode arg = arguments(node, pointer, 1).get(0);
    String there = pointer + "/args/0";
    boolean isCondition =
        operation(arg)
            .filter(op -> isKnown(op) && !OPERATORS.containsKey(op) && !FOLDINGS.containsKey(op))
            .isPresent();
    return new Filter.IsNull(
        isCondition
            ? new Holds(condition(arg, there), Position.pointer(there))
            : value(arg, there));
  }

  private static JsonNode args(JsonNode node, String pointer) {
    JsonNode args = node.get("args");
    if (args == null || !args.isArray()) {
      throw new FilterException(
          "expected the list 'args' of '" + node.get("op").textValue() + "'",
          Position.pointer(pointer));
    }
    return args;
  }

  private static List<JsonNode> arguments(JsonNode node, String pointer, int count) {
    JsonNode args = args(node, pointer);
    if (args.size() != count) {
      throw new FilterException(
          "'" + node.get("op").textValue() + "' takes " + count + " arguments, not " + args.size(),
          Position.pointer(pointer + "/args"));
    }
    List<JsonNode> arguments = new ArrayList<>();
    args.forEach(arguments::add);
    return arguments;
  }

  private List<Expression> values(JsonNode node, String pointer, int count) {
    List<Expression> values = new ArrayList<>();
    for (JsonNode arg : arguments(node, pointer, count)) {
      values.add(value(arg, pointer + "/args/" + values.size()));
    }
    return values;
  }

  private Expression value(JsonNode node, String pointer) {
    Position at = Position.pointer(pointer);
    budget.part(at);
    if (node.isTextual()) {
      return new Text(node.textValue(), at);
    }
    if (node.isNumber()) {
      return new Expression.Number(node.decimalValue(), at);
    }
    if (node.isBoolean()) {
      return new Truth(node.booleanValue(), at);
    }
    if (node.isArray()) {
      throw new FilterException("arrays are not offered: no property is an array", at);
    }
    return operation(node)
        .flatMap(op -> budget.deeper(at, () -> computed(op, node, pointer)))
        .or(() -> instance(node, pointer))
        .orElseThrow(() -> notA("value", node, at));
  }

  /** Arithmetic, and texts without case or accents. */
  private Optional<Expression> computed(String op, JsonNode node, String pointer) {
    Position at = Position.pointer(pointer);
    Folding folding = FOLDINGS.get(op);
    if (folding != null) {
      return Optional.of(new Folded(folding, values(node, pointer, 1).get(0), at));
    }
    ArithmeticOperator operator = OPERATORS.get(op);
    if (operator == null) {
      return Optional.empty();
    }
    List<Expression> two = values(node, pointer, 2);
    return Optional.of(new Arithmetic(operator, two.get(0), two.get(1), at));
  }

  private Optional<Expression> instance(JsonNode node, String pointer) {
    Position at = Position.pointer(pointer);
    if (node.has("property")) {
      return Optional.of(new Property(text(node, "property", pointer), null, at));
    }
    if (node.has("date")) {
      return Optional.of(Literals.date(text(node, "date", pointer), at));
    }
    if (node.has("timestamp")) {
      return Optional.of(Literals.timestamp(text(node, "timestamp", pointer), at));
    }
    if (node.has("interval")) {
      return Optional.of(interval(node.get("interval"), pointer));
    }
    if (node.has("type")) {
      return Optional.of(new Shape(new GeoJsonParser(budget).geometry(node, pointer), at));
    }
    if (node.has("bbox")) {
      return Optional.of(Literals.box(numbers(node.get("bbox"), pointer + "/bbox"), at));
    }
    return Optional.empty();
  }

  private static String text(JsonNode node, String member, String pointer) {
    JsonNode value = node.get(member);
    if (!value.isTextual()) {
      throw new FilterException("expected a text", Position.pointer(pointer + "/" + member));
    }
    return value.textValue();
  }

  private Expression interval(JsonNode ends, String pointer) {
    if (!ends.isArray() || ends.size() != 2) {
      throw new FilterException(
          "expected the two ends of the interval", Position.pointer(pointer + "/interval"));
    }
    return Literals.interval(
        intervalEnd(ends.get(0), pointer + "/interval/0"),
        intervalEnd(ends.get(1), pointer + "/interval/1"),
        Position.pointer(pointer));
  }

  private Expression intervalEnd(JsonNode end, String pointer) {
    return end.isTextual()
        ? Literals.intervalEnd(end.textValue(), Position.pointer(pointer))
        : value(end, pointer);
  }

  private static List<Double> numbers(JsonNode list, String pointer) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode item : list) {
      if (!item.isNumber() || !Double.isFinite(item.doubleValue())) {
        throw new FilterException("expected a number", Position.pointer(pointer));
      }
      numbers.add(item.doubleValue());
    }
    return numbers;
  }
}
