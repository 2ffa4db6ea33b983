package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Property;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The parts a filter is made of, and the properties among them. */
final class Properties {
  private Properties() {}

  static Set<String> of(Filter filter) {
    Set<String> names = new LinkedHashSet<>();
    collect(filter, names);
    return names;
  }

  /** True when the value is the same for all features. */
  static boolean none(Part part) {
    Set<String> names = new LinkedHashSet<>();
    collect(part, names);
    return names.isEmpty();
  }

  private static void collect(Part part, Set<String> names) {
    if (part instanceof Property property) {
      names.add(property.name());
    } else {
      parts(part).forEach(each -> collect(each, names));
    }
  }

  private static List<? extends Part> parts(Part part) {
    return part instanceof Filter filter ? ofFilter(filter) : ofExpression((Expression) part);
  }

  private static List<? extends Part> ofFilter(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.parts();
    }
    if (filter instanceof Filter.Or or) {
      return or.parts();
    }
    if (filter instanceof Filter.Not not) {
      return List.of(not.part());
    }
    if (filter instanceof Filter.In in) {
      return Stream.concat(Stream.of(in.value()), in.list().stream()).toList();
    }
    return ofPredicate(filter);
  }

  private static List<Expression> ofPredicate(Filter filter) {
    if (filter instanceof Filter.Compare compare) {
      return List.of(compare.left(), compare.right());
    }
    if (filter instanceof Filter.Like like) {
      return List.of(like.text(), like.pattern());
    }
    if (filter instanceof Filter.Between between) {
      return List.of(between.value(), between.low(), between.high());
    }
    if (filter instanceof Filter.IsNull isNull) {
      return List.of(isNull.value());
    }
    if (filter instanceof Filter.Spatial spatial) {
      return List.of(spatial.left(), spatial.right());
    }
    return filter instanceof Filter.Temporal temporal
        ? List.of(temporal.left(), temporal.right())
        : List.of();
  }

  private static List<? extends Part> ofExpression(Expression expression) {
    if (expression instanceof Arithmetic arithmetic) {
      return List.of(arithmetic.left(), arithmetic.right());
    }
    if (expression instanceof Folded folded) {
      return List.of(folded.text());
    }
    if (expression instanceof Holds holds) {
      return List.of(holds.condition());
    }
    return expression instanceof Interval interval
        ? List.of(interval.from(), interval.to())
        : List.of();
  }
}
