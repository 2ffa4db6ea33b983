package city.chengtu.gis.feature;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.locationtech.jts.geom.Geometry;

/**
 * One version of one thing on the map.
 *
 * @param layer id of its layer
 * @param id identity within the layer, the same over all versions
 * @param version 1 for the first, one more with each change
 * @param validFrom when this version became true
 * @param geometry lon,lat degrees, CGCS2000 (taken as WGS 84), SRID 4326; treat as immutable
 * @param properties by field name; values are String, Long, Double, Boolean or null
 */
public record Feature(
    String layer,
    String id,
    long version,
    Instant validFrom,
    Geometry geometry,
    Map<String, Object> properties) {
  public Feature {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(validFrom, "validFrom");
    Objects.requireNonNull(geometry, "geometry");
    // Not Map.copyOf: null is a legal value, and the order of the fields is what people expect to
    // see.
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
