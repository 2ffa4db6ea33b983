package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Interval;
import java.util.List;

/** Makes a filter anew from the bottom up; whoever extends it says what becomes of the leaves. */
abstract class Rewrite {
  /** The condition with its values rewritten. */
  Filter condition(Filter filter) {
    if (filter instanceof Filter.And and) {
      return new Filter.And(and.parts().stream().map(this::condition).toList());
    }
    if (filter instanceof Filter.Or or) {
      return new Filter.Or(or.parts().stream().map(this::condition).toList());
    }
    if (filter instanceof Filter.Not not) {
      return new Filter.Not(condition(not.part()));
    }
    if (filter instanceof Filter.Constant) {
      return filter;
    }
    if (filter instanceof Filter.In in) {
      return new Filter.In(value(in.value()), values(in.list()));
    }
    return predicate(filter);
  }

  private Filter predicate(Filter filter) {
    if (filter instanceof Filter.Compare c) {
      return new Filter.Compare(c.comparison(), value(c.left()), value(c.right()));
    }
    if (filter instanceof Filter.Like like) {
      return new Filter.Like(value(like.text()), value(like.pattern()));
    }
    if (filter instanceof Filter.Between b) {
      return new Filter.Between(value(b.value()), value(b.low()), value(b.high()));
    }
    if (filter instanceof Filter.IsNull isNull) {
      return new Filter.IsNull(value(isNull.value()));
    }
    if (filter instanceof Filter.Spatial s) {
      return new Filter.Spatial(s.relation(), value(s.left()), value(s.right()));
    }
    Filter.Temporal t = (Filter.Temporal) filter;
    return new Filter.Temporal(t.relation(), value(t.left()), value(t.right()));
  }

  private List<Expression> values(List<Expression> list) {
    return list.stream().map(this::value).toList();
  }

  /** The value with the values in it rewritten. */
  Expression value(Expression expression) {
    if (expression instanceof Arithmetic a) {
      return new Arithmetic(a.operator(), value(a.left()), value(a.right()), a.at());
    }
    if (expression instanceof Folded folded) {
      return new Folded(folded.folding(), value(folded.text()), folded.at());
    }
    if (expression instanceof Holds holds) {
      return new Holds(condition(holds.condition()), holds.at());
    }
    if (expression instanceof Interval interval) {
      return new Interval(value(interval.from()), value(interval.to()), interval.at());
    }
    return leaf(expression);
  }

  abstract Expression leaf(Expression leaf);
}
