package city.chengtu.samples.ground;

/**
 * One family of parallel arterial lines of the lattice: where they lie, what they are called and
 * what class they are. Line 0 and the last line are the edge of the city, no roads.
 */
final class Axis {
  private final int[] edges;
  private final String[] names;
  private final RoadClass[] classes;

  Axis(int[] edges, String[] names, RoadClass[] classes) {
    this.edges = edges;
    this.names = names;
    this.classes = classes;
  }

  int cells() {
    return edges.length - 1;
  }

  int edge(int line) {
    return edges[line];
  }

  String name(int line) {
    return names[line];
  }

  RoadClass road(int line) {
    return classes[line];
  }

  int first() {
    return edges[0];
  }

  int last() {
    return edges[edges.length - 1];
  }

  /** The cell that holds a coordinate; those beyond the city belong to its edge cells. */
  int cell(double position) {
    int low = 0;
    int high = cells() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (edges[middle] <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
