package city.chengtu.gis.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The fast search must say exactly what the textbook says. */
class TravelTimesPropertyTest {
  private static final int CASES = 1_000;
  private static final SpeedProfile PROFILE = SpeedProfile.standard();

  @Test
  void equalsTextbookOnRandomNetworks() {
    int reached = 0;
    int unreachable = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      RoadGraph graph =
          RoadGraph.of(
              GeneratedRoads.of(2 + random.nextInt(14), 1 + random.nextInt(14), seed), PROFILE);
      if (graph.segments() > 0) {
        List<Reached> answers = checkCase(graph, new RandomCases(graph, seed), seed);
        reached += (int) answers.stream().filter(Reached::reached).count();
        unreachable +=
            (int) answers.stream().filter(r -> r.outcome() == Reached.Outcome.UNREACHABLE).count();
      }
    }
    // The cases are worth something only if both happen often.
    assertThat(reached).isGreaterThan(5 * CASES);
    assertThat(unreachable).isGreaterThan(CASES / 4);
  }

  @Test
  void oneSearchAfterAnotherOnTheSameArrays() {
    RoadGraph graph = RoadGraph.of(GeneratedRoads.of(40, 40, 1), PROFILE);
    RandomCases cases = new RandomCases(graph, 2);
    TravelTimes times = new TravelTimes(graph);
    PlainTravelTimes plain = new PlainTravelTimes(graph, Weighting.TIME);
    for (int i = 0; i < 100; i++) {
      RoadPoint target = cases.point();
      List<RoadPoint> origins = cases.origins(target, 10);
      Closures closures = cases.closures(0.05);
      assertThat(times.to(target, origins, closures))
          .as("seeds 1, 2; search %d", i)
          .isEqualTo(plain.to(target, origins, closures));
    }
  }

  @Test
  void manyThreadsDoNotDisturbEachOther() {
    RoadGraph graph = RoadGraph.of(GeneratedRoads.of(40, 40, 5), PROFILE);
    TravelTimes shared = new TravelTimes(graph);
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            seed -> {
              RandomCases cases = new RandomCases(graph, seed);
              RoadPoint target = cases.point();
              List<RoadPoint> origins = cases.origins(target, 20);
              Closures closures = cases.closures(0.05);
              assertThat(shared.to(target, origins, closures))
                  .as("seed %d", seed)
                  .isEqualTo(new TravelTimes(graph).to(target, origins, closures));
            });
  }

  @Test
  void equalsTextbookOnRealRoads() throws IOException {
    RoadGraph graph =
        RoadGraph.of(RoadCollector.read(SharedData.get("osm/beijing-haidian.osm.gz")), PROFILE);
    for (int seed = 0; seed < 200; seed++) {
      checkCase(graph, new RandomCases(graph, seed), seed);
    }
  }

  private static List<Reached> checkCase(RoadGraph graph, RandomCases cases, long seed) {
    RoadPoint target = cases.point();
    List<RoadPoint> origins = cases.origins(target, 15);
    Closures closures = cases.closures(0.3);
    List<Reached> last = new ArrayList<>();
    for (Weighting weighting : Weighting.values()) {
      TravelTimes times = new TravelTimes(graph);
      last = times.to(target, origins, closures, weighting);
      assertThat(last)
          .as("seed %d, least %s", seed, weighting)
          .isEqualTo(new PlainTravelTimes(graph, weighting).to(target, origins, closures));
      for (int i = 0; i < origins.size(); i++) {
        checkPath(times, origins.get(i), target, closures, weighting, last.get(i), seed);
      }
    }
    return last;
  }

  private static void checkPath(
      TravelTimes times,
      RoadPoint origin,
      RoadPoint target,
      Closures closures,
      Weighting weighting,
      Reached reached,
      long seed) {
    var path = times.path(origin, target, closures, weighting);
    assertThat(path.isPresent()).as("seed %d", seed).isEqualTo(reached.reached());
    path.ifPresent(
        route -> {
          assertThat(route.seconds()).as("seed %d", seed).isEqualTo(reached.seconds());
          assertThat(route.metres()).as("seed %d", seed).isEqualTo(reached.metres());
          assertThat(route.segments()).as("seed %d", seed).noneMatch(closures::isClosed);
          // The drawn line is as long as the way, but for the rounding to centimetres.
          assertThat(length(route))
              .as("seed %d", seed)
              .isCloseTo(route.metres(), Offset.offset(0.01 * (route.segments().size() + 2)));
        });
  }

  private static double length(Route route) {
    var points = route.line().getCoordinates();
    double metres = 0;
    for (int i = 1; i < points.length; i++) {
      metres += Sphere.metres(points[i - 1].x, points[i - 1].y, points[i].x, points[i].y);
    }
    return metres;
  }
}
