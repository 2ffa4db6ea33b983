package city.chengtu.gis.routing;

import city.chengtu.gis.routing.Reached.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Exact travel times from many places to one: a single search backwards from the target, ended as
 * soon as every origin is settled. Safe for many threads.
 */
public final class TravelTimes {
  /** Search arrays kept for the next caller; more threads than this make their own. */
  private static final int KEPT_SEARCHES = 16;

  private final RoadGraph graph;
  private final BlockingQueue<Search> byTime = new ArrayBlockingQueue<>(KEPT_SEARCHES);
  private final BlockingQueue<Search> byDistance = new ArrayBlockingQueue<>(KEPT_SEARCHES);

  public TravelTimes(RoadGraph graph) {
    this.graph = graph;
  }

  /** The fastest way from each origin. */
  public List<Reached> to(RoadPoint target, List<RoadPoint> origins, Closures closures) {
    return to(target, origins, closures, Weighting.TIME);
  }

  /**
   * How each origin reaches the target, in the order of the origins.
   *
   * @throws IllegalArgumentException when a point or the closures were made for another graph
   */
  public List<Reached> to(
      RoadPoint target, List<RoadPoint> origins, Closures closures, Weighting weighting) {
    mustBeOurs(target);
    origins.forEach(this::mustBeOurs);
    closures.mustBeFor(graph);
    if (closures.isClosed(target.segment())) {
      return origins.stream().map(o -> Reached.without(Outcome.TARGET_CLOSED)).toList();
    }
    Search search = borrow(weighting);
    search(search, target, origins, closures, weighting);
    List<Reached> answers = new ArrayList<>(origins.size());
    for (RoadPoint origin : origins) {
      answers.add(answer(search, origin, target, closures, weighting));
    }
    giveBack(search, weighting);
    return answers;
  }

  /** The fastest way; empty when there is none, for whichever reason. */
  public Optional<Route> path(RoadPoint origin, RoadPoint target, Closures closures) {
    return path(origin, target, closures, Weighting.TIME);
  }

  /**
   * The best way from one origin, with its line on the map; empty when there is none.
   *
   * @throws IllegalArgumentException when a point or the closures were made for another graph
   */
  public Optional<Route> path(
      RoadPoint origin, RoadPoint target, Closures closures, Weighting weighting) {
    mustBeOurs(origin);
    mustBeOurs(target);
    closures.mustBeFor(graph);
    if (closures.isClosed(target.segment()) || closures.isClosed(origin.segment())) {
      return Optional.empty();
    }
    Search search = borrow(weighting);
    search(search, target, List.of(origin), closures, weighting);
    Ends ends = new Ends(graph, weighting, search);
    Optional<Route> route =
        ends.best(origin, target).map(exit -> route(search, exit, origin, target, weighting));
    giveBack(search, weighting);
    return route;
  }

  private void mustBeOurs(RoadPoint point) {
    Objects.requireNonNull(point, "road point");
    if (point.graph() != graph.serial()) {
      throw new IllegalArgumentException("the road point was made for another road graph");
    }
  }

  private void search(
      Search search,
      RoadPoint target,
      List<RoadPoint> origins,
      Closures closures,
      Weighting weighting) {
    search.begin();
    Ends ends = new Ends(graph, weighting, search);
    for (RoadPoint origin : origins) {
      if (!closures.isClosed(origin.segment())) {
        ends.want(origin);
      }
    }
    long[] closed = closures.isEmpty() ? new long[0] : closures.words(graph.segments());
    search.run(ends.seed(target), closed);
  }

  private Reached answer(
      Search search, RoadPoint origin, RoadPoint target, Closures closures, Weighting weighting) {
    if (closures.isClosed(origin.segment())) {
      return Reached.without(Outcome.ORIGIN_CLOSED);
    }
    return new Ends(graph, weighting, search)
        .best(origin, target)
        .map(exit -> Reached.by(weighting, exit.weight()))
        .orElse(Reached.without(Outcome.UNREACHABLE));
  }

  private Route route(
      Search search, Ends.Exit exit, RoadPoint origin, RoadPoint target, Weighting weighting) {
    RouteLine line = new RouteLine(graph.parts());
    if (exit.direct()) {
      line.add(origin.segment(), origin.fraction(), target.fraction());
    } else {
      line.add(origin.segment(), origin.fraction(), exit.leftAt());
      int last = line.follow(search, exit.node());
      double enteredAt = new Ends(graph, weighting, search).enteredAt(last, target);
      line.add(target.segment(), enteredAt, target.fraction());
    }
    Reached reached = Reached.by(weighting, exit.weight());
    return line.route(reached.seconds(), reached.metres());
  }

  private Search borrow(Weighting weighting) {
    Search search = kept(weighting).poll();
    return search == null ? new Search(graph, weighting) : search;
  }

  private void giveBack(Search search, Weighting weighting) {
    // A full queue means enough are kept: this one is left to the garbage collector.
    boolean unused = kept(weighting).offer(search);
  }

  private BlockingQueue<Search> kept(Weighting weighting) {
    return weighting == Weighting.TIME ? byTime : byDistance;
  }
}
