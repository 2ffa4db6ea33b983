package city.chengtu.gis.filter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.locationtech.jts.geom.Geometry;

/** A value within a filter. Immutable; {@link #at()} says where it stood. */
public sealed interface Expression extends Part {
  /** Where it stood in the text or JSON. */
  Position at();

  /** True when it is the same for all features. */
  default boolean isConstant() {
    return Properties.none(this);
  }

  /**
   * A field of the layer, {@code id}, or {@code geometry}.
   *
   * @param kind what it holds; null until {@link Filter#checkedFor} has found out
   */
  record Property(String name, Kind kind, Position at) implements Expression {
    public Property {
      Names.checkText(name, at);
    }

    public static Property of(String name) {
      return new Property(name, null, Position.NONE);
    }

    Property of(Kind found) {
      return new Property(name, found, at);
    }
  }

  record Text(String value, Position at) implements Expression {
    public Text {
      Names.checkText(value, at);
    }

    public static Text of(String value) {
      return new Text(value, Position.NONE);
    }
  }

  /**
   * A number; two that are equal by value (1 and 1.0) are equal here. Of at most 60 digits and
   * nearer to zero than 1e300, so that nothing done with it grows without bound.
   */
  @SuppressWarnings(
      "JavaLangClash") // always said as a filter's number; the other one has no place here
  record Number(BigDecimal value, Position at) implements Expression {
    private static final int MOST_DIGITS = 60;
    private static final int MOST_PLACES = 300;

    public Number {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
      long places = (long) value.precision() - value.scale();
      if (value.precision() > MOST_DIGITS || Math.abs(places) > MOST_PLACES) {
        throw new FilterException("the number is out of range (60 digits, 1e-300 to 1e300)", at);
      }
    }

    public static Number of(double value) {
      return new Number(BigDecimal.valueOf(value), Position.NONE);
    }

    public static Number of(long value) {
      return new Number(BigDecimal.valueOf(value), Position.NONE);
    }
  }

  /** {@code TRUE} or {@code FALSE} as a value. */
  record Truth(boolean value, Position at) implements Expression {}

  /** A day, of no time zone. */
  record Date(LocalDate value, Position at) implements Expression {
    public Date {
      Objects.requireNonNull(value, "value");
    }
  }

  record Timestamp(Instant value, Position at) implements Expression {
    public Timestamp {
      Objects.requireNonNull(value, "value");
    }
  }

  /** From and to are dates, timestamps, properties or {@link Open}. */
  record Interval(Expression from, Expression to, Position at) implements Expression {
    public Interval {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }

    public Expression end(TemporalRelation.End end) {
      return end == TemporalRelation.End.FROM ? from : to;
    }
  }

  /** The end of an interval that has none: {@code '..'}. */
  record Open(Position at) implements Expression {}

  /** A geometry; lon,lat degrees (EPSG:4490, taken as 4326) by the time it is asked of features. */
  record Shape(Geometry value, Position at) implements Expression {
    public Shape {
      Objects.requireNonNull(value, "value");
    }

    public static Shape of(Geometry value) {
      return new Shape(value, Position.NONE);
    }
  }

  /**
   * A box by its corners; in degrees it goes over the antimeridian when west is greater than east.
   */
  record Box(double west, double south, double east, double north, Position at)
      implements Expression {
    /** One polygon, or two where it goes over the antimeridian. */
    Geometry geometry() {
      return Boxes.geometry(this);
    }
  }

  /** Computed in double precision; of no value where it cannot be (division by zero, overflow). */
  record Arithmetic(ArithmeticOperator operator, Expression left, Expression right, Position at)
      implements Expression {
    public Arithmetic {
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
    }
  }

  /** A text without its case or without its accents, for comparing. */
  record Folded(Folding folding, Expression text, Position at) implements Expression {
    public Folded {
      Objects.requireNonNull(folding, "folding");
      Objects.requireNonNull(text, "text");
    }
  }

  /** What a condition says, as a value: {@code (a = 1) IS NULL}. */
  record Holds(Filter condition, Position at) implements Expression {
    public Holds {
      Objects.requireNonNull(condition, "condition");
    }
  }
}
