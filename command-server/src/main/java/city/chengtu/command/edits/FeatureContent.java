package city.chengtu.command.edits;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * What somebody wants a feature to be.
 *
 * @param geometry lon,lat degrees; null to leave it as it is
 * @param properties by field name; String, Long, Double, Boolean or null. Fields of the layer that
 *     are not in it become empty, fields its author does not see stay
 * @param whole true when it is all there was in the store, hidden fields too: only the server
 *     itself makes such a one, to take a change back
 */
public record FeatureContent(Geometry geometry, Map<String, Object> properties, boolean whole) {
  public FeatureContent {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
