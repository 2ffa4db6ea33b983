package city.chengtu.gis.filter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.locationtech.jts.geom.Geometry;

/** A value within a filter. Immutable; {@link #at()} says where it stood. */
public sealed interface Expression {
  /** Where it stood in the text or JSON. */
  Position at();

  /** A field of the layer, {@code id}, or {@code geometry}. */
  record Property(String name, Position at) implements Expression {
    public Property {
      Objects.requireNonNull(name, "name");
    }

    public static Property of(String name) {
      return new Property(name, Position.NONE);
    }
  }

  record Text(String value, Position at) implements Expression {
    public Text {
      Objects.requireNonNull(value, "value");
    }

    public static Text of(String value) {
      return new Text(value, Position.NONE);
    }
  }

  /** A number; two that are equal by value (1 and 1.0) are equal here. */
  record Number(BigDecimal value, Position at) implements Expression {
    public Number {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
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
      implements Expression {}

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
