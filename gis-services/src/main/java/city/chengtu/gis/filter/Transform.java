package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Box;
import city.chengtu.gis.filter.Expression.Shape;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Geometry;

/** Puts a filter's geometries through an operator. */
final class Transform extends Rewrite {
  private final UnaryOperator<Geometry> operator;

  Transform(UnaryOperator<Geometry> operator) {
    this.operator = operator;
  }

  @Override
  Expression leaf(Expression leaf) {
    if (leaf instanceof Shape shape) {
      return new Shape(operator.apply(shape.value()), shape.at());
    }
    if (leaf instanceof Box box) {
      if (box.west() > box.east()) {
        throw new FilterException(
            "a box over the antimeridian is understood in lon,lat degrees only", box.at());
      }
      return new Shape(operator.apply(box.geometry()), box.at());
    }
    return leaf;
  }
}
