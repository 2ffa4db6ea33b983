package city.chengtu.gis.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.locationtech.jts.geom.Geometry;

/**
 * A feature on its way into a layer.
 *
 * @param id identity within the layer; the same id later means the same thing in a new version
 * @param rank the smallest web-map zoom (0 to 22) at which it is drawn
 * @param geometry lon,lat degrees
 * @param properties by field name; values are String, Integer, Long, Double, Boolean or null
 */
public record NewFeature(
    String layer, String id, int rank, Geometry geometry, Map<String, Object> properties) {
  public NewFeature {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(geometry, "geometry");
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
