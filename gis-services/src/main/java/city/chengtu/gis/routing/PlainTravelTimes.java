package city.chengtu.gis.routing;

import city.chengtu.gis.routing.Reached.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The textbook: what {@link TravelTimes} must equal, written to be believed rather than to be fast.
 * It shares with it only the segments' attributes. Every point becomes a node that cuts its stretch
 * in two; then Dijkstra's algorithm runs over lists of arcs with a binary heap and two costs
 * compared one after the other.
 */
final class PlainTravelTimes {
  private final RoadGraph graph;
  private final Weighting weighting;
  private final Map<Integer, List<Arc>> network = new HashMap<>();

  private record Cost(long first, long second) implements Comparable<Cost> {
    Cost plus(Cost other) {
      return new Cost(first + other.first, second + other.second);
    }

    @Override
    public int compareTo(Cost other) {
      int order = Long.compare(first, other.first);
      return order != 0 ? order : Long.compare(second, other.second);
    }
  }

  private record Arc(int from, int segment, Cost cost) {}

  private record Visit(int node, Cost cost) implements Comparable<Visit> {
    @Override
    public int compareTo(Visit other) {
      return cost.compareTo(other.cost);
    }
  }

  /** A point on a stretch: its node, and how far along it is. */
  private record Cut(int node, double fraction) {}

  PlainTravelTimes(RoadGraph graph, Weighting weighting) {
    this.graph = graph;
    this.weighting = weighting;
    for (int s = 0; s < graph.segments(); s++) {
      connect(network, s, graph.from(s), graph.to(s), cost(s, 0, 1));
    }
  }

  private void connect(Map<Integer, List<Arc>> arcs, int segment, int from, int to, Cost cost) {
    if (graph.forward(segment)) {
      arcs.computeIfAbsent(to, n -> new ArrayList<>()).add(new Arc(from, segment, cost));
    }
    if (graph.backward(segment)) {
      arcs.computeIfAbsent(from, n -> new ArrayList<>()).add(new Arc(to, segment, cost));
    }
  }

  private Cost cost(int segment, double from, double to) {
    long millis = part(graph.millis(segment), to) - part(graph.millis(segment), from);
    long metres = part(graph.centimetres(segment), to) - part(graph.centimetres(segment), from);
    return weighting == Weighting.TIME ? new Cost(millis, metres) : new Cost(metres, millis);
  }

  private static long part(int whole, double fraction) {
    return Math.round(fraction * whole);
  }

  List<Reached> to(RoadPoint target, List<RoadPoint> origins, Closures closures) {
    Map<Integer, List<Cut>> cuts = new HashMap<>();
    int node = graph.nodes();
    cut(cuts, target, node);
    for (RoadPoint origin : origins) {
      node++;
      cut(cuts, origin, node);
    }
    Map<Integer, List<Arc>> pieces = new HashMap<>();
    cuts.forEach((segment, points) -> connectPieces(pieces, segment, points));
    Map<Integer, Cost> costs = search(graph.nodes(), pieces, closures);
    List<Reached> answers = new ArrayList<>();
    for (int i = 0; i < origins.size(); i++) {
      answers.add(answer(target, origins.get(i), costs.get(graph.nodes() + 1 + i), closures));
    }
    return answers;
  }

  private static void cut(Map<Integer, List<Cut>> cuts, RoadPoint point, int node) {
    cuts.computeIfAbsent(point.segment(), s -> new ArrayList<>())
        .add(new Cut(node, point.fraction()));
  }

  /** The stretch as a chain of pieces, from its from-node over the points to its to-node. */
  private void connectPieces(Map<Integer, List<Arc>> pieces, int segment, List<Cut> points) {
    points.sort((a, b) -> Double.compare(a.fraction(), b.fraction()));
    Cut last = new Cut(graph.from(segment), 0);
    for (Cut point : points) {
      connectPiece(pieces, segment, last, point);
      last = point;
    }
    connectPiece(pieces, segment, last, new Cut(graph.to(segment), 1));
  }

  private void connectPiece(Map<Integer, List<Arc>> pieces, int segment, Cut from, Cut to) {
    Cost cost = cost(segment, from.fraction(), to.fraction());
    connect(pieces, segment, from.node(), to.node(), cost);
    boolean points = from.node() >= graph.nodes() && to.node() >= graph.nodes();
    if (points && from.fraction() == to.fraction()) {
      // Two points at one place of a one-way street reach each other without driving.
      pieces
          .computeIfAbsent(to.node(), n -> new ArrayList<>())
          .add(new Arc(from.node(), segment, cost));
      pieces
          .computeIfAbsent(from.node(), n -> new ArrayList<>())
          .add(new Arc(to.node(), segment, cost));
    }
  }

  private Map<Integer, Cost> search(int target, Map<Integer, List<Arc>> pieces, Closures closures) {
    Map<Integer, Cost> costs = new HashMap<>();
    PriorityQueue<Visit> queue = new PriorityQueue<>();
    queue.add(new Visit(target, new Cost(0, 0)));
    while (!queue.isEmpty()) {
      Visit visit = queue.remove();
      if (costs.putIfAbsent(visit.node(), visit.cost()) == null) {
        for (Map<Integer, List<Arc>> arcs : List.of(network, pieces)) {
          for (Arc arc : arcs.getOrDefault(visit.node(), List.of())) {
            if (!closures.isClosed(arc.segment()) && !costs.containsKey(arc.from())) {
              queue.add(new Visit(arc.from(), visit.cost().plus(arc.cost())));
            }
          }
        }
      }
    }
    return costs;
  }

  private Reached answer(RoadPoint target, RoadPoint origin, Cost cost, Closures closures) {
    if (closures.isClosed(target.segment())) {
      return Reached.without(Outcome.TARGET_CLOSED);
    }
    if (closures.isClosed(origin.segment())) {
      return Reached.without(Outcome.ORIGIN_CLOSED);
    }
    if (cost == null) {
      return Reached.without(Outcome.UNREACHABLE);
    }
    boolean time = weighting == Weighting.TIME;
    long millis = time ? cost.first() : cost.second();
    long centimetres = time ? cost.second() : cost.first();
    return new Reached(Outcome.REACHED, millis / 1_000.0, centimetres / 100.0);
  }
}
