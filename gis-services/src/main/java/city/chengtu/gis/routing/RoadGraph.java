package city.chengtu.gis.routing;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineString;

/**
 * The road network as plain arrays; immutable, so any number of threads may read it.
 *
 * <p><b>Segments</b> are the drivable stretches between junctions, numbered 0 to {@link
 * #segments()} - 1. An <b>edge</b> is one direction of a segment that may be driven. Since every
 * search runs backwards from the incident, edges are grouped by the node they lead <i>to</i>
 * (compressed sparse rows). Nodes lie in the order of a Hilbert curve, so that what is near on the
 * map is near in memory.
 *
 * <p>A weight is one {@code long}: the upper half is what is made least (milliseconds, or
 * centimetres), the lower half is the other one. Adding and comparing such numbers finds, of all
 * equally fast ways, the shortest, and so makes every answer definite.
 */
public final class RoadGraph {
  private static final AtomicLong SERIAL = new AtomicLong();

  private final long serial = SERIAL.incrementAndGet();
  private final RoadGraphParts parts;
  private final long longestByTime;
  private final long longestByDistance;

  RoadGraph(RoadGraphParts parts) {
    this.parts = parts;
    long time = 0;
    long distance = 0;
    for (int s = 0; s < parts.ids.length; s++) {
      time = Math.max(time, parts.millis[s]);
      distance = Math.max(distance, parts.centimetres[s]);
    }
    longestByTime = time;
    longestByDistance = distance;
  }

  /**
   * Builds the network of those stretches that the profile allows. A stretch that contradicts an
   * earlier one about where a node lies is left out and named in {@link #rejected()}.
   */
  public static RoadGraph of(Iterable<RoadSegment> segments, SpeedProfile profile) {
    return new RoadGraph(new RoadGraphBuilder(profile).addAll(segments).build());
  }

  /** Tells this graph from any other built in this process. */
  long serial() {
    return serial;
  }

  RoadGraphParts parts() {
    return parts;
  }

  public int nodes() {
    return parts.firstIn.length - 1;
  }

  /** Directed edges. */
  public int edges() {
    return parts.tail.length;
  }

  public int segments() {
    return parts.ids.length;
  }

  /** What is wrong with the stretches that were left out, one sentence each. */
  public List<String> rejected() {
    return Collections.unmodifiableList(parts.rejected);
  }

  /** The id the stretch has on the {@code roads} layer. */
  public String id(int segment) {
    return parts.ids[segment];
  }

  /** The road's name; null when unnamed. */
  public String name(int segment) {
    return parts.names[segment];
  }

  /** Number (0 to {@link #nodes()} - 1) of the node the stretch is drawn from. */
  public int from(int segment) {
    return parts.from[segment];
  }

  public int to(int segment) {
    return parts.to[segment];
  }

  /** The node's number on the layer ({@code from_node}, {@code to_node}). */
  public long nodeId(int node) {
    return parts.nodeIds[node];
  }

  /** True when it may be driven as drawn. */
  public boolean forward(int segment) {
    return (parts.directions[segment] & RoadGraphParts.FORWARD) != 0;
  }

  /** True when it may be driven against the way it is drawn. */
  public boolean backward(int segment) {
    return (parts.directions[segment] & RoadGraphParts.BACKWARD) != 0;
  }

  /** Time for the whole stretch, at least 1 ms. */
  public int millis(int segment) {
    return parts.millis[segment];
  }

  /** Length of the whole stretch. */
  public int centimetres(int segment) {
    return parts.centimetres[segment];
  }

  /**
   * True when one can drive from the stretch to the main network and back: it lies in the largest
   * strongly connected part, by length.
   */
  public boolean main(int segment) {
    return parts.main.get(segment);
  }

  /** The drawn line, lon,lat degrees. */
  public LineString line(int segment) {
    return parts.line(segment);
  }

  /** Extent of all stretches; null envelope when there are none. */
  public Envelope extent() {
    Envelope extent = new Envelope();
    for (int i = 0; i < parts.lon.length; i++) {
      extent.expandToInclude(parts.lon[i], parts.lat[i]);
    }
    return extent;
  }

  /** The place at a fraction (0 = from, 1 = to) of the stretch's length. */
  Coordinate at(int segment, double fraction) {
    List<Coordinate> head = parts.between(segment, 0, fraction);
    return head.get(head.size() - 1);
  }

  long[] weights(Weighting weighting) {
    return weighting == Weighting.TIME ? parts.byTime : parts.byDistance;
  }

  /** Upper half of the greatest weight of any edge. */
  long longest(Weighting weighting) {
    return weighting == Weighting.TIME ? longestByTime : longestByDistance;
  }
}
