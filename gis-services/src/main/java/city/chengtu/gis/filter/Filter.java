package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureCondition;
import city.chengtu.gis.feature.Layer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Geometry;

/**
 * A condition on features, as CQL2 (OGC 21-065r2) has it. Immutable. True, false or unknown, as in
 * SQL: what compares with a value that is not there is unknown, and only features of which the
 * whole is true are found.
 */
public sealed interface Filter extends FeatureCondition, Part {
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = several(parts);
    }
  }

  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = several(parts);
    }
  }

  record Not(Filter part) implements Filter {
    public Not {
      Objects.requireNonNull(part, "part");
    }
  }

  /** {@code TRUE} or {@code FALSE} as a condition. */
  record Constant(boolean value) implements Filter {}

  record Compare(Comparison comparison, Expression left, Expression right) implements Filter {
    public Compare {
      Objects.requireNonNull(comparison, "comparison");
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
    }
  }

  /**
   * {@code %} stands for any characters, {@code _} for one, {@code \} before them takes that away.
   */
  record Like(Expression text, Expression pattern) implements Filter {
    public Like {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(pattern, "pattern");
    }
  }

  /** Both ends included; never true when low is greater than high. */
  record Between(Expression value, Expression low, Expression high) implements Filter {
    public Between {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(low, "low");
      Objects.requireNonNull(high, "high");
    }
  }

  record In(Expression value, List<Expression> list) implements Filter {
    public In {
      Objects.requireNonNull(value, "value");
      list = List.copyOf(list);
      if (list.isEmpty()) {
        throw new IllegalArgumentException("IN needs at least one value");
      }
    }
  }

  record IsNull(Expression value) implements Filter {
    public IsNull {
      Objects.requireNonNull(value, "value");
    }
  }

  record Spatial(SpatialRelation relation, Expression left, Expression right) implements Filter {
    public Spatial {
      Objects.requireNonNull(relation, "relation");
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
    }
  }

  record Temporal(TemporalRelation relation, Expression left, Expression right) implements Filter {
    public Temporal {
      Objects.requireNonNull(relation, "relation");
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
    }
  }

  private static List<Filter> several(List<Filter> parts) {
    List<Filter> copy = List.copyOf(parts);
    if (copy.size() < 2) {
      throw new IllegalArgumentException("AND and OR need at least two conditions");
    }
    return copy;
  }

  /** As CQL2 text; {@link Cql2#ofText} of it is equal to this. */
  default String toText() {
    return TextWriter.write(this);
  }

  /** As CQL2 JSON; {@link Cql2#ofJson} of it is equal to this. */
  default String toJson() {
    return JsonWriter.write(this);
  }

  /** The fields it speaks of, {@code id} and {@code geometry} among them when it does. */
  default Set<String> properties() {
    return Properties.of(this);
  }

  /** True when it says the same of all features. */
  default boolean isConstant() {
    return Properties.none(this);
  }

  /**
   * This filter, made ready for a layer: properties are there, values are of types that compare,
   * texts that stand where a time is meant are read as one.
   *
   * @throws FilterException naming what does not fit
   */
  default Filter checkedFor(Layer layer) {
    return new Check(layer).condition(this);
  }

  /**
   * This filter with each geometry (boxes as polygons) put through the operator: for literals that
   * were given in another reference system.
   */
  default Filter transformed(UnaryOperator<Geometry> operator) {
    return new Transform(operator).condition(this);
  }

  /** This one and another; null stands for no condition. */
  default Filter and(Filter other) {
    return other == null ? this : new And(List.of(this, other));
  }

  /** For a filter that came from {@link #checkedFor}. */
  @Override
  default Predicate<Feature> test() {
    return FilterTest.of(this);
  }
}
