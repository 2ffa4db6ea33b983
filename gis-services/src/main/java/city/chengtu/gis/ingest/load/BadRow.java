package city.chengtu.gis.ingest.load;

import city.chengtu.gis.ingest.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * A row that could not be taken, as it stands in the file, so that it can be mended and loaded
 * again.
 *
 * @param number 1 is the first row of data
 * @param geometry in the file's own reference system; null when there is none that can be read
 * @param values by the file's field names
 * @param problems why; at least one
 */
public record BadRow(
    long number, String id, Geometry geometry, Map<String, Object> values, List<Problem> problems) {
  public BadRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    problems = List.copyOf(problems);
  }
}
