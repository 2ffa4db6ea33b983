package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Line;
import city.chengtu.samples.ground.PipeKind;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * How a quarter drains: every street's sewer falls along the shortest way to a trunk. A stretch on
 * nobody's shortest way begins with an upper end of its own, close to the junction it does not
 * reach.
 */
final class SewerTree {
  /** How much of a stretch is drained by an upper end that does not reach the far junction. */
  private static final double UPPER_END = 0.85;

  /** Metres between an upper end and an avenue whose sewer belongs to the neighbour. */
  private static final int CLEAR_OF_AVENUE = 14;

  /** A point of the tree; roots lie on trunks. */
  static final class Knot {
    final Spot middle;
    final double distance;
    final Knot parent;
    final Line line;
    final List<Knot> children = new ArrayList<>();

    private Knot(Spot middle, double distance, Knot parent, Line line) {
      this.middle = middle;
      this.distance = distance;
      this.parent = parent;
      this.line = line;
      if (parent != null) {
        parent.children.add(this);
      }
    }

    boolean root() {
      return parent == null;
    }
  }

  interface Trunks {
    /** True when the junction lies on a trunk or interceptor. */
    boolean at(int u, int v);
  }

  private record Edge(Line line, int from, int to) {}

  private final Quarter quarter;
  private final PipeKind kind;
  private final Map<Long, List<Edge>> edges = new HashMap<>();
  private final List<Edge> all = new ArrayList<>();
  private final List<Edge> cut = new ArrayList<>();
  private final Map<Long, Knot> knots = new HashMap<>();
  private final List<Knot> order = new ArrayList<>();

  /**
   * @param lines the streets to drain; those that end at the quarter's east side stop short of it
   */
  SewerTree(Quarter quarter, PipeKind kind, List<Line> lines, Trunks trunks) {
    this.quarter = quarter;
    this.kind = kind;
    lines.forEach(this::addEdges);
    grow(trunks);
    addUpperEnds();
  }

  /** All points, each after its parent. */
  List<Knot> knots() {
    return order;
  }

  private void addEdges(Line line) {
    TreeSet<Integer> stops = new TreeSet<>(List.of(line.from(), line.to()));
    line.ends().stream().filter(end -> end.carries(kind)).forEach(end -> stops.add(end.at()));
    Integer from = null;
    for (int to : stops) {
      if (from != null) {
        Edge edge = new Edge(line, from, to);
        boolean meetsEast = !line.vertical() && to == quarter.u1();
        if (meetsEast) {
          cut.add(edge);
        } else {
          all.add(edge);
          edges.computeIfAbsent(node(line, from), n -> new ArrayList<>()).add(edge);
          edges.computeIfAbsent(node(line, to), n -> new ArrayList<>()).add(edge);
        }
      }
      from = to;
    }
  }

  private static long node(Line line, int position) {
    return line.vertical() ? Spot.node(line.at(), position) : Spot.node(position, line.at());
  }

  private record Step(double distance, long node, Knot from, Edge by) {}

  /** Dijkstra from all trunk junctions at once. */
  private void grow(Trunks trunks) {
    PriorityQueue<Step> queue =
        new PriorityQueue<>(
            Comparator.comparingDouble(Step::distance).thenComparingLong(Step::node));
    for (Edge edge : all) {
      for (int end : new int[] {edge.from(), edge.to()}) {
        Spot spot = edge.line().spot(end);
        if (trunks.at((int) spot.u(), (int) spot.v())) {
          queue.add(new Step(0, node(edge.line(), end), null, edge));
        }
      }
    }
    while (!queue.isEmpty()) {
      Step step = queue.poll();
      if (!knots.containsKey(step.node())) {
        settle(step, queue, trunks);
      }
    }
  }

  private void settle(Step step, PriorityQueue<Step> queue, Trunks trunks) {
    Line line = step.by().line();
    boolean fromStart = node(line, step.by().from()) == step.node();
    Spot spot = line.spot(fromStart ? step.by().from() : step.by().to());
    Knot knot = new Knot(spot, step.distance(), step.from(), step.from() == null ? null : line);
    knots.put(step.node(), knot);
    order.add(knot);
    for (Edge edge : edges.getOrDefault(step.node(), List.of())) {
      long start = node(edge.line(), edge.from());
      long far = start == step.node() ? node(edge.line(), edge.to()) : start;
      Spot farSpot = edge.line().spot(start == step.node() ? edge.to() : edge.from());
      if (!knots.containsKey(far) && !trunks.at((int) farSpot.u(), (int) farSpot.v())) {
        queue.add(new Step(step.distance() + edge.to() - edge.from(), far, knot, edge));
      }
    }
  }

  private void addUpperEnds() {
    for (Edge edge : all) {
      Knot from = knots.get(node(edge.line(), edge.from()));
      Knot to = knots.get(node(edge.line(), edge.to()));
      boolean used = parented(from, to, edge) || parented(to, from, edge);
      if (!used) {
        // A trunk junction that a street reaches always takes its water: the trunk has a manhole
        // for it.
        boolean fromStart = from.root() || (!to.root() && from.distance <= to.distance);
        upperEnd(fromStart ? from : to, edge, fromStart, (edge.to() - edge.from()) * UPPER_END);
      }
    }
    for (Edge edge : cut) {
      upperEnd(
          knots.get(node(edge.line(), edge.from())),
          edge,
          true,
          edge.to() - edge.from() - CLEAR_OF_AVENUE);
    }
  }

  private static boolean parented(Knot child, Knot parent, Edge edge) {
    return child.parent == parent && child.line == edge.line();
  }

  private void upperEnd(Knot foot, Edge edge, boolean fromStart, double length) {
    double along = fromStart ? edge.from() + length : edge.to() - length;
    order.add(new Knot(edge.line().spot(along), foot.distance + length, foot, edge.line()));
  }
}
