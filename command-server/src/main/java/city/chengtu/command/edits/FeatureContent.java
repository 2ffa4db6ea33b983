package city.chengtu.command.edits;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/**
 * What somebody wants a feature to be.
 *
 * @param geometry lon,lat degrees; null to leave it as it is
 * @param properties by field name; String, Long, Double, Boolean or null
 * @param fields that it speaks of, the ones its author sees: those that are not among the
 *     properties become empty, all others stay as they are
 * @param rank null, or the rank of a former version that this is the whole of, hidden and
 *     undeclared fields too; only the server makes such a one, to take a change back
 */
public record FeatureContent(
    Geometry geometry, Map<String, Object> properties, Set<String> fields, Integer rank) {
  public FeatureContent {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    fields = Set.copyOf(fields);
  }

  /** Of a feature that ends. */
  static FeatureContent none() {
    return new FeatureContent(null, Map.of(), Set.of(), null);
  }

  @JsonIgnore
  boolean isWhole() {
    return rank != null;
  }
}
