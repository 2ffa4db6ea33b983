package city.chengtu.gis.routing;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Tarjan's strongly connected components without recursion (a road network is deep enough to
 * overflow the stack). Works on the reversed edges: the components are the same.
 */
final class StrongComponents {
  private static final int UNSEEN = -1;

  private final RoadGraphParts graph;
  private final int[] index;
  private final int[] low;
  private final int[] component;
  private final int[] nextEdge;
  private final int[] path;
  private final int[] open;
  private int pathSize;
  private int openSize;
  private int counter;
  private int components;

  StrongComponents(RoadGraphParts graph) {
    this.graph = graph;
    int nodes = graph.nodeIds.length;
    index = filled(nodes);
    component = filled(nodes);
    low = new int[nodes];
    nextEdge = Arrays.copyOf(graph.firstIn, nodes);
    path = new int[nodes];
    open = new int[nodes];
    for (int n = 0; n < nodes; n++) {
      if (index[n] == UNSEEN) {
        explore(n);
      }
    }
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, UNSEEN);
    return array;
  }

  /** The segments with both ends in the component that holds the greatest length of road. */
  BitSet main() {
    double[] metres = new double[components];
    for (int s = 0; s < graph.from.length; s++) {
      if (component[graph.from[s]] == component[graph.to[s]]) {
        metres[component[graph.from[s]]] += graph.metres(s);
      }
    }
    int largest = 0;
    for (int c = 1; c < components; c++) {
      largest = metres[c] > metres[largest] ? c : largest;
    }
    BitSet main = new BitSet(graph.from.length);
    for (int s = 0; s < graph.from.length; s++) {
      main.set(s, component[graph.from[s]] == largest && component[graph.to[s]] == largest);
    }
    return main;
  }

  private void explore(int root) {
    enter(root);
    while (pathSize > 0) {
      int node = path[pathSize - 1];
      if (nextEdge[node] < graph.firstIn[node + 1]) {
        step(node, graph.tail[nextEdge[node]++]);
      } else {
        leave(node);
      }
    }
  }

  private void step(int node, int neighbour) {
    if (index[neighbour] == UNSEEN) {
      enter(neighbour);
    } else if (component[neighbour] == UNSEEN) {
      low[node] = Math.min(low[node], index[neighbour]);
    }
  }

  private void enter(int node) {
    index[node] = counter;
    low[node] = counter++;
    path[pathSize++] = node;
    open[openSize++] = node;
  }

  private void leave(int node) {
    pathSize--;
    if (pathSize > 0) {
      int parent = path[pathSize - 1];
      low[parent] = Math.min(low[parent], low[node]);
    }
    if (low[node] == index[node]) {
      int member;
      do {
        member = open[--openSize];
        component[member] = components;
      } while (member != node);
      components++;
    }
  }
}
