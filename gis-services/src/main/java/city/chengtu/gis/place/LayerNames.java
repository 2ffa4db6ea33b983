package city.chengtu.gis.place;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * The names of one layer at one version; immutable. A large table is not built anew for a small
 * change: what has changed lies in a small table beside it, and what it replaces is marked gone.
 */
final class LayerNames {
  /** Beside a large table at most so many changed entries, or a tenth of it if that is more. */
  private static final int MOST_CHANGED = 5_000;

  /** Entries' points are rounded: one on an area's edge still counts. */
  private static final double EDGE = 2 / NameTable.FINE;

  private final String layer;
  private final PlaceFields fields;
  private final long version;
  private final NameTable base;
  private final BitSet gone;
  private final NameTable changed;

  private LayerNames(
      String layer,
      PlaceFields fields,
      long version,
      NameTable base,
      BitSet gone,
      NameTable changed) {
    this.layer = layer;
    this.fields = fields;
    this.version = version;
    this.base = base;
    this.gone = gone;
    this.changed = changed;
  }

  static LayerNames of(String layer, PlaceFields fields, long version, NameTable table) {
    return new LayerNames(
        layer, fields, version, table, new BitSet(), new NameTableBuilder(fields).build());
  }

  String layer() {
    return layer;
  }

  PlaceFields fields() {
    return fields;
  }

  long version() {
    return version;
  }

  int count() {
    return base.records() - gone.cardinality() + changed.records();
  }

  long bytes() {
    return base.bytes() + changed.bytes() + gone.size() / 8;
  }

  /** The parts to search; an entry counts if it is not {@link #isGone}. */
  List<NameTable> tables() {
    return List.of(base, changed);
  }

  boolean isGone(NameTable table, int record) {
    return table == base && gone.get(record);
  }

  boolean isWhole() {
    return gone.isEmpty() && changed.records() == 0;
  }

  NameTable base() {
    return base;
  }

  /** The one table, when nothing lies beside it. */
  NameTable whole() {
    if (isWhole()) {
      return base;
    }
    NameTableBuilder builder = new NameTableBuilder(fields);
    copy(builder, base, gone);
    copy(builder, changed, new BitSet());
    return builder.build();
  }

  private static void copy(NameTableBuilder builder, NameTable table, BitSet without) {
    for (int i = without.nextClearBit(0); i < table.records(); i = without.nextClearBit(i + 1)) {
      builder.add(table.entry(i));
    }
  }

  /** The same without what has a code only: for a layer whose codes there is no room for. */
  LayerNames withoutCodes() {
    PlaceFields bare = fields.withoutCodes();
    int[] from = bare.used().stream().mapToInt(fields.used()::indexOf).toArray();
    NameTableBuilder builder = new NameTableBuilder(bare);
    for (NameTable table : tables()) {
      for (int i = 0; i < table.records(); i++) {
        PlaceEntry entry = isGone(table, i) ? null : bare.part(table.entry(i), from);
        if (entry != null) {
          builder.add(entry);
        }
      }
    }
    return of(layer, bare, version, builder.build());
  }

  /** Ids of the features that bear this text as their name, at most so many. */
  List<String> idsOf(String normal, int most) {
    List<String> ids = new ArrayList<>();
    for (NameTable table : tables()) {
      int text = table.text(normal);
      for (int item = text < 0 ? 0 : table.itemAt[text];
          text >= 0 && item < table.firstFrom(text, 0) && ids.size() < most;
          item++) {
        if (!isGone(table, table.itemRecord[item])) {
          ids.add(table.id(table.itemRecord[item]));
        }
      }
    }
    return ids;
  }

  /** How many entries lie in these areas. */
  int within(List<Envelope> areas) {
    return in(base, areas).cardinality() + in(changed, areas).cardinality();
  }

  private static BitSet in(NameTable table, List<Envelope> areas) {
    BitSet found = new BitSet(table.records());
    for (int i = 0; i < table.records(); i++) {
      if (in(table.lon(i), table.lat(i), areas)) {
        found.set(i);
      }
    }
    return found;
  }

  private static boolean in(double lon, double lat, List<Envelope> areas) {
    for (Envelope area : areas) {
      if (lon >= area.getMinX() - EDGE
          && lon <= area.getMaxX() + EDGE
          && lat >= area.getMinY() - EDGE
          && lat <= area.getMaxY() + EDGE) {
        return true;
      }
    }
    return false;
  }

  /**
   * The names after a change that touched nothing outside these areas. An entry's point lies on its
   * feature, so the entries to replace are those whose point lies in an area.
   *
   * @param entries all that has a name and touches the areas now
   */
  LayerNames changed(long newVersion, List<Envelope> areas, List<PlaceEntry> entries) {
    BitSet goneNow = (BitSet) gone.clone();
    goneNow.or(in(base, areas));
    NameTableBuilder builder = new NameTableBuilder(fields);
    copy(builder, changed, in(changed, areas));
    entries.stream()
        .filter(entry -> in(rounded(entry.lon()), rounded(entry.lat()), areas))
        .forEach(builder::add);
    LayerNames next = new LayerNames(layer, fields, newVersion, base, goneNow, builder.build());
    return next.changed.records() > Math.max(MOST_CHANGED, base.records() / 10)
        ? of(layer, fields, newVersion, next.whole())
        : next;
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * NameTable.FINE) / NameTable.FINE;
  }
}
