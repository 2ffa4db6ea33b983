package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Box;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Shape;
import city.chengtu.gis.filter.Expression.Text;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a filter against a layer: every property becomes one of a known {@link Kind}, a text beside
 * a time is read as a time, and what cannot be compared is refused. Types are never cast otherwise
 * (the standard leaves that to each system).
 */
final class Check extends Rewrite {
  private static final String ID = "id";
  private static final String GEOMETRY = "geometry";
  private static final Set<TemporalRelation> ALSO_INSTANTS =
      EnumSet.of(
          TemporalRelation.AFTER,
          TemporalRelation.BEFORE,
          TemporalRelation.DISJOINT,
          TemporalRelation.EQUALS,
          TemporalRelation.INTERSECTS);

  private final Layer layer;

  Check(Layer layer) {
    this.layer = layer;
  }

  @Override
  Filter condition(Filter filter) {
    Filter known = super.condition(filter);
    if (known instanceof Filter.Compare c) {
      List<Expression> both = comparable(List.of(c.left(), c.right()));
      return new Filter.Compare(c.comparison(), both.get(0), both.get(1));
    }
    if (known instanceof Filter.Like like) {
      return like(like);
    }
    if (known instanceof Filter.Between b) {
      return between(b);
    }
    if (known instanceof Filter.In in) {
      List<Expression> all =
          comparable(Stream.concat(Stream.of(in.value()), in.list().stream()).toList());
      return new Filter.In(all.get(0), all.subList(1, all.size()));
    }
    if (known instanceof Filter.Spatial spatial) {
      spatial(spatial);
    }
    return known instanceof Filter.Temporal temporal ? temporal(temporal) : known;
  }

  private static Filter like(Filter.Like like) {
    must(like.text(), Kind::isText, "a text");
    Expression pattern = like.pattern();
    while (pattern instanceof Folded folded) {
      pattern = folded.text();
    }
    if (!(pattern instanceof Text text)) {
      throw new FilterException("the pattern of LIKE is a text literal", pattern.at());
    }
    if (Texts.endsInEscape(text.value())) {
      throw new FilterException("the pattern ends within an escape (\\)", pattern.at());
    }
    return like;
  }

  private static Filter between(Filter.Between between) {
    List<Expression> all = comparable(List.of(between.value(), between.low(), between.high()));
    all.forEach(each -> must(each, k -> k == Kind.NUMBER || k.isInstant(), "a number or a time"));
    return new Filter.Between(all.get(0), all.get(1), all.get(2));
  }

  /** The same, texts read as times where the others are; refused when they do not compare. */
  private static List<Expression> comparable(List<Expression> values) {
    List<Expression> read = timesRead(values);
    Expression first = read.get(0);
    for (Expression value : read) {
      must(
          value,
          kind -> kind != Kind.GEOMETRY && kind != Kind.INTERVAL,
          "a text, number, boolean or time");
      if (!kind(value).comparesWith(kind(first))) {
        throw new FilterException(
            "a " + kind(first).word() + " does not compare with a " + kind(value).word(),
            value.at());
      }
    }
    return read;
  }

  private static List<Expression> timesRead(List<Expression> values) {
    return values.stream()
        .map(Check::kind)
        .filter(Kind::isInstant)
        .findFirst()
        .map(kind -> values.stream().map(value -> timeRead(value, kind)).toList())
        .orElse(values);
  }

  private static Expression timeRead(Expression value, Kind kind) {
    if (!(value instanceof Text text)) {
      return value;
    }
    return kind == Kind.DATE
        ? Literals.date(text.value(), text.at())
        : Literals.timestamp(text.value(), text.at());
  }

  private static void spatial(Filter.Spatial spatial) {
    boolean relatesCollections =
        spatial.relation() == SpatialRelation.INTERSECTS
            || spatial.relation() == SpatialRelation.DISJOINT;
    for (Expression value : List.of(spatial.left(), spatial.right())) {
      must(value, kind -> kind == Kind.GEOMETRY, "a geometry");
      if (!relatesCollections
          && value instanceof Shape shape
          && shape.value().getGeometryType().equals("GeometryCollection")) {
        throw new FilterException(
            "a GEOMETRYCOLLECTION is offered with s_intersects and s_disjoint only, not with "
                + spatial.relation().function(),
            value.at());
      }
    }
  }

