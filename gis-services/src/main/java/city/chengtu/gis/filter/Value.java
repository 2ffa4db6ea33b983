package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Box;
import city.chengtu.gis.filter.Expression.Date;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Shape;
import city.chengtu.gis.filter.Expression.Text;
import city.chengtu.gis.filter.Expression.Timestamp;
import city.chengtu.gis.filter.Expression.Truth;
import java.math.BigDecimal;
import org.locationtech.jts.geom.Geometry;

/**
 * A feature's value of an expression: String, BigDecimal (Double where computed), Boolean, Long
 * (days, microseconds) or Geometry. Null when it is not there or not of the property's kind.
 */
@FunctionalInterface
interface Value {
  /**
   * @param feature null when the expression has no property in it
   */
  Object of(Feature feature);

  /**
   * @param computed true to have numbers as Double
   */
  static Value of(Expression expression, boolean computed) {
    if (expression instanceof Property property) {
      return property(property, computed);
    }
    if (expression instanceof Expression.Number number) {
      Object value = computed ? (Object) number.value().doubleValue() : number.value();
      return feature -> value;
    }
    if (expression instanceof Arithmetic arithmetic) {
      return arithmetic(arithmetic);
    }
    if (expression instanceof Folded folded) {
      Value text = of(folded.text(), false);
      return feature -> Texts.folded(folded.folding(), (String) text.of(feature));
    }
    if (expression instanceof Holds holds) {
      FilterTest.Test test = FilterTest.test(holds.condition());
      return test::of;
    }
    Object literal = literal(expression);
    return feature -> literal;
  }

  /** A time; an open end is the given one. */
  static Value of(Expression time, long open) {
    return time instanceof Open ? feature -> open : of(time, false);
  }

  /** Not null when there is anything at all, of whatever kind. */
  static Value present(Expression expression) {
    if (expression instanceof Property property && isField(property)) {
      return feature -> feature.properties().get(property.name());
    }
    if (expression instanceof Interval interval) {
      Value from = of(interval.from(), Long.MIN_VALUE);
      Value to = of(interval.to(), Long.MAX_VALUE);
      return feature -> from.of(feature) == null ? null : to.of(feature);
    }
    return of(expression, false);
  }

  private static boolean isField(Property property) {
    return property.kind() != Kind.ID && property.kind() != Kind.GEOMETRY;
  }

  private static Object literal(Expression expression) {
    if (expression instanceof Text text) {
      return text.value();
    }
    if (expression instanceof Truth truth) {
      return truth.value();
    }
    if (expression instanceof Date date) {
      return date.value().toEpochDay();
    }
    if (expression instanceof Timestamp timestamp) {
      return Times.micros(timestamp.value());
    }
    return expression instanceof Shape shape ? shape.value() : ((Box) expression).geometry();
  }

  private static Value property(Property property, boolean computed) {
    String name = property.name();
    return switch (Kinds.of(property)) {
      case ID -> Feature::id;
      case GEOMETRY -> Feature::geometry;
      case TEXT -> feature -> feature.properties().get(name) instanceof String s ? s : null;
      case BOOLEAN -> feature -> feature.properties().get(name) instanceof Boolean b ? b : null;
      case DATE ->
          feature -> feature.properties().get(name) instanceof String s ? Times.day(s) : null;
      case TIMESTAMP ->
          feature -> feature.properties().get(name) instanceof String s ? Times.micros(s) : null;
      case NUMBER ->
          computed
              ? feature -> asDouble(number(feature.properties().get(name)))
              : feature -> number(feature.properties().get(name));
      case INTERVAL -> throw new IllegalStateException("no property is an interval: " + name);
    };
  }

  private static Double asDouble(BigDecimal number) {
    return number == null ? null : (Double) number.doubleValue();
  }

  /** By its digits, as JSON has them. */
  private static BigDecimal number(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return BigDecimal.valueOf(((java.lang.Number) value).longValue());
    }
    return value instanceof java.lang.Number n && Double.isFinite(n.doubleValue())
        ? new BigDecimal(n.toString())
        : null;
  }

  private static Value arithmetic(Arithmetic arithmetic) {
    Value left = of(arithmetic.left(), true);
    Value right = of(arithmetic.right(), true);
    String sign = arithmetic.operator().sign();
    return feature ->
        Numbers.calculate(sign, (Double) left.of(feature), (Double) right.of(feature));
  }

  /** Of two values of the same kind, neither of them a geometry. */
  static int compare(Object a, Object b) {
    if (a instanceof String s) {
      return Texts.compare(s, (String) b);
    }
    if (a instanceof BigDecimal n) {
      return n.compareTo((BigDecimal) b);
    }
    if (a instanceof Double d) {
      double e = (Double) b;
      return d < e ? -1 : d > e ? 1 : 0;
    }
    return a instanceof Long l ? l.compareTo((Long) b) : ((Boolean) a).compareTo((Boolean) b);
  }

  /** Equal for values that compare as the same. */
  static Object key(Object value) {
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  /** A literal's geometry. */
  static Geometry geometry(Expression literal) {
    return (Geometry) literal(literal);
  }
}
