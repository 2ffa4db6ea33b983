package city.chengtu.gis.routing;

import java.util.Arrays;

/**
 * Dijkstra's search backwards from a target, with arrays that are used again and again: a node's
 * entry counts only when it bears the stamp of the search at hand, so nothing is cleared between
 * searches. For one thread at a time.
 *
 * <p>Buckets come out in order, the nodes within one do not; a node improved while its bucket lasts
 * is simply expanded again. When a bucket is done, no later step can improve a node in it, so its
 * weights are exact.
 */
final class Search {
  static final long UNREACHED = Long.MAX_VALUE;
  static final int NO_EDGE = -1;

  private final RoadGraphParts graph;
  private final long[] weights;
  private final BucketQueue queue;

  /**
   * Two words a node, side by side for the cache: the weight to the target, then stamp (upper half)
   * and the edge that begins the way there (lower half).
   */
  private final long[] state;

  private final int[] wanted;
  private int stamp;
  private int wantedLeft;

  Search(RoadGraph graph, Weighting weighting) {
    this.graph = graph.parts();
    this.weights = graph.weights(weighting);
    this.queue = new BucketQueue(longest(graph, weighting), shift(graph, weighting));
    this.state = new long[2 * graph.nodes()];
    this.wanted = new int[graph.nodes()];
  }

  private static long longest(RoadGraph graph, Weighting weighting) {
    return (graph.longest(weighting) + 1) << Integer.SIZE;
  }

  /** Buckets about a quarter of an average edge wide; half or double costs the same (README). */
  private static int shift(RoadGraph graph, Weighting weighting) {
    double sum = 0;
    for (long weight : graph.weights(weighting)) {
      sum += Weighting.upper(weight);
    }
    long width = Math.max(1, (long) (sum / Math.max(1, graph.edges()) / 4));
    // Never more than 2^16 buckets, however long the longest edge.
    long least = Math.max(1, graph.longest(weighting) >>> 15);
    return Integer.SIZE + 63 - Long.numberOfLeadingZeros(Math.max(width, least));
  }

  void begin() {
    if (++stamp == Integer.MAX_VALUE) {
      Arrays.fill(state, 0);
      Arrays.fill(wanted, 0);
      stamp = 1;
    }
    queue.clear();
    wantedLeft = 0;
  }

  /** The search may stop once every wanted node is settled. */
  void want(int node) {
    if (wanted[node] != stamp) {
      wanted[node] = stamp;
      wantedLeft++;
    }
  }

  /** From the node the target can be reached directly, at this weight. */
  void seed(int node, long weight) {
    if (weight < weight(node)) {
      set(node, weight, NO_EDGE);
    }
  }

  /**
   * @param closed one bit a segment; empty when nothing is closed
   */
  void run(int[] seeds, long[] closed) {
    long least = UNREACHED;
    for (int node : seeds) {
      least = Math.min(least, weight(node));
      queue.put(weight(node), node);
    }
    queue.startAt(least);
    while (!queue.isEmpty() && wantedLeft > 0) {
      queue.advance();
      do {
        int entry = queue.take();
        expand(queue.value(entry), queue.key(entry), closed);
      } while (!queue.bucketDone());
    }
  }

  private void expand(int node, long weight, long[] closed) {
    if (state[2 * node] != weight) {
      return; // a better way was found since
    }
    if (wanted[node] == stamp) {
      wanted[node] = 0;
      wantedLeft--;
    }
    int end = graph.firstIn[node + 1];
    for (int e = graph.firstIn[node]; e < end; e++) {
      if (closed.length != 0) {
        int s = graph.way[e] >> 1;
        if ((closed[s >> 6] & (1L << s)) != 0) {
          continue;
        }
      }
      long through = weight + weights[e];
      int tail = graph.tail[e];
      if (through < weight(tail)) {
        set(tail, through, e);
        queue.put(through, tail);
      }
    }
  }

  /** Weight from the node to the target; {@link #UNREACHED} when none is known. */
  long weight(int node) {
    return (int) (state[2 * node + 1] >>> Integer.SIZE) == stamp ? state[2 * node] : UNREACHED;
  }

  /** The edge to take from the node; {@link #NO_EDGE} at a seed. */
  int edge(int node) {
    return (int) state[2 * node + 1];
  }

  private void set(int node, long weight, int edge) {
    state[2 * node] = weight;
    state[2 * node + 1] = ((long) stamp << Integer.SIZE) | (edge & 0xFFFF_FFFFL);
  }
}
