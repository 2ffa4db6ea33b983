package city.chengtu.gis.routing;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/** Puts a route together, stretch by stretch. */
final class RouteLine {
  private final RoadGraphParts parts;
  private final List<Coordinate> points = new ArrayList<>();
  private final List<Integer> segments = new ArrayList<>();

  RouteLine(RoadGraphParts parts) {
    this.parts = parts;
  }

  /** Drives a stretch from one fraction of it to another. */
  void add(int segment, double start, double end) {
    List<Coordinate> stretch = parts.between(segment, start, end);
    boolean joined = !points.isEmpty() && points.get(points.size() - 1).equals2D(stretch.get(0));
    points.addAll(joined ? stretch.subList(1, stretch.size()) : stretch);
    segments.add(segment);
  }

  /** Drives from the node as the search found; answers the node where that way ends. */
  int follow(Search search, int start) {
    int node = start;
    for (int e = search.edge(node); e != Search.NO_EDGE; e = search.edge(node)) {
      int s = parts.segment(e);
      boolean asDrawn = parts.asDrawn(e);
      add(s, asDrawn ? 0 : 1, asDrawn ? 1 : 0);
      node = asDrawn ? parts.to[s] : parts.from[s];
    }
    return node;
  }

  Route route(double seconds, double metres) {
    return new Route(seconds, metres, RoadGraphParts.line(points), segments);
  }
}
