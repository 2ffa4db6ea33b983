package city.chengtu.samples;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.routing.RoadGraph;
import city.chengtu.gis.routing.RoadSegment;
import city.chengtu.gis.routing.SpeedProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

class SampleRoadsTest {

  private static List<NewFeature> roads(long seed) {
    CollectingSink city = new CollectingSink();
    SampleCity.generate(seed, 0.5, city);
    return city.layer("roads");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, SampleCity.DEFAULT_SEED})
  void everyRoadCanBeReachedAndLeftByCar(long seed) {
    List<RoadSegment> segments =
        roads(seed).stream()
            .map(f -> RoadSegment.of(f.id(), f.geometry(), f.properties()))
            .toList();
    RoadGraph graph = RoadGraph.of(segments, SpeedProfile.standard());
    assertThat(graph.rejected()).isEmpty();
    assertThat(graph.segments()).isEqualTo(segments.size());
    assertThat(IntStream.range(0, graph.segments())).allMatch(graph::main);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, SampleCity.DEFAULT_SEED})
  void roadsMeetWhereTheyShareANode(long seed) {
    Map<Object, Coordinate> places = new HashMap<>();
    int oneWay = 0;
    for (NewFeature road : roads(seed)) {
      Coordinate[] line = road.geometry().getCoordinates();
      check(places, road.properties().get("from_node"), line[0]);
      check(places, road.properties().get("to_node"), line[line.length - 1]);
      oneWay += road.properties().get("oneway").equals("no") ? 0 : 1;
    }
    assertThat(oneWay).isGreaterThan(50);
  }

  private static void check(Map<Object, Coordinate> places, Object node, Coordinate place) {
    assertThat(places.computeIfAbsent(node, n -> place)).as("node " + node).isEqualTo(place);
  }
}
