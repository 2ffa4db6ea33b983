package city.chengtu.gis.routing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * The closed stretches of one graph; immutable. A stretch is closed whole and in both directions.
 */
public final class Closures {
  private final long graph;
  private final BitSet segments;

  Closures(RoadGraph graph, BitSet segments) {
    this.graph = graph.serial();
    this.segments = (BitSet) segments.clone();
  }

  public static Closures none(RoadGraph graph) {
    return new Closures(graph, new BitSet());
  }

  /**
   * Closes the stretches that the drawn shapes mean, by the rules of {@link ClosureShapes}.
   *
   * @param shapes lon,lat degrees: polygons, lines or points, single or multi
   */
  public static Closures of(
      RoadGraph graph, SnapIndex index, SpeedProfile profile, Collection<Geometry> shapes) {
    BitSet closed = new BitSet(graph.segments());
    ClosureShapes rules = new ClosureShapes(graph, index, profile.closureLineMetres());
    shapes.forEach(shape -> rules.close(shape, closed));
    return new Closures(graph, closed);
  }

  /** How many stretches are closed. */
  public int count() {
    return segments.cardinality();
  }

  public boolean isClosed(int segment) {
    return segments.get(segment);
  }

  public boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Numbers of the closed stretches. */
  public List<Integer> list() {
    return segments.stream().boxed().toList();
  }

  void mustBeFor(RoadGraph other) {
    if (graph != other.serial()) {
      throw new IllegalArgumentException("closures were made for another road graph");
    }
  }

  /** One bit a segment, in words of 64: what the inner loop of a search looks at. */
  long[] words(int count) {
    return Arrays.copyOf(segments.toLongArray(), (count + 63) / 64);
  }
}
