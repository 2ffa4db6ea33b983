package city.chengtu.gis.routing;

import city.chengtu.gis.routing.RoadSegment.Oneway;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.shape.fractal.HilbertCode;

/** Lays the stretches out as arrays. */
final class RoadGraphBuilder {
  /** 2^16 cells a side: about 1 m for a city. */
  private static final int HILBERT_LEVEL = 16;

  /** Ends that share a node but lie farther apart than this come from mixed-up numbers. */
  private static final double SAME_NODE_METRES = 100;

  private final SpeedProfile profile;
  private final List<Drivable> drivables = new ArrayList<>();
  private final Map<Long, Coordinate> places = new HashMap<>();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private final RoadGraphParts parts = new RoadGraphParts();

  private record Drivable(RoadSegment segment, double metresPerSecond) {}

  RoadGraphBuilder(SpeedProfile profile) {
    this.profile = profile;
  }

  RoadGraphBuilder addAll(Iterable<RoadSegment> segments) {
    segments.forEach(this::add);
    return this;
  }

  private void add(RoadSegment segment) {
    OptionalDouble speed = profile.metresPerSecond(segment);
    if (speed.isEmpty()) {
      return;
    }
    CoordinateSequence line = segment.line().getCoordinateSequence();
    Coordinate start = line.getCoordinate(0);
    Coordinate end = line.getCoordinate(line.size() - 1);
    if (fits(segment, segment.fromNode(), start) && fits(segment, segment.toNode(), end)) {
      places.putIfAbsent(segment.fromNode(), start);
      places.putIfAbsent(segment.toNode(), end);
      drivables.add(new Drivable(segment, speed.getAsDouble()));
    }
  }

  private boolean fits(RoadSegment segment, long node, Coordinate place) {
    Coordinate known = places.get(node);
    if (known == null || Sphere.metres(known.x, known.y, place.x, place.y) <= SAME_NODE_METRES) {
      return true;
    }
    parts.rejected.add(
        "roads/%s: node %d lies at %s, but another road has it at %s"
            .formatted(segment.id(), node, place, known));
    return false;
  }

  RoadGraphParts build() {
    numberNodes();
    drivables.sort(Comparator.comparingInt(d -> numbers.get(d.segment().fromNode())));
    layOutSegments();
    layOutPoints();
    layOutEdges();
    parts.main = new StrongComponents(parts).main();
    return parts;
  }

  private void numberNodes() {
    Envelope extent = new Envelope();
    places.values().forEach(extent::expandToInclude);
    List<Long> order = new ArrayList<>(places.keySet());
    order.sort(
        Comparator.comparingInt((Long id) -> hilbert(places.get(id), extent))
            .thenComparing(Comparator.naturalOrder()));
    parts.nodeIds = order.stream().mapToLong(Long::longValue).toArray();
    for (int n = 0; n < parts.nodeIds.length; n++) {
      numbers.put(parts.nodeIds[n], n);
    }
  }

  private static int hilbert(Coordinate place, Envelope extent) {
    double side = Math.max(Math.max(extent.getWidth(), extent.getHeight()), 1e-9);
    int top = (1 << HILBERT_LEVEL) - 1;
    return HilbertCode.encode(
        HILBERT_LEVEL,
        (int) ((place.x - extent.getMinX()) / side * top),
        (int) ((place.y - extent.getMinY()) / side * top));
  }

  private void layOutSegments() {
    int count = drivables.size();
    parts.ids = new String[count];
    parts.names = new String[count];
    parts.from = new int[count];
    parts.to = new int[count];
    parts.directions = new byte[count];
    for (int s = 0; s < count; s++) {
      RoadSegment segment = drivables.get(s).segment();
      parts.ids[s] = segment.id();
      parts.names[s] = segment.name();
      parts.from[s] = numbers.get(segment.fromNode());
      parts.to[s] = numbers.get(segment.toNode());
      parts.directions[s] = directions(segment.oneway());
    }
  }

  private static byte directions(Oneway oneway) {
    return switch (oneway) {
      case NO -> RoadGraphParts.FORWARD | RoadGraphParts.BACKWARD;
      case FORWARD -> RoadGraphParts.FORWARD;
      case BACKWARD -> RoadGraphParts.BACKWARD;
    };
  }

  private void layOutPoints() {
    int count = drivables.size();
    parts.firstPoint = new int[count + 1];
    for (int s = 0; s < count; s++) {
      parts.firstPoint[s + 1] =
          parts.firstPoint[s] + drivables.get(s).segment().line().getNumPoints();
    }
    parts.lon = new double[parts.firstPoint[count]];
    parts.lat = new double[parts.firstPoint[count]];
    parts.along = new double[parts.firstPoint[count]];
    parts.millis = new int[count];
    parts.centimetres = new int[count];
    for (int s = 0; s < count; s++) {
      layOutPoints(s);
    }
  }

  private void layOutPoints(int s) {
    CoordinateSequence line = drivables.get(s).segment().line().getCoordinateSequence();
    int first = parts.firstPoint[s];
    for (int i = 0; i < line.size(); i++) {
      int p = first + i;
      parts.lon[p] = line.getX(i);
      parts.lat[p] = line.getY(i);
      parts.along[p] =
          i == 0
              ? 0
              : parts.along[p - 1]
                  + Sphere.metres(parts.lon[p - 1], parts.lat[p - 1], parts.lon[p], parts.lat[p]);
    }
    double metres = parts.metres(s);
    parts.centimetres[s] = whole(metres * 100);
    // At least 1 ms, so that no edge is free and no cycle costs nothing.
    parts.millis[s] = Math.max(1, whole(metres / drivables.get(s).metresPerSecond() * 1_000));
  }

  /** The longest way round the Earth in centimetres still fits twice. */
  private static int whole(double value) {
    return Math.toIntExact(Math.min(Math.round(value), 1_000_000_000));
  }

  private void layOutEdges() {
    int nodes = parts.nodeIds.length;
    parts.firstIn = new int[nodes + 1];
    forEachEdge((tail, head, way) -> parts.firstIn[head + 1]++);
    Arrays.parallelPrefix(parts.firstIn, Integer::sum);
    int edges = parts.firstIn[nodes];
    parts.tail = new int[edges];
    parts.way = new int[edges];
    parts.byTime = new long[edges];
    parts.byDistance = new long[edges];
    int[] next = Arrays.copyOf(parts.firstIn, nodes);
    forEachEdge(
        (tail, head, way) -> {
          int e = next[head]++;
          parts.tail[e] = tail;
          parts.way[e] = way;
          int s = way >> 1;
          parts.byTime[e] = Weighting.TIME.weight(parts.millis[s], parts.centimetres[s]);
          parts.byDistance[e] = Weighting.DISTANCE.weight(parts.millis[s], parts.centimetres[s]);
        });
  }

  private interface EdgeVisitor {
    void visit(int tail, int head, int way);
  }

  private void forEachEdge(EdgeVisitor visitor) {
    for (int s = 0; s < parts.from.length; s++) {
      if ((parts.directions[s] & RoadGraphParts.FORWARD) != 0) {
        visitor.visit(parts.from[s], parts.to[s], 2 * s);
      }
      if ((parts.directions[s] & RoadGraphParts.BACKWARD) != 0) {
        visitor.visit(parts.to[s], parts.from[s], 2 * s + 1);
      }
    }
  }
}
