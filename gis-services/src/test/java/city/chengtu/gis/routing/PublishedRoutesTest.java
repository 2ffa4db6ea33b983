package city.chengtu.gis.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Car routes whose lengths others have computed, over real extracts. */
class PublishedRoutesTest {
  private static final SpeedProfile PROFILE = SpeedProfile.standard();
  private final Map<String, RoadGraph> graphs = new HashMap<>();

  @Test
  void lengthsPublishedByAnotherEngine() throws IOException {
    List<String> rows = Files.readAllLines(SharedData.get("osm/expected_car_routes.csv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", -1);
      check(row, cells[0], cells, 1);
    }
  }

  @Test
  void lengthsComputedIndependentlyForHaidian() throws IOException {
    List<String> rows = Files.readAllLines(SharedData.get("osm/reference_routes_haidian.csv"));
    for (String row : rows.subList(1, rows.size())) {
      check(row, "beijing-haidian.osm.gz", row.split(",", -1), 0);
    }
  }

  private void check(String row, String extract, String[] cells, int first) throws IOException {
    RoadGraph graph = graph(extract);
    SnapIndex index = SnapIndex.of(graph, PROFILE);
    RoadPoint from = point(index, cells, first);
    RoadPoint to = point(index, cells, first + 2);
    double expected = Double.parseDouble(cells[first + 4]);
    Route route =
        new TravelTimes(graph)
            .path(from, to, Closures.none(graph), Weighting.DISTANCE)
            .orElseThrow(() -> new AssertionError("no way: " + row));
    // Published figures are whole metres: half a metre is their own rounding.
    double allowed = Math.max(0.5, expected * 0.005);
    assertThat(route.metres()).as(row).isCloseTo(expected, Offset.offset(allowed));
  }

  private static RoadPoint point(SnapIndex index, String[] cells, int first) {
    double lat = Double.parseDouble(cells[first]);
    double lon = Double.parseDouble(cells[first + 1]);
    return index.nearest(lon, lat).orElseThrow();
  }

  private RoadGraph graph(String extract) throws IOException {
    if (!graphs.containsKey(extract)) {
      graphs.put(
          extract, RoadGraph.of(RoadCollector.read(SharedData.get("osm/" + extract)), PROFILE));
    }
    return graphs.get(extract);
  }
}
