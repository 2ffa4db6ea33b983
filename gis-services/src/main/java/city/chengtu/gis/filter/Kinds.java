package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Date;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Number;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Text;
import city.chengtu.gis.filter.Expression.Timestamp;
import city.chengtu.gis.filter.Expression.Truth;
import java.util.List;

/** What values are, in a filter that was held against its layer. */
public final class Kinds {
  private Kinds() {}

  /**
   * @throws IllegalStateException for a property of a filter that did not go through {@link
   *     Filter#checkedFor}, and for the open end of an interval
   */
  public static Kind of(Expression value) {
    if (value instanceof Property property) {
      if (property.kind() == null) {
        throw new IllegalStateException(
            "property '" + property.name() + "' was not checked against its layer");
      }
      return property.kind();
    }
    if (value instanceof Open) {
      throw new IllegalStateException("an open end is no value");
    }
    return ofLiteral(value);
  }

  private static Kind ofLiteral(Expression value) {
    if (value instanceof Text || value instanceof Folded) {
      return Kind.TEXT;
    }
    if (value instanceof Number || value instanceof Arithmetic) {
      return Kind.NUMBER;
    }
    if (value instanceof Truth || value instanceof Holds) {
      return Kind.BOOLEAN;
    }
    if (value instanceof Date) {
      return Kind.DATE;
    }
    if (value instanceof Timestamp) {
      return Kind.TIMESTAMP;
    }
    return value instanceof Interval ? Kind.INTERVAL : Kind.GEOMETRY;
  }

  /** True when one of them is computed: then all are compared in double precision. */
  public static boolean computed(List<Expression> values) {
    return values.stream().anyMatch(Arithmetic.class::isInstance);
  }
}
