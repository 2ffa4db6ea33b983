package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Shape;
import city.chengtu.gis.filter.Expression.Text;
import city.chengtu.gis.filter.Expression.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads CQL2 text by the grammar of annex B of OGC 21-065r2, from left to right and without ever
 * going back: what stands in parentheses may be a condition or a value, and is asked only
 * afterwards which of them it was. Time grows with the length, depth is bounded by {@link Budget}.
 */
final class TextParser {
  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "=", Comparison.EQUAL,
          "<>", Comparison.NOT_EQUAL,
          "<", Comparison.LESS,
          ">", Comparison.GREATER,
          "<=", Comparison.LESS_OR_EQUAL,
          ">=", Comparison.GREATER_OR_EQUAL);
  private static final Map<String, ArithmeticOperator> SUMS =
      Map.of("+", ArithmeticOperator.PLUS, "-", ArithmeticOperator.MINUS);
  private static final Map<String, ArithmeticOperator> PRODUCTS =
      Map.of(
          "*", ArithmeticOperator.TIMES,
          "/", ArithmeticOperator.DIVIDE,
          "%", ArithmeticOperator.MODULO);

  private final Tokens tokens;
  private final Budget budget = new Budget();
  private final WktParser geometries;

  TextParser(String text) {
    tokens = new Tokens(text);
    geometries = new WktParser(tokens, budget);
  }

  Filter filter() {
    Position at = tokens.peek().at();
    Filter filter = condition(any(), at);
    if (tokens.peek().type() != Token.Type.END) {
      throw tokens.expected("AND, OR or the end");
    }
    return filter;
  }

  /** {@code booleanExpression}, or a value. */
  private Part any() {
    Position at = tokens.peek().at();
    Part first = all();
    if (!tokens.peek().isWord("OR")) {
      return first;
    }
    List<Filter> parts = new ArrayList<>(List.of(condition(first, at)));
    while (tokens.tookWord("OR")) {
      Position next = tokens.peek().at();
      parts.add(condition(all(), next));
    }
    return new Filter.Or(parts);
  }

  /** {@code booleanTerm}, or a value. */
  private Part all() {
    Position at = tokens.peek().at();
    Part first = factor();
    if (!tokens.peek().isWord("AND")) {
      return first;
    }
    List<Filter> parts = new ArrayList<>(List.of(condition(first, at)));
    while (tokens.tookWord("AND")) {
      Position next = tokens.peek().at();
      parts.add(condition(factor(), next));
    }
    return new Filter.And(parts);
  }

  private Part factor() {
    if (!tokens.tookWord("NOT")) {
      return predicate();
    }
    Position at = tokens.peek().at();
    return new Filter.Not(condition(predicate(), at));
  }

  private static Filter condition(Part part, Position at) {
    if (part instanceof Filter filter) {
      return filter;
    }
    if (part instanceof Truth truth) {
      return new Filter.Constant(truth.value());
    }
    String hint = part instanceof Property property ? "; write " + property.name() + " = TRUE" : "";
    throw new FilterException("expected a condition, found a value" + hint, at);
  }

  private static Expression value(Part part, Position at) {
    if (part instanceof Expression expression) {
      return expression;
    }
    throw new FilterException("expected a value, found a condition", at);
  }

  /** {@code predicate}: a value and what is asked of it. */
  private Part predicate() {
    Position at = tokens.peek().at();
    budget.part(at);
    Part left = sum();
    Token next = tokens.peek();
    if (next.type() == Token.Type.SIGN && COMPARISONS.containsKey(next.text())) {
      tokens.take();
      return new Filter.Compare(COMPARISONS.get(next.text()), value(left, at), operand());
    }
    if (tokens.tookWord("IS")) {
      return isNull(left, at);
    }
    boolean not = tokens.tookWord("NOT");
    Optional<Filter> asked = advanced(left, at);
    if (not && asked.isEmpty()) {
      throw tokens.expected("LIKE, BETWEEN or IN");
    }
    return asked.<Part>map(filter -> not ? new Filter.Not(filter) : filter).orElse(left);
  }

  private Filter isNull(Part left, Position at) {
    boolean not = tokens.tookWord("NOT");
    if (!tokens.tookWord("NULL")) {
      throw tokens.expected("NULL");
    }
    Expression value =
        left instanceof Filter condition ? new Holds(condition, at) : (Expression) left;
    Filter isNull = new Filter.IsNull(value);
    return not ? new Filter.Not(isNull) : isNull;
  }

  private Optional<Filter> advanced(Part left, Position at) {
    if (tokens.tookWord("LIKE")) {
      return Optional.of(new Filter.Like(value(left, at), operand()));
    }
    if (tokens.tookWord("BETWEEN")) {
      Expression low = operand();
      if (!tokens.tookWord("AND")) {
        throw tokens.expected("AND");
      }
      return Optional.of(new Filter.Between(value(left, at), low, operand()));
    }
    if (tokens.tookWord("IN")) {
      return Optional.of(new Filter.In(value(left, at), values()));
    }
    return Optional.empty();
  }

  private List<Expression> values() {
    tokens.expect("(");
    List<Expression> values = new ArrayList<>();
    do {
      values.add(operand());
    } while (tokens.took(","));
    tokens.expect(")");
    return values;
  }

  private Expression operand() {
    Position at = tokens.peek().at();
    budget.part(at);
    return value(sum(), at);
  }

  private Part sum() {
    Position at = tokens.peek().at();
    Part left = product();
    for (int signs = 1; SUMS.containsKey(sign()); signs++) {
      budget.checkDepth(signs, tokens.peek().at());
      ArithmeticOperator operator = SUMS.get(tokens.take().text());
      left = arithmetic(operator, left, product(), at);
    }
    return left;
  }

  private Part product() {
    Position at = tokens.peek().at();
    Part left = power();
    for (int signs = 1; PRODUCTS.containsKey(sign()) || tokens.peek().isWord("div"); signs++) {
      budget.checkDepth(signs, tokens.peek().at());
      ArithmeticOperator operator =
          PRODUCTS.getOrDefault(tokens.take().text(), ArithmeticOperator.WHOLE);
      left = arithmetic(operator, left, power(), at);
    }
    return left;
  }

  private Part power() {
    Position at = tokens.peek().at();
    Part base = signed();
    return tokens.took("^") ? arithmetic(ArithmeticOperator.POWER, base, signed(), at) : base;
  }

  private String sign() {
    Token next = tokens.peek();
    return next.type() == Token.Type.SIGN ? next.text() : "";
  }

  private Arithmetic arithmetic(ArithmeticOperator operator, Part left, Part right, Position at) {
    budget.part(at);
    return new Arithmetic(operator, value(left, at), value(right, at), at);
  }

  private Part signed() {
    Token first = tokens.peek();
    if (tokens.took("-")) {
      if (tokens.peek().type() == Token.Type.NUMBER) {
        return Literals.number("-" + tokens.take().text(), first.at());
      }
      return arithmetic(
          ArithmeticOperator.TIMES,
          new Expression.Number(BigDecimal.ONE.negate(), first.at()),
          primary(),
          first.at());
    }
    if (tokens.took("+") && tokens.peek().type() != Token.Type.NUMBER) {
      throw tokens.expected("a number");
    }
    return primary();
  }

  private Part primary() {
    Token first = tokens.peek();
    return switch (first.type()) {
      case NUMBER -> Literals.number(tokens.take().text(), first.at());
      case STRING -> new Text(tokens.take().text(), first.at());
      case QUOTED_NAME -> new Property(tokens.take().text(), null, first.at());
      case WORD -> word(first);
      case SIGN -> parentheses(first);
      case END -> throw tokens.expected("a condition or a value");
    };
  }

  private Part parentheses(Token first) {
    if (!tokens.took("(")) {
      throw tokens.expected("a condition or a value");
    }
    Part inside = budget.deeper(first.at(), this::any);
    if (tokens.peek().is(",")) {
      throw new FilterException("arrays are not offered: no property is an array", first.at());
    }
    tokens.expect(")");
    return inside;
  }

  private Part word(Token first) {
    String upper = Names.upper(first.text());
    if (Names.RESERVED.contains(upper)) {
      if (upper.equals("TRUE") || upper.equals("FALSE")) {
        tokens.take();
        return new Truth(upper.equals("TRUE"), first.at());
      }
      throw tokens.expected("a condition or a value (a property of this name: in double quotes)");
    }
    if (WktParser.begins(upper) && tokens.geometryFollows()) {
      return new Shape(geometries.geometry(), first.at());
    }
    tokens.take();
    return tokens.peek().is("(")
        ? budget.deeper(first.at(), () -> call(first, upper))
        : new Property(first.text(), null, first.at());
  }

  private Part call(Token name, String upper) {
    Position at = name.at();
    Optional<Folding> folding = Names.folding(upper);
    if (folding.isPresent()) {
      return new Folded(folding.get(), arguments(name, 1).get(0), at);
    }
    Optional<SpatialRelation> spatial = Names.spatial(upper);
    if (spatial.isPresent()) {
      List<Expression> two = arguments(name, 2);
      return new Filter.Spatial(spatial.get(), two.get(0), two.get(1));
    }
    Optional<TemporalRelation> temporal = Names.temporal(upper);
    if (temporal.isPresent()) {
      List<Expression> two = arguments(name, 2);
      return new Filter.Temporal(temporal.get(), two.get(0), two.get(1));
    }
    return switch (upper) {
      case "BBOX" -> geometries.box(at);
      case "DATE" -> Literals.date(text(), at);
      case "TIMESTAMP" -> Literals.timestamp(text(), at);
      case "INTERVAL" -> interval(at);
      default -> throw Names.unknownFunction(name.text(), at);
    };
  }

  private List<Expression> arguments(Token function, int count) {
    List<Expression> arguments = values();
    if (arguments.size() != count) {
      throw new FilterException(
          "'" + function.text() + "' takes " + count + " arguments, not " + arguments.size(),
          function.at());
    }
    return arguments;
  }

  private String text() {
    tokens.expect("(");
    if (tokens.peek().type() != Token.Type.STRING) {
      throw tokens.expected("a text literal");
    }
    String text = tokens.take().text();
    tokens.expect(")");
    return text;
  }

  private Expression interval(Position at) {
    tokens.expect("(");
    Expression from = intervalEnd();
    tokens.expect(",");
    Expression to = intervalEnd();
    tokens.expect(")");
    return Literals.interval(from, to, at);
  }

  private Expression intervalEnd() {
    Token end = tokens.peek();
    return end.type() == Token.Type.STRING
        ? Literals.intervalEnd(tokens.take().text(), end.at())
        : operand();
  }
}
