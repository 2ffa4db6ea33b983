package city.chengtu.gis.ingest.load;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * What a look through the rows shows.
 *
 * @param rows how many were looked at
 * @param whole true when these were all
 * @param extent of the numbers as they stand in the file
 * @param middle where nine of ten rows lie, in the same numbers: what a single stray row does not
 *     move
 * @param kinds how often each geometry type comes; "none" for rows without
 * @param fields those the file names, then those only rows have; types where the values agree
 * @param first the first few rows
 * @param faults how many rows have something wrong in the file itself
 */
public record SourceScan(
    long rows,
    boolean whole,
    Envelope extent,
    Envelope middle,
    Map<String, Long> kinds,
    List<SourceField> fields,
    List<SourceRow> first,
    long faults) {
  private static final int FIRST = 5;
  private static final int MOST_FIELDS = 2_000;

  /** Rows spread alike over a rectangle give 1.1, thick in the middle and thin outside 3. */
  private static final double FAR = 10;

  public SourceScan {
    extent = extent.copy();
    middle = middle.copy();
    kinds = Map.copyOf(kinds);
    fields = List.copyOf(fields);
    first = List.copyOf(first);
  }

  /** The envelope is copied: JTS envelopes are mutable. */
  @Override
  public Envelope extent() {
    return extent.copy();
  }

  /** The envelope is copied: JTS envelopes are mutable. */
  @Override
  public Envelope middle() {
    return middle.copy();
  }

  /** True when some rows lie so far from the others that the extent says nothing of these. */
  boolean hasStrays() {
    double side = Math.max(middle.getWidth(), middle.getHeight());
    return Math.max(extent.getWidth(), extent.getHeight()) > FAR * side;
  }

  /** Looks at up to so many rows. */
  public static SourceScan of(Source source, long most) throws IOException {
    Looker looker = new Looker(most, source.saysTypes());
    source.card().fields().forEach(f -> looker.named.put(f.name(), f.type()));
    source.read(looker::take);
    return looker.scan();
  }

  private static final class Looker {
    private final long most;
    private final boolean typed;
    private final Map<String, Field.Type> named = new LinkedHashMap<>();
    private final Map<String, Set<Field.Type>> seen = new LinkedHashMap<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private final List<SourceRow> first = new ArrayList<>();
    private final Envelope extent = new Envelope();
    private final RowPlaces places = new RowPlaces();
    private long rows;
    private long faults;
    private boolean cut;

    Looker(long most, boolean typed) {
      this.most = most;
      this.typed = typed;
    }

    boolean take(SourceRow row) {
      if (rows == most) {
        cut = true;
        return false;
      }
      rows++;
      faults += row.faults().isEmpty() ? 0 : 1;
      if (first.size() < FIRST) {
        first.add(row);
      }
      Geometry geometry = row.geometry();
      kinds.merge(geometry == null ? "none" : geometry.getGeometryType(), 1L, Long::sum);
      if (geometry != null) {
        extent.expandToInclude(geometry.getEnvelopeInternal());
        if (!geometry.isEmpty()) {
          places.add(geometry.getEnvelopeInternal().centre());
        }
      }
      row.values().forEach(this::value);
      return true;
    }

    private void value(String name, Object value) {
      if (seen.size() >= MOST_FIELDS && !seen.containsKey(name)) {
        return;
      }
      Set<Field.Type> types = seen.computeIfAbsent(name, n -> EnumSet.noneOf(Field.Type.class));
      if (value != null) {
        types.add(typed && value instanceof String ? Field.Type.TEXT : Values.typeOf(value));
      }
    }

    SourceScan scan() {
      Map<String, SourceField> fields = new LinkedHashMap<>();
      named.forEach((name, type) -> fields.put(name, new SourceField(name, type(name, type))));
      seen.keySet()
          .forEach(name -> fields.putIfAbsent(name, new SourceField(name, type(name, null))));
      return new SourceScan(
          rows, !cut, extent, places.middle(), kinds, List.copyOf(fields.values()), first, faults);
    }

    private Field.Type type(String name, Field.Type stated) {
      return stated != null ? stated : Values.common(seen.getOrDefault(name, Set.of()));
    }
  }
}
