package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.FilterTest.Test;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;

/** What is asked of values, in memory. Unknown wherever a value is not there. */
final class PredicateTest {
  private PredicateTest() {}

  static Test of(Filter filter) {
    if (filter instanceof Filter.Compare compare) {
      return compare(compare);
    }
    if (filter instanceof Filter.Like like) {
      return like(like);
    }
    if (filter instanceof Filter.Between between) {
      return between(between);
    }
    if (filter instanceof Filter.In in) {
      return in(in);
    }
    if (filter instanceof Filter.IsNull isNull) {
      Value value = Value.present(isNull.value());
      return feature -> value.of(feature) == null;
    }
    if (filter instanceof Filter.Spatial spatial) {
      return spatial(spatial);
    }
    return temporal((Filter.Temporal) filter);
  }

  private static Test compare(Filter.Compare compare) {
    boolean computed = Kinds.computed(List.of(compare.left(), compare.right()));
    Value left = Value.of(compare.left(), computed);
    Value right = Value.of(compare.right(), computed);
    return feature -> {
      Object a = left.of(feature);
      Object b = a == null ? null : right.of(feature);
      return b == null ? null : (Boolean) compare.comparison().holds(Value.compare(a, b));
    };
  }

  private static Test like(Filter.Like like) {
    Value text = Value.of(like.text(), false);
    LikePattern pattern = LikePattern.of((String) Value.of(like.pattern(), false).of(null));
    return feature -> {
      String value = (String) text.of(feature);
      return value == null ? null : (Boolean) pattern.matches(value);
    };
  }

  /** As SQL: value ≥ low and value ≤ high, so false when one of them is, whatever the other. */
  private static Test between(Filter.Between between) {
    Expression value = between.value();
    boolean computed = Kinds.computed(List.of(value, between.low(), between.high()));
    Value middle = Value.of(value, computed);
    Value low = Value.of(between.low(), computed);
    Value high = Value.of(between.high(), computed);
    return feature -> {
      Object v = middle.of(feature);
      if (v == null) {
        return null;
      }
      Object least = low.of(feature);
      Object most = high.of(feature);
      if ((least != null && Value.compare(v, least) < 0)
          || (most != null && Value.compare(v, most) > 0)) {
        return false;
      }
      return (least == null || most == null) ? null : (Boolean) true;
    };
  }

  private static Test in(Filter.In in) {
    boolean computed =
        Kinds.computed(Stream.concat(Stream.of(in.value()), in.list().stream()).toList());
    Value value = Value.of(in.value(), computed);
    List<Value> list = in.list().stream().map(item -> Value.of(item, computed)).toList();
    if (in.list().stream().allMatch(Expression::isConstant)) {
      return inConstants(value, list.stream().map(item -> item.of(null)).toList());
    }
    return feature -> {
      Object wanted = value.of(feature);
      return wanted == null ? null : contains(list, wanted, feature);
    };
  }

  private static Boolean contains(List<Value> list, Object wanted, Feature feature) {
    boolean unknown = false;
    for (Value item : list) {
      Object one = item.of(feature);
      if (one != null && Value.compare(wanted, one) == 0) {
        return true;
      }
      unknown |= one == null;
    }
    return unknown ? null : (Boolean) false;
  }

  /** A long list costs no more than a short one. */
  private static Test inConstants(Value value, List<Object> list) {
    Set<Object> set =
        list.stream().filter(Objects::nonNull).map(Value::key).collect(Collectors.toSet());
    Boolean otherwise = list.contains(null) ? null : (Boolean) false;
    return feature -> {
      Object wanted = value.of(feature);
      return wanted == null ? null : set.contains(Value.key(wanted)) ? (Boolean) true : otherwise;
    };
  }

  private static Test spatial(Filter.Spatial spatial) {
    if (spatial.right().isConstant()) {
      Value left = Value.of(spatial.left(), false);
      PreparedRelation relation =
          PreparedRelation.to(spatial.relation(), Value.geometry(spatial.right()));
      return feature -> relation.holds((Geometry) left.of(feature));
    }
    if (spatial.left().isConstant()) {
      PreparedRelation relation =
          PreparedRelation.from(Value.geometry(spatial.left()), spatial.relation());
      Value right = Value.of(spatial.right(), false);
      return feature -> relation.holds((Geometry) right.of(feature));
    }
    Value left = Value.of(spatial.left(), false);
    Value right = Value.of(spatial.right(), false);
    return feature ->
        PreparedRelation.holds(
            spatial.relation(), (Geometry) left.of(feature), (Geometry) right.of(feature));
  }

  private static Test temporal(Filter.Temporal temporal) {
    List<Test> steps =
        temporal.relation().steps().stream().map(step -> step(temporal, step)).toList();
    return temporal.relation().any() ? FilterTest.or(steps) : FilterTest.and(steps);
  }

  private static Test step(Filter.Temporal temporal, TemporalRelation.Step step) {
    Value first = end(temporal.left(), step.first());
    Value second = end(temporal.right(), step.second());
    return feature -> {
      Object a = first.of(feature);
      Object b = a == null ? null : second.of(feature);
      return b == null ? null : (Boolean) step.comparison().holds(Value.compare(a, b));
    };
  }

  private static Value end(Expression time, TemporalRelation.End end) {
    long open = end == TemporalRelation.End.FROM ? Long.MIN_VALUE : Long.MAX_VALUE;
    return Value.of(time instanceof Interval interval ? interval.end(end) : time, open);
  }
}
