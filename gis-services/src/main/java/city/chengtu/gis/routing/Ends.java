package city.chengtu.gis.routing;

import java.util.Optional;

/**
 * The first and the last stretch of a way, of which only a part is driven. Parts are whole
 * milliseconds and centimetres counted from the stretch's from-node, so that two parts of one
 * stretch add up exactly.
 */
final class Ends {
  private static final int NO_NODE = -1;

  private final RoadGraph graph;
  private final Weighting weighting;
  private final Search search;

  Ends(RoadGraph graph, Weighting weighting, Search search) {
    this.graph = graph;
    this.weighting = weighting;
    this.search = search;
  }

  /**
   * How a way leaves its first stretch.
   *
   * @param node where it joins the network; none when the target lies ahead on the same stretch
   * @param leftAt fraction of the stretch at that node
   * @param weight of the whole way to the target
   */
  record Exit(int node, double leftAt, long weight) {
    boolean direct() {
      return node == NO_NODE;
    }
  }

  /** Weight from the stretch's from-node to the point, seen in either direction. */
  private long part(RoadPoint point) {
    int s = point.segment();
    return weighting.weight(
        (int) Math.round(point.fraction() * graph.millis(s)),
        (int) Math.round(point.fraction() * graph.centimetres(s)));
  }

  private long whole(int segment) {
    return weighting.weight(graph.millis(segment), graph.centimetres(segment));
  }

  void want(RoadPoint origin) {
    if (graph.forward(origin.segment())) {
      search.want(graph.to(origin.segment()));
    }
    if (graph.backward(origin.segment())) {
      search.want(graph.from(origin.segment()));
    }
  }

  /** Begins the search; answers the nodes where it begins. */
  int[] seed(RoadPoint target) {
    int s = target.segment();
    if (graph.forward(s)) {
      search.seed(graph.from(s), part(target));
    }
    if (graph.backward(s)) {
      search.seed(graph.to(s), whole(s) - part(target));
    }
    if (graph.forward(s) && graph.backward(s) && graph.from(s) != graph.to(s)) {
      return new int[] {graph.from(s), graph.to(s)};
    }
    return new int[] {graph.forward(s) ? graph.from(s) : graph.to(s)};
  }

  /** The best way from the origin after the search; empty when there is none. */
  Optional<Exit> best(RoadPoint origin, RoadPoint target) {
    Exit best = direct(origin, target);
    int s = origin.segment();
    if (graph.forward(s)) {
      best = better(best, graph.to(s), 1, whole(s) - part(origin));
    }
    if (graph.backward(s)) {
      best = better(best, graph.from(s), 0, part(origin));
    }
    return Optional.ofNullable(best);
  }

  private Exit better(Exit best, int node, double leftAt, long toNode) {
    long onward = search.weight(node);
    if (onward == Search.UNREACHED || (best != null && best.weight() <= onward + toNode)) {
      return best;
    }
    return new Exit(node, leftAt, onward + toNode);
  }

  private Exit direct(RoadPoint origin, RoadPoint target) {
    int s = origin.segment();
    if (s != target.segment()) {
      return null;
    }
    if (graph.forward(s) && origin.fraction() <= target.fraction()) {
      return new Exit(NO_NODE, Double.NaN, part(target) - part(origin));
    }
    if (graph.backward(s) && origin.fraction() >= target.fraction()) {
      return new Exit(NO_NODE, Double.NaN, part(origin) - part(target));
    }
    return null;
  }

  /** The end (0 or 1) by which the best way from the node enters the target's stretch. */
  double enteredAt(int node, RoadPoint target) {
    int s = target.segment();
    boolean asDrawn = graph.forward(s) && graph.from(s) == node;
    boolean against = graph.backward(s) && graph.to(s) == node;
    if (asDrawn && against) {
      return part(target) <= whole(s) - part(target) ? 0 : 1;
    }
    return asDrawn ? 0 : 1;
  }
}
