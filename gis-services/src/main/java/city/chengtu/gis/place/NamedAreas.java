package city.chengtu.gis.place;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.place.NameScan.Inside;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** The divisions by name, so that 开福区第一中学 is looked for in 开福区. */
final class NamedAreas {
  static final String LAYER = "boundaries";
  private static final String[] ENDINGS = {"街道", "社区", "自治州", "省", "市", "区", "县", "镇", "乡"};
  private static final int SHORTEST = 2;
  private static final int MOST_KEPT = 200;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final BiFunction<String, Collection<String>, List<Feature>> features;
  private final ConcurrentMap<String, PreparedGeometry> shapes = new ConcurrentHashMap<>();
  private volatile Known known = new Known(null, Map.of());

  private record Known(LayerNames names, Map<String, String> idByName) {}

  NamedAreas(BiFunction<String, Collection<String>, List<Feature>> features) {
    this.features = features;
  }

  /**
   * A text that begins with divisions.
   *
   * @param id of the finest
   * @param rest what stands behind them
   */
  record Found(String id, String rest) {}

  /** The divisions at the beginning of a normalised text; null when it begins with none. */
  Found atBeginning(LayerNames names, String normal) {
    Map<String, String> ids = ids(names);
    Found found = null;
    String rest = normal;
    for (boolean more = true; more; ) {
      more = false;
      for (int length = rest.length() - SHORTEST; length >= SHORTEST && !more; length--) {
        String id = ids.get(rest.substring(0, length));
        if (id != null) {
          rest = rest.substring(length);
          found = new Found(id, rest);
          more = true;
        }
      }
    }
    return found;
  }

  /** The id of the division of just this name; null when there is none. */
  String id(LayerNames names, String normal) {
    return ids(names).get(normal);
  }

  private Map<String, String> ids(LayerNames names) {
    Known now = known;
    if (now.names() != names) {
      now = new Known(names, read(names));
      known = now;
      shapes.clear();
    }
    return now.idByName();
  }

  private static Map<String, String> read(LayerNames names) {
    Map<String, String> ids = new HashMap<>();
    for (NameTable table : names.tables()) {
      for (int text = 0; text < table.texts(); text++) {
        String name = table.text(text);
        for (int item = table.itemAt[text]; item < table.firstFrom(text, 0); item++) {
          int record = table.itemRecord[item];
          if (!names.isGone(table, record) && Typed.hasHan(name)) {
            ids.put(name, table.id(record));
            shortened(name).ifPresent(brief -> ids.putIfAbsent(brief, table.id(record)));
          }
        }
      }
    }
    return ids;
  }

  private static Optional<String> shortened(String name) {
    for (String ending : ENDINGS) {
      if (name.endsWith(ending) && name.length() - ending.length() >= SHORTEST) {
        return Optional.of(name.substring(0, name.length() - ending.length()));
      }
    }
    return Optional.empty();
  }

  /** Tells whether points lie in the division; null when it is gone. */
  Inside inside(String id) {
    if (shapes.size() > MOST_KEPT) {
      shapes.clear();
    }
    PreparedGeometry shape = shapes.computeIfAbsent(id, this::shape);
    return shape == null
        ? null
        : (lon, lat) -> shape.covers(FACTORY.createPoint(new Coordinate(lon, lat)));
  }

  private PreparedGeometry shape(String id) {
    List<Feature> found = features.apply(LAYER, List.of(id));
    if (found.isEmpty()) {
      return null;
    }
    Geometry geometry = found.get(0).geometry();
    return PreparedGeometryFactory.prepare(geometry);
  }
}
