package city.chengtu.gis.ingest.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * A row as it stands in the file.
 *
 * @param number as the file's own program counts: 1 is the first row of data
 * @param id the row's own identity, where the format has one; else null
 * @param geometry in the file's reference system; null when it has none or it cannot be read
 * @param values by field name: String, Long, Double, Boolean or null; taken over, so never changed
 *     afterwards
 */
public record SourceRow(
    long number, String id, Geometry geometry, Map<String, Object> values, List<Fault> faults) {
  public SourceRow {
    // Not copied: a million rows come by, and each source makes the map for this row alone.
    values = Collections.unmodifiableMap(values);
    faults = List.copyOf(faults);
  }

  /**
   * What is wrong with the row already in the file.
   *
   * @param field null when it is the geometry or the whole row
   * @param rule stable short name
   * @param fatal true when the row must not be taken as it is
   */
  public record Fault(String field, String rule, String detail, boolean fatal) {
    /** The row must not be taken. */
    public static Fault error(String field, String rule, String detail) {
      return new Fault(field, rule, detail, true);
    }

    /** The row can be taken, but somebody should look. */
    public static Fault warning(String field, String rule, String detail) {
      return new Fault(field, rule, detail, false);
    }
  }
}
