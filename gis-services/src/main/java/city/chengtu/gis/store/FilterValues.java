package city.chengtu.gis.store;

import city.chengtu.gis.filter.Expression;
import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.FilterTest;
import city.chengtu.gis.filter.Kind;
import city.chengtu.gis.filter.Kinds;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.locationtech.jts.geom.Geometry;

/** The values of a filter in SQL, and what is bound for them; the same value is bound once. */
final class FilterValues {
  private final Map<Object, String> names = new HashMap<>();

  void bind(Query statement) {
    names.forEach(
        (value, name) ->
            statement.bind(name, value instanceof Geometry shape ? new Shape(shape) : value));
  }

  /** Jdbi asks each value for its text, which of a geometry costs more than to bind it. */
  record Shape(Geometry geometry) {
    @Override
    public String toString() {
      return geometry.getGeometryType();
    }
  }

  private String bound(Object value) {
    return ":" + names.computeIfAbsent(value, v -> "f" + names.size());
  }

  String number(double value) {
    return bound(value);
  }

  /**
   * @param computed true to have numbers in double precision
   */
  String of(Expression value, boolean computed) {
    if (value.isConstant()) {
      Object constant = FilterTest.constant(value, computed);
      // Only what is computed can come to nothing.
      return constant == null ? "cast(null as double precision)" : bound(constant);
    }
    if (value instanceof Arithmetic a) {
      return "number_calc(%s, %s, %s)"
          .formatted(bound(a.operator().sign()), of(a.left(), true), of(a.right(), true));
    }
    if (value instanceof Folded folded) {
      return "text_" + folded.folding().function() + "(" + of(folded.text(), false) + ")";
    }
    return property((Property) value, computed);
  }

  private String property(Property property, boolean computed) {
    return switch (Kinds.of(property)) {
      case ID -> "id";
      case GEOMETRY -> "geom";
      case TEXT -> member("json_string", property);
      case BOOLEAN -> member("json_truth", property);
      case DATE -> member("json_day", property);
      case TIMESTAMP -> member("json_instant", property);
      case NUMBER ->
          computed
              ? "cast(" + member("json_number", property) + " as double precision)"
              : member("json_number", property);
      case INTERVAL ->
          throw new IllegalStateException("no property is an interval: " + property.name());
    };
  }

  private String member(String function, Property property) {
    return function + "(props, " + bound(property.name()) + ")";
  }

  /** Not null when there is anything at all, of whatever kind. */
  String present(Expression value) {
    boolean field =
        value instanceof Property property
            && property.kind() != Kind.ID
            && property.kind() != Kind.GEOMETRY;
    return field ? member("json_text", (Property) value) : of(value, false);
  }

  /** A time as a number; an open end is the given one. */
  String time(Expression value, long open) {
    return value instanceof Open ? bound(open) : of(value, false);
  }

  String geometry(Expression value) {
    return value.isConstant()
        ? "cast(" + bound(FilterTest.constant(value, false)) + " as geometry)"
        : "geom";
  }
}
