package city.chengtu.gis.place;

import city.chengtu.gis.place.Place.How;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.locationtech.jts.geom.Coordinate;

/**
 * The best of what was found so far. Order: how it fits, inside the district that was named, how it
 * was read, how much its kind is meant, distance; equal ones by place and id, so that every node
 * answers the same.
 */
final class Hits {
  /** The best first. */
  private static final List<How> HOWS = List.of(How.EXACT, How.PREFIX, How.WORDS, How.FUZZY);

  private static final int MOST_QUALITY = 15;
  private static final int MOST_EXTRA = 63;
  private static final int MOST_IMPORTANCE = 15;
  private static final long MOST_DISTANCE = (1L << 30) - 1;

  /** Metres in a degree, for an order only. */
  private static final double METRES = 111_195;

  private final int most;
  private final Coordinate near;
  private final double squeeze;
  private long best = Long.MAX_VALUE;
  private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(Hit.BEST_FIRST.reversed());

  Hits(int most, Coordinate near) {
    this.most = most;
    this.near = near;
    this.squeeze = near == null ? 1 : Math.cos(Math.toRadians(near.y));
  }

  /** A record found by one of its fields; {@code from}, {@code to} in the normalised text. */
  record Hit(
      long rank, LayerNames layer, NameTable table, int record, int field, int from, int to) {
    static final Comparator<Hit> BEST_FIRST =
        Comparator.comparingLong(Hit::rank)
            .thenComparingInt(hit -> hit.table.lon[hit.record])
            .thenComparingInt(hit -> hit.table.lat[hit.record])
            .thenComparing(hit -> hit.layer.layer())
            .thenComparing(hit -> hit.table.id(hit.record))
            .thenComparingInt(Hit::field);

    How how() {
      return HOWS.get((int) (rank >>> 56));
    }
  }

  /**
   * Takes it if it is among the best.
   *
   * @param outside true when a district was named and it does not lie there
   * @param quality how it was read, 0 (as written) to 15
   * @param extra signs the text has beyond what was typed: counts where there is no distance
   */
  void offer(
      How how,
      boolean outside,
      int quality,
      int extra,
      LayerNames layer,
      NameTable table,
      int record,
      int field,
      int from,
      int to) {
    long rank =
        (long) HOWS.indexOf(how) << 56
            | (outside ? 1L : 0) << 55
            | (long) Math.min(MOST_QUALITY, quality) << 50
            | (how == How.FUZZY ? (long) Math.min(MOST_EXTRA, extra) << 44 : 0)
            | (long) (MOST_IMPORTANCE - table.importance[record]) << 40
            | (near == null ? Math.min(MOST_EXTRA, extra) : distance(table, record));
    best = Math.min(best, rank);
    if (worstFirst.size() < most) {
      worstFirst.add(new Hit(rank, layer, table, record, field, from, to));
    } else if (rank <= worstFirst.element().rank()) {
      Hit hit = new Hit(rank, layer, table, record, field, from, to);
      if (Hit.BEST_FIRST.compare(hit, worstFirst.element()) < 0) {
        worstFirst.poll();
        worstFirst.add(hit);
      }
    }
  }

  private long distance(NameTable table, int record) {
    return Math.min(MOST_DISTANCE, (long) Math.sqrt(farness(table, record)));
  }

  /** Grows with the distance from the point asked near; 0 when there is none. */
  double farness(NameTable table, int record) {
    if (near == null) {
      return 0;
    }
    double x = (table.lon(record) - near.x) * squeeze * METRES;
    double y = (table.lat(record) - near.y) * METRES;
    return x * x + y * y;
  }

  boolean isEmpty() {
    return worstFirst.isEmpty();
  }

  /** Whether something is called just so, in the district that was named if one was. */
  boolean hasExact() {
    return best != Long.MAX_VALUE && best >>> 55 == 0;
  }

  List<Hit> best() {
    List<Hit> sorted = new ArrayList<>(worstFirst);
    sorted.sort(Hit.BEST_FIRST);
    return sorted;
  }
}
