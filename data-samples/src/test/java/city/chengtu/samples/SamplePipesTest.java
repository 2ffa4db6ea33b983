package city.chengtu.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.ingest.NewFeature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules an import checks (CJJ 61 practice, least cover after GB 50289), on several cities. */
class SamplePipesTest {
  private static final double METRES_PER_DEGREE = 111_000;

  /**
   * Least cover under the carriageway in m; sewers are given to their inner bottom, so this holds
   * all the more.
   */
  private static final Map<String, Double> COVER =
      Map.of("JP", 0.7, "YS", 0.7, "WS", 0.7, "TR", 0.9, "RS", 1.0, "GD", 0.5, "XX", 0.5);

  private static final List<City> CITIES = make();

  private record City(long seed, Map<String, NewFeature> points, List<NewFeature> segments) {
    @Override
    public String toString() {
      return "city of seed " + seed;
    }
  }

  static List<City> cities() {
    return CITIES;
  }

  private static List<City> make() {
    List<City> cities = new ArrayList<>();
    for (long seed : new long[] {1, 2, 3, 4, SampleCity.DEFAULT_SEED}) {
      CollectingSink sink = new CollectingSink();
      SampleCity.generate(seed, 0.6, sink);
      Map<String, NewFeature> points = new HashMap<>();
      sink.layer("pipe_points").forEach(p -> points.put(p.id(), p));
      cities.add(new City(seed, points, sink.layer("pipe_segments")));
    }
    return cities;
  }

  private static double number(NewFeature feature, String field) {
    return ((Number) feature.properties().get(field)).doubleValue();
  }

  private static String text(NewFeature feature, String field) {
    return (String) feature.properties().get(field);
  }

  @ParameterizedTest
  @MethodSource("cities")
  void endsExistAndDepthsAddUp(City city) {
    for (NewFeature segment : city.segments()) {
      for (String end : List.of("S", "E")) {
        NewFeature point = city.points().get(text(segment, end + "_Exp"));
        assertThat(point).as(segment.id()).isNotNull();
        double level = number(segment, end + "_H");
        double depth = number(segment, end + "_Deep");
        assertThat(number(point, "High") - depth).as(segment.id()).isCloseTo(level, within(0.01));
        assertThat(depth).as(segment.id()).isBetween(COVER.get(text(segment, "Type")), 15.0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cities")
  void noPointIsUnusedAndAllPipesMeetAtOneLevel(City city) {
    Map<String, Double> levels = new HashMap<>();
    for (NewFeature segment : city.segments()) {
      level(levels, text(segment, "S_Exp"), number(segment, "S_H"));
      level(levels, text(segment, "E_Exp"), number(segment, "E_H"));
    }
    assertThat(levels.keySet()).isEqualTo(city.points().keySet());
  }

  private static void level(Map<String, Double> levels, String point, double level) {
    assertThat(levels.computeIfAbsent(point, p -> level)).as(point).isCloseTo(level, within(0.001));
  }

  @ParameterizedTest
  @MethodSource("cities")
  void lengthsAreBetweenFiveCentimetresAndSeventyFiveMetres(City city) {
    double narrow = Math.cos(Math.toRadians(28.2));
    for (NewFeature segment : city.segments()) {
      var line = segment.geometry().getCoordinates();
      double metres =
          Math.hypot((line[0].x - line[1].x) * narrow, line[0].y - line[1].y) * METRES_PER_DEGREE;
      assertThat(metres).as(segment.id()).isBetween(0.05, 75.0);
    }
  }

  @ParameterizedTest
  @MethodSource("cities")
  void pointsAndPairsAreUnique(City city) {
    Set<String> pairs = new HashSet<>();
    for (NewFeature segment : city.segments()) {
      String start = text(segment, "S_Exp");
      String end = text(segment, "E_Exp");
      assertThat(start).isNotEqualTo(end);
      assertThat(pairs.add(start.compareTo(end) < 0 ? start + end : end + start))
          .as(segment.id())
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("cities")
  void fittingsJoinAsManyPipesAsTheirNameSays(City city) {
    Map<String, Integer> degrees = new HashMap<>();
    for (NewFeature segment : city.segments()) {
      degrees.merge(text(segment, "S_Exp"), 1, Integer::sum);
      degrees.merge(text(segment, "E_Exp"), 1, Integer::sum);
    }
    Map<String, Integer> expected = Map.of("盖堵", 1, "弯头", 2, "直线点", 2, "三通", 3, "四通", 4, "出水口", 1);
    for (NewFeature point : city.points().values()) {
      String feature = text(point, "Feature");
      assertThat(feature == null)
          .as(point.id() + " has feature or appurtenance")
          .isNotEqualTo(text(point, "Subsid") == null);
      if (feature != null) {
        assertThat(degrees.get(point.id()))
            .as(point.id() + feature)
            .isEqualTo(expected.get(feature));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cities")
  void sewersFallAndDoNotNarrowAlongTheFlow(City city) {
    Map<String, Integer> widest = new HashMap<>();
    Map<String, List<String>> next = new HashMap<>();
    Map<String, Integer> narrowestOut = new HashMap<>();
    for (NewFeature segment : city.segments()) {
      if (text(segment, "FlowDir").equals("+")) {
        assertThat(number(segment, "S_H")).as(segment.id()).isGreaterThan(number(segment, "E_H"));
        int size = Integer.parseInt(text(segment, "PSize"));
        widest.merge(text(segment, "E_Exp"), size, Math::max);
        narrowestOut.merge(text(segment, "S_Exp"), size, Math::min);
        next.computeIfAbsent(text(segment, "S_Exp"), p -> new ArrayList<>())
            .add(text(segment, "E_Exp"));
      }
    }
    narrowestOut.forEach(
        (point, size) ->
            assertThat(size).as(point).isGreaterThanOrEqualTo(widest.getOrDefault(point, 0)));
    // Water leaves every manhole by one pipe, and ends only in the river or a pumping station.
    next.forEach((point, ends) -> assertThat(ends).as(point).hasSize(1));
    widest
        .keySet()
        .forEach(
            point -> {
              NewFeature end = city.points().get(point);
              boolean outlet =
                  "出水口".equals(text(end, "Feature")) || "泵站".equals(text(end, "Subsid"));
              assertThat(next.containsKey(point)).as(point).isNotEqualTo(outlet);
            });
  }

  @ParameterizedTest
  @MethodSource("cities")
  void everyNetworkUnderPressureHangsTogetherWithItsWorks(City city) {
    for (String type : List.of("JP", "TR", "RS", "GD", "XX")) {
      Map<String, List<String>> beside = new HashMap<>();
      for (NewFeature segment : city.segments()) {
        if (text(segment, "Type").equals(type)) {
          String start = text(segment, "S_Exp");
          String end = text(segment, "E_Exp");
          beside.computeIfAbsent(start, p -> new ArrayList<>()).add(end);
          beside.computeIfAbsent(end, p -> new ArrayList<>()).add(start);
        }
      }
      assertThat(reached(beside)).as(type).isEqualTo(beside.keySet());
    }
  }

  private static Set<String> reached(Map<String, List<String>> beside) {
    Deque<String> queue = new ArrayDeque<>(List.of(beside.keySet().iterator().next()));
    Set<String> reached = new HashSet<>(queue);
    while (!queue.isEmpty()) {
      for (String other : beside.get(queue.remove())) {
        if (reached.add(other)) {
          queue.add(other);
        }
      }
    }
    return reached;
  }
}
