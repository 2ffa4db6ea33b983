package city.chengtu.command.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** The divisions' polygons, prepared for many questions, kept until the boundaries change. */
final class AreaShapes {
  private static final int KEPT = 1_000;

  private record Key(String code, long version) {}

  private final Areas areas;
  private final Cache<Key, Optional<PreparedGeometry>> shapes =
      Caffeine.newBuilder().maximumSize(KEPT).build();

  AreaShapes(Areas areas) {
    this.areas = areas;
  }

  long version() {
    return areas.version();
  }

  /** The division's polygon; empty when the boundaries layer has none. */
  Optional<Geometry> find(String code) {
    return shape(code).map(PreparedGeometry::getGeometry);
  }

  /** An unknown division contains nothing: who is bound to it sees nothing by it. */
  boolean meets(String code, Geometry where) {
    return where != null && shape(code).map(s -> s.intersects(where)).orElse(false);
  }

  private Optional<PreparedGeometry> shape(String code) {
    return shapes.get(
        new Key(code, areas.version()),
        key -> areas.find(key.code()).map(PreparedGeometryFactory::prepare));
  }
}
