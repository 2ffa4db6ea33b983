package city.chengtu.command.dispatch;

import city.chengtu.gis.routing.Closures;
import city.chengtu.gis.routing.Reached;
import city.chengtu.gis.routing.RoadGraph;
import city.chengtu.gis.routing.RoadNetwork;
import city.chengtu.gis.routing.RoadPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Geometry;

/**
 * Road times from many places to one over the network in use. Closures are worked out once for each
 * set of them and each network.
 */
public final class RoadTimes {
  private final Supplier<Optional<RoadNetwork.Snapshot>> roads;
  private volatile Closed closed;

  /** The closed stretches for one set of closures on one network. */
  private record Closed(RoadGraph graph, List<String> key, Closures closures) {}

  /**
   * @param roads the network in use; empty when there is none
   */
  public RoadTimes(Supplier<Optional<RoadNetwork.Snapshot>> roads) {
    this.roads = roads;
  }

  /**
   * How one place reaches the target.
   *
   * @param failure null when it does; else unreachable or off-road
   */
  record Way(double seconds, double metres, String failure) {
    static Way none(String failure) {
      return new Way(Double.NaN, Double.NaN, failure);
    }
  }

  /**
   * @param ways in the order of the origins
   */
  record Answer(Recommendation.Graph graph, List<Way> ways) {}

  /**
   * One search backwards from the target.
   *
   * @param snapMetres a place farther from any road than this is off the road
   * @return empty when there is no road network
   */
  Optional<Answer> to(Spot target, List<Spot> origins, List<Closure> barred, double snapMetres) {
    Optional<RoadNetwork.Snapshot> network = roads.get().filter(n -> n.graph().edges() > 0);
    return network.map(n -> answer(n, target, origins, barred, snapMetres));
  }

  private Answer answer(
      RoadNetwork.Snapshot network,
      Spot target,
      List<Spot> origins,
      List<Closure> barred,
      double snapMetres) {
    Closures closures = closures(network, barred);
    var graph =
        new Recommendation.Graph(network.graph().edges(), closures.count(), network.builtAt());
    Optional<RoadPoint> end = snap(network, target, closures, snapMetres);
    if (end.isEmpty()) {
      return new Answer(graph, origins.stream().map(o -> Way.none("off-road")).toList());
    }
    List<RoadPoint> starts = new ArrayList<>();
    int[] index = new int[origins.size()];
    for (int i = 0; i < index.length; i++) {
      Optional<RoadPoint> start = snap(network, origins.get(i), closures, snapMetres);
      index[i] = start.isPresent() ? starts.size() : -1;
      start.ifPresent(starts::add);
    }
    List<Reached> reached = network.times().to(end.get(), starts, closures);
    List<Way> ways = new ArrayList<>();
    for (int i : index) {
      ways.add(i < 0 ? Way.none("off-road") : way(reached.get(i)));
    }
    return new Answer(graph, ways);
  }

  private static Way way(Reached reached) {
    return reached.reached()
        ? new Way(reached.seconds(), reached.metres(), null)
        : Way.none("unreachable");
  }

  /** The nearest open road: a unit or an incident on a closed stretch goes round from beside it. */
  private static Optional<RoadPoint> snap(
      RoadNetwork.Snapshot network, Spot place, Closures closures, double snapMetres) {
    return network
        .nearest(place.lon(), place.lat(), closures)
        .filter(p -> p.metresOff() <= snapMetres);
  }

  private Closures closures(RoadNetwork.Snapshot network, List<Closure> barred) {
    List<String> key = barred.stream().map(c -> c.id() + ":" + c.version()).sorted().toList();
    Closed known = closed;
    if (known == null || known.graph() != network.graph() || !known.key().equals(key)) {
      List<Geometry> shapes = barred.stream().map(Closure::geometry).toList();
      known = new Closed(network.graph(), key, network.closures(shapes));
      closed = known;
    }
    return known.closures();
  }
}
