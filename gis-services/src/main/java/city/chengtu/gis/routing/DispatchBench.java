package city.chengtu.gis.routing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Measures what a recommendation of units asks of the road network, and proves in the same run that
 * the answers are right: many units, one incident, a few closures drawn on the map.
 */
public final class DispatchBench {
  private static final int WARM_UP = 300;
  private static final int MEASURED = 1_000;

  /** 238 × 238 crossings give some 200,000 directed edges. */
  private static final int SIDE = 238;

  private static final int CLOSED_AREAS = 3;
  private static final double AREA_DEGREES = 0.002;
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final SpeedProfile profile = SpeedProfile.standard();
  private final int units;
  private final long seed;
  private final PrintStream out;

  private DispatchBench(int units, long seed, PrintStream out) {
    this.units = units;
    this.seed = seed;
    this.out = out;
  }

  /**
   * @param osmFile an extract to measure besides the generated network; null for none
   * @param units that ask for their time in each search
   * @param cases random cases checked against a plain textbook Dijkstra, spread over the networks
   * @return the process's exit code: 0, or 1 when any answer differs
   */
  public static int run(Path osmFile, int units, int cases, long seed, PrintStream out)
      throws IOException {
    DispatchBench bench = new DispatchBench(units, seed, out);
    out.printf(
        Locale.ROOT,
        "%d units, seed %d, JDK %s, %d processors%n",
        units,
        seed,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors());
    int different = 0;
    int left = cases;
    if (osmFile != null) {
      left = cases / 2;
      String name = String.valueOf(osmFile.getFileName());
      different += bench.network(name, RoadCollector.read(osmFile), cases - left);
    }
    different += bench.network("generated", GeneratedRoads.of(SIDE, SIDE, seed), left);
    out.printf(
        Locale.ROOT,
        different == 0
            ? "all %d cases equal a plain Dijkstra%n"
            : "FAILED: of %d cases, " + different + " differ from a plain Dijkstra%n",
        cases);
    return different == 0 ? 0 : 1;
  }

  private int network(String name, List<RoadSegment> roads, int cases) {
    long start = System.nanoTime();
    RoadGraph graph = RoadGraph.of(roads, profile);
    SnapIndex index = SnapIndex.of(graph, profile);
    out.printf(
        Locale.ROOT,
        "%s: %d directed edges, %d nodes; graph and index built in %.0f ms%n",
        name,
        graph.edges(),
        graph.nodes(),
        millisSince(start));
    measure(graph, index);
    return check(graph, cases);
  }

  private void measure(RoadGraph graph, SnapIndex index) {
    RandomCases random = new RandomCases(graph, seed);
    TravelTimes times = new TravelTimes(graph);
    double[] close = new double[MEASURED];
    double[] snap = new double[MEASURED];
    double[] search = new double[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      List<Geometry> areas = areas(random);
      List<double[]> places = random.places(units);
      double[] incident = random.places(1).get(0);
      long start = System.nanoTime();
      Closures closures = Closures.of(graph, index, profile, areas);
      final double closeMillis = millisSince(start);
      start = System.nanoTime();
      RoadPoint target = index.nearest(incident[0], incident[1], closures).orElseThrow();
      List<RoadPoint> origins = new ArrayList<>(units);
      for (double[] place : places) {
        origins.add(index.nearest(place[0], place[1], closures).orElseThrow());
      }
      final double snapMillis = millisSince(start);
      start = System.nanoTime();
      List<Reached> answers = times.to(target, origins, closures);
      if (i >= 0 && answers.size() == units) {
        close[i] = closeMillis;
        snap[i] = snapMillis;
        search[i] = millisSince(start);
      }
    }
    print("shapes to closed stretches", close);
    print("snap incident and units", snap);
    print("search, all units exact", search);
  }

  private static List<Geometry> areas(RandomCases random) {
    List<Geometry> areas = new ArrayList<>();
    for (double[] corner : random.places(CLOSED_AREAS)) {
      Envelope box =
          new Envelope(corner[0], corner[0] + AREA_DEGREES, corner[1], corner[1] + AREA_DEGREES);
      areas.add(GEOMETRY.toGeometry(box));
    }
    return areas;
  }

  private int check(RoadGraph graph, int cases) {
    RandomCases random = new RandomCases(graph, seed + 1);
    TravelTimes times = new TravelTimes(graph);
    PlainTravelTimes plain = new PlainTravelTimes(graph, Weighting.TIME);
    int different = 0;
    for (int i = 0; i < cases; i++) {
      RoadPoint target = random.point();
      List<RoadPoint> origins = random.origins(target, units);
      Closures closures = random.closures(0.05);
      if (!times.to(target, origins, closures).equals(plain.to(target, origins, closures))) {
        different++;
        out.printf(Locale.ROOT, "  case %d of seed %d differs%n", i, seed + 1);
      }
    }
    out.printf(Locale.ROOT, "  checked %d cases, %d differ%n", cases, different);
    return different;
  }

  private void print(String what, double[] millis) {
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "  %-28s p50 %7.2f ms   p99 %7.2f ms   max %7.2f ms%n",
        what,
        millis[millis.length / 2],
        millis[millis.length * 99 / 100],
        millis[millis.length - 1]);
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
