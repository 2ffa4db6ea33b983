package city.chengtu.gis.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;

/**
 * A row of a delivered file that could not be taken, as it stood there.
 *
 * @param changeSet the delivery it came with
 * @param number 1 is the first row of data
 * @param feature its identity; null when it has none
 * @param content by the file's field names
 * @param geometry in the file's own reference system; null when there was none to be read
 * @param system that reference system
 * @param reasons why it could not be taken, for people
 */
public record QuarantinedRow(
    UUID changeSet,
    String layer,
    long number,
    String feature,
    Map<String, Object> content,
    Geometry geometry,
    String system,
    String reasons) {
  public QuarantinedRow {
    Objects.requireNonNull(changeSet, "changeSet");
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(reasons, "reasons");
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
  }
}
