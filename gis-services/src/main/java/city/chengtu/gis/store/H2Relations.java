package city.chengtu.gis.store;

import city.chengtu.gis.filter.PreparedRelation;
import city.chengtu.gis.filter.SpatialRelation;
import java.util.EnumMap;
import java.util.Map;
import org.h2.value.Value;
import org.h2.value.ValueGeometry;
import org.locationtech.jts.geom.Geometry;

/**
 * What the spatial functions of one thread were asked last. A statement asks each row with the same
 * bound geometry, the very same object: from the second row on it is an indexed one, as PostGIS has
 * it too.
 */
final class H2Relations {
  private static final ThreadLocal<Map<SpatialRelation, H2Relations>> LAST =
      ThreadLocal.withInitial(() -> new EnumMap<>(SpatialRelation.class));

  private final SpatialRelation relation;
  private Value first;
  private Value second;
  private PreparedRelation prepared;

  private H2Relations(SpatialRelation relation) {
    this.relation = relation;
  }

  static Boolean holds(SpatialRelation relation, Value a, Value b) {
    return (a instanceof ValueGeometry && b instanceof ValueGeometry)
        ? LAST.get().computeIfAbsent(relation, H2Relations::new).asked(a, b)
        : null;
  }

  @SuppressWarnings("ReferenceEquality") // the same object is what is looked for
  private Boolean asked(Value a, Value b) {
    if (b == second) {
      if (prepared == null || first != null) {
        prepared = PreparedRelation.to(relation, geometry(b));
        first = null;
      }
      return prepared.holds(geometry(a));
    }
    if (a == first) {
      if (prepared == null || second != null) {
        prepared = PreparedRelation.from(geometry(a), relation);
        second = null;
      }
      return prepared.holds(geometry(b));
    }
    first = a;
    second = b;
    prepared = null;
    return PreparedRelation.holds(relation, geometry(a), geometry(b));
  }

  private static Geometry geometry(Value value) {
    return ((ValueGeometry) value).getGeometry();
  }
}
