package city.chengtu.gis.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * Makes polygons of closed ways and of multipolygon relations (OSM wiki: Relation:multipolygon).
 * What cannot be made valid is left out; what had to be repaired, and why, is counted.
 */
final class OsmAreas {
  private final OsmNodeTable nodes;
  private final GeometryFactory geometry;
  private final OsmCounts counts;

  OsmAreas(OsmNodeTable nodes, GeometryFactory geometry, OsmCounts counts) {
    this.nodes = nodes;
    this.geometry = geometry;
    this.counts = counts;
  }

  static boolean closed(long[] refs) {
    return refs.length >= 4 && refs[0] == refs[refs.length - 1];
  }

  /** The area within a closed way. */
  Optional<Geometry> ofWay(long way, long[] refs) {
    String thing = "way " + way;
    if (!LongStream.of(refs).allMatch(nodes::has)) {
      counts.problem("area leaves the extract, left out", thing);
      return Optional.empty();
    }
    return valid(geometry.createPolygon(ring(refs)), thing);
  }

  /**
   * The area of a relation from its members' nodes. Ways are joined to rings where their ends meet;
   * each inner ring becomes a hole of the outer ring around it.
   */
  Optional<Geometry> ofRelation(long relation, List<long[]> outers, List<long[]> inners) {
    String thing = "relation " + relation;
    Optional<List<LinearRing>> shells = rings(outers);
    Optional<List<LinearRing>> holes = rings(inners);
    if (shells.isEmpty() || holes.isEmpty() || shells.get().isEmpty()) {
      counts.problem("multipolygon's rings are not closed, left out", thing);
      return Optional.empty();
    }
    List<Polygon> polygons = new ArrayList<>();
    for (LinearRing shell : shells.get()) {
      polygons.add(withHoles(shell, holes.get()));
    }
    return valid(
        polygons.size() == 1
            ? polygons.get(0)
            : geometry.createMultiPolygon(polygons.toArray(Polygon[]::new)),
        thing);
  }

  private Polygon withHoles(LinearRing shell, List<LinearRing> holes) {
    Polygon full = geometry.createPolygon(shell);
    LinearRing[] within =
        holes.stream()
            .filter(hole -> full.getEnvelopeInternal().contains(hole.getEnvelopeInternal()))
            .filter(hole -> full.covers(hole))
            .toArray(LinearRing[]::new);
    return geometry.createPolygon(shell, within);
  }

  /** Empty when a way is left over that closes no ring, or leaves the extract. */
  private Optional<List<LinearRing>> rings(List<long[]> ways) {
    Deque<long[]> left = new ArrayDeque<>(ways);
    List<LinearRing> rings = new ArrayList<>();
    while (!left.isEmpty()) {
      long[] ring = left.remove();
      while (ring[0] != ring[ring.length - 1]) {
        Optional<long[]> next = adjoining(ring[ring.length - 1], left);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        left.remove(next.get());
        ring = joined(ring, next.get());
      }
      if (!closed(ring) || !LongStream.of(ring).allMatch(nodes::has)) {
        return Optional.empty();
      }
      rings.add(ring(ring));
    }
    return Optional.of(rings);
  }

  private static Optional<long[]> adjoining(long node, Deque<long[]> ways) {
    return ways.stream().filter(w -> w[0] == node || w[w.length - 1] == node).findFirst();
  }

  private static long[] joined(long[] ring, long[] way) {
    boolean asDrawn = way[0] == ring[ring.length - 1];
    LongStream rest =
        LongStream.range(1, way.length).map(i -> way[(int) (asDrawn ? i : way.length - 1 - i)]);
    return LongStream.concat(LongStream.of(ring), rest).toArray();
  }

  private LinearRing ring(long[] refs) {
    return geometry.createLinearRing(
        LongStream.of(refs).mapToObj(nodes::at).toArray(Coordinate[]::new));
  }

  private Optional<Geometry> valid(Geometry area, String thing) {
    TopologyValidationError error = new IsValidOp(area).getValidationError();
    if (error == null) {
      return Optional.of(area);
    }
    Geometry fixed = GeometryFixer.fix(area);
    if (fixed.isEmpty() || !(fixed instanceof Polygonal)) {
      counts.problem("invalid area, left out", thing + ": " + error.getMessage());
      return Optional.empty();
    }
    counts.problem("invalid area, repaired", thing + ": " + error.getMessage());
    return Optional.of(fixed);
  }
}
