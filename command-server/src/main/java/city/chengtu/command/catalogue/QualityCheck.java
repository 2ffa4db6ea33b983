package city.chengtu.command.catalogue;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;

/**
 * Looks at a layer's features one page at a time. Memory: a page and one number for each feature
 * looked at.
 */
final class QualityCheck {
  /** More are not looked at in one check; the figures say so. */
  static final int MOST = 200_000;

  private static final int STEP = 1_000;

  private final FeatureSource source;
  private final List<String> required;
  private final PreparedGeometry city;
  private final Set<Long> seen = new HashSet<>();
  private final Map<String, Long> empty = new LinkedHashMap<>();
  private long checked;
  private long invalid;
  private long duplicates;
  private long outside;

  /**
   * @param city where features should lie; null when nobody knows
   */
  QualityCheck(FeatureSource source, List<String> required, PreparedGeometry city) {
    this.source = source;
    this.required = required;
    this.city = city;
    required.forEach(field -> empty.put(field, 0L));
  }

  QualityFigures run(Instant now) {
    long version = source.version();
    FeatureQuery query = FeatureQuery.of(source.layer().id()).withLimit(STEP);
    while (checked < MOST) {
      List<Feature> page = source.read(query);
      page.forEach(this::look);
      if (page.size() < STEP) {
        break;
      }
      query = query.withAfter(page.get(page.size() - 1).id());
    }
    return new QualityFigures(
        version,
        now,
        Math.max(source.count(), checked),
        checked,
        invalid,
        checked == 0 ? 1 : (double) (checked - invalid) / checked,
        empty,
        duplicates,
        city == null ? null : (Long) outside);
  }

  private void look(Feature feature) {
    checked++;
    Geometry geometry = feature.geometry();
    boolean valid = geometry.isValid();
    invalid += valid ? 0 : 1;
    if (city != null && valid && !city.intersects(geometry)) {
      outside++;
    }
    for (String field : required) {
      Object value = feature.properties().get(field);
      if (value == null || (value instanceof String text && text.isBlank())) {
        empty.merge(field, 1L, Long::sum);
      }
    }
    if (!seen.add(sign(feature))) {
      duplicates++;
    }
  }

  /** A feature's place and properties in 64 bits; properties count with 32 of them. */
  private static long sign(Feature feature) {
    long sign = feature.properties().hashCode();
    for (Coordinate at : feature.geometry().getCoordinates()) {
      sign = mixed(sign ^ Double.doubleToLongBits(at.x));
      sign = mixed(sign ^ Double.doubleToLongBits(at.y));
    }
    return sign;
  }

  /** The last steps of SplitMix64. */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
