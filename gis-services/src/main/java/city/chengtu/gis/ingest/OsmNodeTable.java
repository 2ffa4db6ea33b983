package city.chengtu.gis.ingest;

import java.util.Arrays;
import org.locationtech.jts.geom.Coordinate;

/** Places of those nodes that are needed, in plain arrays: 16 bytes a node and a bit. */
final class OsmNodeTable {
  private static final int NO_PLACE = Integer.MIN_VALUE;

  /** Stored numbers to one degree. */
  static final double UNITS = 1e7;

  private final long[] ids;
  private final boolean[] junctions;
  private final int[] lon;
  private final int[] lat;

  /**
   * @param roadNodes nodes of roads, as often as roads pass them
   * @param otherNodes nodes of anything else
   */
  OsmNodeTable(long[] roadNodes, long[] otherNodes) {
    long[] sortedRoadNodes = roadNodes.clone();
    Arrays.sort(sortedRoadNodes);
    ids = union(sortedRoadNodes, otherNodes);
    junctions = new boolean[ids.length];
    for (int i = 1; i < sortedRoadNodes.length; i++) {
      if (sortedRoadNodes[i] == sortedRoadNodes[i - 1]) {
        junctions[Arrays.binarySearch(ids, sortedRoadNodes[i])] = true;
      }
    }
    lon = new int[ids.length];
    lat = new int[ids.length];
    Arrays.fill(lon, NO_PLACE);
  }

  private static long[] union(long[] a, long[] b) {
    long[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    Arrays.sort(all);
    int kept = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[kept++] = all[i];
      }
    }
    return Arrays.copyOf(all, kept);
  }

  /** Takes the place of a node; ignored when the node is not needed. Units: 10^-7 degrees. */
  void place(long id, int nodeLon, int nodeLat) {
    int i = Arrays.binarySearch(ids, id);
    if (i >= 0) {
      lon[i] = nodeLon;
      lat[i] = nodeLat;
    }
  }

  /** True when the file holds the node's place; extracts cut ways off. */
  boolean has(long id) {
    int i = Arrays.binarySearch(ids, id);
    return i >= 0 && lon[i] != NO_PLACE;
  }

  /** True when roads pass the node more than once. */
  boolean isJunction(long id) {
    int i = Arrays.binarySearch(ids, id);
    return i >= 0 && junctions[i];
  }

  /** lon,lat degrees of a node that {@link #has} a place. */
  Coordinate at(long id) {
    int i = Arrays.binarySearch(ids, id);
    return new Coordinate(lon[i] / UNITS, lat[i] / UNITS);
  }
}
