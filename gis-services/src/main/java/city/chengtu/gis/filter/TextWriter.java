package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Box;
import city.chengtu.gis.filter.Expression.Date;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Number;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Shape;
import city.chengtu.gis.filter.Expression.Text;
import city.chengtu.gis.filter.Expression.Timestamp;
import city.chengtu.gis.filter.Expression.Truth;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes CQL2 text that reads back as the same filter; parentheses only where they are needed. */
final class TextWriter {
  private static final int MOST_ZEROS = 20;

  private TextWriter() {}

  static String write(Filter filter) {
    if (filter instanceof Filter.And and) {
      return joined(and.parts(), " AND ");
    }
    if (filter instanceof Filter.Or or) {
      return joined(or.parts(), " OR ");
    }
    if (filter instanceof Filter.Not not) {
      return negated(not.part());
    }
    if (filter instanceof Filter.Constant constant) {
      return constant.value() ? "TRUE" : "FALSE";
    }
    return predicate(filter, "");
  }

  private static String joined(List<Filter> parts, String word) {
    return parts.stream().map(TextWriter::operand).collect(Collectors.joining(word));
  }

  private static String operand(Filter part) {
    return part instanceof Filter.And || part instanceof Filter.Or
        ? "(" + write(part) + ")"
        : write(part);
  }

  private static String negated(Filter part) {
    if (part instanceof Filter.And || part instanceof Filter.Or || part instanceof Filter.Not) {
      return "NOT (" + write(part) + ")";
    }
    boolean within =
        part instanceof Filter.Like
            || part instanceof Filter.Between
            || part instanceof Filter.In
            || part instanceof Filter.IsNull;
    return within ? predicate(part, "NOT ") : "NOT " + write(part);
  }

  /** With NOT where the grammar has it inside. */
  private static String predicate(Filter filter, String not) {
    if (filter instanceof Filter.Compare compare) {
      return value(compare.left())
          + " "
          + compare.comparison().sign()
          + " "
          + value(compare.right());
    }
    if (filter instanceof Filter.Like like) {
      return value(like.text()) + " " + not + "LIKE " + value(like.pattern());
    }
    if (filter instanceof Filter.Between between) {
      return value(between.value())
          + " "
          + not
          + "BETWEEN "
          + value(between.low())
          + " AND "
          + value(between.high());
    }
    if (filter instanceof Filter.In in) {
      return value(in.value()) + " " + not + "IN " + list(in.list());
    }
    if (filter instanceof Filter.IsNull isNull) {
      return value(isNull.value()) + " IS " + not + "NULL";
    }
    if (filter instanceof Filter.Spatial spatial) {
      return call(spatial.relation().function(), spatial.left(), spatial.right());
    }
    Filter.Temporal temporal = (Filter.Temporal) filter;
    return call(temporal.relation().function(), temporal.left(), temporal.right());
  }

  private static String call(String function, Expression... arguments) {
    return Names.upper(function) + list(List.of(arguments));
  }

  private static String list(List<Expression> values) {
    return values.stream().map(TextWriter::value).collect(Collectors.joining(", ", "(", ")"));
  }

  static String value(Expression expression) {
    if (expression instanceof Property property) {
      return name(property.name());
    }
    if (expression instanceof Text text) {
      return quoted(text.value());
    }
    if (expression instanceof Number number) {
      return number(number.value());
    }
    if (expression instanceof Truth truth) {
      return truth.value() ? "TRUE" : "FALSE";
    }
    if (expression instanceof Arithmetic arithmetic) {
      return arithmetic(arithmetic);
    }
    if (expression instanceof Folded folded) {
      return call(folded.folding().function(), folded.text());
    }
    if (expression instanceof Holds holds) {
      return "(" + write(holds.condition()) + ")";
    }
    return instance(expression);
  }

  private static String instance(Expression expression) {
    if (expression instanceof Date date) {
      return "DATE('" + date.value() + "')";
    }
    if (expression instanceof Timestamp timestamp) {
      return "TIMESTAMP('" + timestamp.value() + "')";
    }
    if (expression instanceof Interval interval) {
      return "INTERVAL(" + end(interval.from()) + ", " + end(interval.to()) + ")";
    }
    if (expression instanceof Shape shape) {
      return WktWriter.write(shape.value());
    }
    if (expression instanceof Box box) {
      return "BBOX("
          + WktWriter.number(box.west())
          + ", "
          + WktWriter.number(box.south())
          + ", "
          + WktWriter.number(box.east())
          + ", "
          + WktWriter.number(box.north())
          + ")";
    }
    throw new IllegalStateException("no value of its own: " + expression);
  }

  /** In an interval dates and times stand without their function. */
  private static String end(Expression end) {
    if (end instanceof Open) {
      return "'..'";
    }
    if (end instanceof Date date) {
      return "'" + date.value() + "'";
    }
    return end instanceof Timestamp timestamp ? "'" + timestamp.value() + "'" : value(end);
  }

  private static String name(String name) {
    return Names.isPlain(name) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\\') {
        quoted.append(c).append(c);
      } else if (c >= 7 && c <= 13) {
        quoted.append('\\').append("abtnvfr".charAt(c - 7));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }

  /** 100 rather than 1E+2, unless that would be many zeros. */
  static String number(BigDecimal value) {
    return Math.abs(value.scale()) <= MOST_ZEROS ? value.toPlainString() : value.toString();
  }

  private static String arithmetic(Arithmetic a) {
    int rank = rank(a.operator());
    boolean power = a.operator() == ArithmeticOperator.POWER;
    return operand(a.left(), power ? rank + 1 : rank)
        + " "
        + a.operator().sign()
        + " "
        + operand(a.right(), rank + 1);
  }

  private static String operand(Expression operand, int leastRank) {
    return operand instanceof Arithmetic inner && rank(inner.operator()) < leastRank
        ? "(" + arithmetic(inner) + ")"
        : value(operand);
  }

  /** What binds more strongly has the higher rank. */
  private static int rank(ArithmeticOperator operator) {
    return switch (operator) {
      case PLUS, MINUS -> 1;
      case TIMES, DIVIDE, MODULO, WHOLE -> 2;
      case POWER -> 3;
    };
  }
}