  private static Filter temporal(Filter.Temporal temporal) {
    TemporalRelation relation = temporal.relation();
    List<Expression> both = timesOf(temporal);
    for (Expression value : both) {
      if (ALSO_INSTANTS.contains(relation)) {
        must(value, k -> k.isInstant() || k == Kind.INTERVAL, "a date, time or interval");
      } else {
        must(value, k -> k == Kind.INTERVAL, "an interval (" + relation.function() + " takes two)");
      }
    }
    Kind left = granularity(both.get(0));
    Kind right = granularity(both.get(1));
    if (left != null && right != null && left != right) {
      throw new FilterException(
          "a " + left.word() + " does not compare with a " + right.word(), both.get(1).at());
    }
    return new Filter.Temporal(relation, both.get(0), both.get(1));
  }

  private static List<Expression> timesOf(Filter.Temporal temporal) {
    List<Expression> both = List.of(temporal.left(), temporal.right());
    Kind kind =
        both.stream().map(Check::granularity).filter(k -> k != null).findFirst().orElse(null);
    return kind == null ? both : both.stream().map(value -> timeRead(value, kind)).toList();
  }

  /** Date or timestamp; null for an interval without ends and for what is no time. */
  private static Kind granularity(Expression value) {
    if (value instanceof Interval interval) {
      return interval.from() instanceof Open
          ? granularity(interval.to())
          : granularity(interval.from());
    }
    return value instanceof Open || !kind(value).isInstant() ? null : kind(value);
  }

  @Override
  Expression value(Expression expression) {
    Expression known = super.value(expression);
    if (known instanceof Arithmetic a) {
      must(a.left(), kind -> kind == Kind.NUMBER, "a number");
      must(a.right(), kind -> kind == Kind.NUMBER, "a number");
    } else if (known instanceof Folded folded) {
      must(folded.text(), Kind::isText, "a text");
    } else if (known instanceof Interval interval) {
      interval(interval);
    }
    return known;
  }

  private static void interval(Interval interval) {
    for (Expression end : List.of(interval.from(), interval.to())) {
      if (!(end instanceof Open)) {
        must(end, Kind::isInstant, "a date or a time");
      }
    }
    Kind from = granularity(interval.from());
    Kind to = granularity(interval.to());
    if (from != null && to != null && from != to) {
      throw new FilterException(
          "an interval is of two dates or of two timestamps", interval.to().at());
    }
  }

  @Override
  Expression leaf(Expression leaf) {
    if (leaf instanceof Property property) {
      return property.of(kindOf(property));
    }
    if (leaf instanceof Shape shape) {
      LonLat.check(shape.value(), shape.at());
    } else if (leaf instanceof Box box) {
      LonLat.check(box.geometry(), box.at());
    }
    return leaf;
  }

  private Kind kindOf(Property property) {
    String name = property.name();
    return layer
        .field(name)
        .map(field -> Kind.of(field.type()))
        .orElseGet(
            () ->
                switch (name) {
                  case ID -> Kind.ID;
                  case GEOMETRY -> Kind.GEOMETRY;
                  default -> throw unknown(property);
                });
  }

  private FilterException unknown(Property property) {
    String known =
        Stream.concat(layer.fields().stream().map(Field::name), Stream.of(ID, GEOMETRY))
            .distinct()
            .collect(Collectors.joining(", "));
    return new FilterException(
        "layer '" + layer.id() + "' has no property '" + property.name() + "'; it has " + known,
        property.at());
  }

  private static void must(Expression value, Function<Kind, Boolean> is, String wanted) {
    if (value instanceof Open || !is.apply(kind(value))) {
      String found = value instanceof Open ? "'..'" : "a " + kind(value).word();
      throw new FilterException("expected " + wanted + ", found " + found, value.at());
    }
  }

  private static Kind kind(Expression value) {
    return Kinds.of(value);
  }
}
