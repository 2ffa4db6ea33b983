package city.chengtu.samples.drive;

import city.chengtu.gis.routing.Closures;
import city.chengtu.gis.routing.RoadGraph;
import city.chengtu.gis.routing.RoadPoint;
import city.chengtu.gis.routing.RoadSegment;
import city.chengtu.gis.routing.Route;
import city.chengtu.gis.routing.SnapIndex;
import city.chengtu.gis.routing.SpeedProfile;
import city.chengtu.gis.routing.TravelTimes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The drivable roads, and which stretch follows which. */
final class RoadMap {
  private final RoadGraph graph;
  private final SnapIndex index;
  private final TravelTimes times;
  private final Closures open;

  /**
   * Stretches that may be driven away from node n: {@code out[first[n]]} up to {@code out[first[n +
   * 1] - 1]}.
   */
  private final int[] first;

  private final int[] out;

  RoadMap(List<RoadSegment> segments) {
    SpeedProfile profile = SpeedProfile.standard();
    graph = RoadGraph.of(segments, profile);
    index = SnapIndex.of(graph, profile);
    times = new TravelTimes(graph);
    open = Closures.none(graph);
    first = new int[graph.nodes() + 1];
    out = leaving();
  }

  private int[] leaving() {
    for (int s = 0; s < graph.segments(); s++) {
      if (graph.forward(s)) {
        first[graph.from(s) + 1]++;
      }
      if (graph.backward(s)) {
        first[graph.to(s) + 1]++;
      }
    }
    for (int n = 0; n < graph.nodes(); n++) {
      first[n + 1] += first[n];
    }
    int[] leaving = new int[first[graph.nodes()]];
    int[] next = Arrays.copyOf(first, graph.nodes());
    for (int s = 0; s < graph.segments(); s++) {
      if (graph.forward(s)) {
        leaving[next[graph.from(s)]++] = s;
      }
      if (graph.backward(s)) {
        leaving[next[graph.to(s)]++] = s;
      }
    }
    return leaving;
  }

  /** The id the stretch has on the layer. */
  String id(Leg leg) {
    return graph.id(leg.segment());
  }

  int segments() {
    return graph.segments();
  }

  Optional<RoadPoint> nearest(double lon, double lat) {
    return index.nearest(lon, lat);
  }

  /** The fastest way, as the server's own reckoning would have it without closures. */
  Optional<Route> route(RoadPoint from, RoadPoint to) {
    return times.path(from, to, open);
  }

  /** One stretch driven one way. */
  record Leg(int segment, boolean backwards) {}

  /** A leg away from the place: as drawn when that is allowed. */
  Leg leg(RoadPoint place) {
    return new Leg(place.segment(), !graph.forward(place.segment()));
  }

  /** What may follow a leg; turns back only where nothing else is left. */
  Leg after(Leg leg, Choice choice) {
    int node = leg.backwards() ? graph.from(leg.segment()) : graph.to(leg.segment());
    int ways = first[node + 1] - first[node];
    if (ways == 0) {
      // A road that ends where nobody may leave: real extracts have such. Turn round all the same.
      return new Leg(leg.segment(), !leg.backwards());
    }
    int start = choice.below(ways);
    for (int i = 0; i < ways; i++) {
      int segment = out[first[node] + (start + i) % ways];
      if (segment != leg.segment() && graph.main(segment)) {
        return new Leg(segment, graph.from(segment) != node || !graph.forward(segment));
      }
    }
    return new Leg(leg.segment(), !leg.backwards());
  }

  /** Random numbers from 0 to the bound, exclusive. */
  interface Choice {
    int below(int bound);
  }

  Track track(Leg leg) {
    return new Track(graph.line(leg.segment()), leg.backwards());
  }

  /** Metres a second at the road's own speed. */
  double speed(Leg leg) {
    return graph.centimetres(leg.segment()) * 10.0 / graph.millis(leg.segment());
  }
}
