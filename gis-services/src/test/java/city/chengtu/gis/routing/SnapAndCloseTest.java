package city.chengtu.gis.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;

class SnapAndCloseTest {
  @Test
  void theNearestPlaceOnTheRoad() {
    var net = new RoadDrawing().road("a", 0, 0, 400, 0).road("b", 400, 0, 400, 300).build();
    RoadPoint point = net.near(100, 30);
    assertThat(net.graph().id(point.segment())).isEqualTo("a");
    assertThat(point.fraction()).isCloseTo(0.25, within(1e-6));
    assertThat(point.metresOff()).isCloseTo(30, within(0.01));
    assertThat(point.lat()).isCloseTo(28, within(1e-9));
  }

  @Test
  void aRoadThatJoinsNothingIsTakenOnlyWhenMuchNearer() {
    var net =
        new RoadDrawing()
            .road("main", 0, 0, 1000, 0)
            .road("more", 1000, 0, 1000, 1000)
            .road("yard", 0, 100, 50, 100)
            .road("far yard", 0, 400, 50, 400)
            .build();
    assertThat(net.graph().id(net.near(10, 100).segment())).isEqualTo("main");
    assertThat(net.graph().id(net.near(10, 400).segment())).isEqualTo("far yard");
    assertThat(net.reach(net.near(10, 400), net.near(500, 0)).outcome())
        .isEqualTo(Reached.Outcome.UNREACHABLE);
  }

  @Test
  void theGridFindsWhatLookingAtEveryRoadFinds() {
    RoadGraph graph = RoadGraph.of(GeneratedRoads.of(30, 12, 3), RoadDrawing.PROFILE);
    SnapIndex index = SnapIndex.of(graph, RoadDrawing.PROFILE);
    var extent = graph.extent();
    GeometryFactory geometry = new GeometryFactory();
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      // Half of the places lie outside the network.
      double lon = extent.getMinX() + (2 * random.nextDouble() - 0.5) * extent.getWidth();
      double lat = extent.getMinY() + (2 * random.nextDouble() - 0.5) * extent.getHeight();
      double best = Double.POSITIVE_INFINITY;
      double bestMain = Double.POSITIVE_INFINITY;
      var plane =
          AffineTransformation.scaleInstance(
              Sphere.metresPerDegreeOfLongitude(lat), Sphere.METRES_PER_DEGREE);
      var place = plane.transform(geometry.createPoint(new Coordinate(lon, lat)));
      for (int s = 0; s < graph.segments(); s++) {
        double metres = plane.transform(graph.line(s)).distance(place);
        best = Math.min(best, metres);
        bestMain = graph.main(s) ? Math.min(bestMain, metres) : bestMain;
      }
      double expected = bestMain <= best + RoadDrawing.PROFILE.snapMainMetres() ? bestMain : best;
      assertThat(index.nearest(lon, lat).orElseThrow().metresOff())
          .as("seed 4, place %d", i)
          .isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void noRoadsNoAnswer() {
    var net = new RoadDrawing().build();
    assertThat(net.index().nearest(113, 28)).isEmpty();
    assertThat(net.graph().extent().isNull()).isTrue();
    assertThatThrownBy(() -> net.index().nearest(Double.NaN, 28))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A main road (a1, a2) with side streets (s1, s2) at 0, 200 and 400. */
  private static RoadDrawing.Network comb() {
    return new RoadDrawing()
        .road("a1", 0, 0, 200, 0)
        .road("a2", 200, 0, 400, 0)
        .road("s1", 200, 0, 200, 150)
        .road("s2", 200, 0, 200, -150)
        .road("parallel", 0, 16, 199, 16)
        .build();
  }

  @Test
  void anAreaClosesWhatItTouches() {
    assertThat(comb().closedIds(RoadDrawing.area(190, -50, 230, -50, 230, 50, 190, 50, 190, -50)))
        .containsExactly("a1", "a2", "parallel", "s1", "s2");
    assertThat(comb().closedIds(RoadDrawing.area(210, 20, 150, 20, 150, 90, 210, 90, 210, 20)))
        .containsExactly("s1");
  }

  @Test
  void aLineAlongARoadSparesTheSideStreetsAndTheOtherCarriageway() {
    assertThat(comb().closedIds(RoadDrawing.line(10, 3, 390, -3))).containsExactly("a1", "a2");
    assertThat(comb().closedIds(RoadDrawing.line(20, -2, 100, -2))).containsExactly("a1");
  }

  @Test
  void aShortLineAcrossARoadClosesThatRoad() {
    assertThat(comb().closedIds(RoadDrawing.line(190, 75, 210, 75))).containsExactly("s1");
    // Across the mouth of the street, nearer to the corner than the tolerance.
    assertThat(comb().closedIds(RoadDrawing.line(195, 8, 205, 8))).hasSize(1);
  }

  @Test
  void aPointClosesTheNearestRoadWithinTheTolerance() {
    assertThat(comb().closedIds(RoadDrawing.point(300, 5))).containsExactly("a2");
    assertThat(comb().closedIds(RoadDrawing.point(300, 50))).isEmpty();
  }

  @Test
  void manyShapesAddUp() {
    var net = comb();
    Closures closures =
        net.closed(RoadDrawing.line(190, 75, 210, 75), RoadDrawing.line(190, -75, 210, -75));
    assertThat(closures.count()).isEqualTo(2);
    assertThat(closures.isEmpty()).isFalse();
    assertThatThrownBy(() -> net.closed(new GeometryFactory().createPolygon()))
        .hasMessageContaining("empty geometry");
  }

  @Test
  void contradictingNodesAreNamed() {
    RoadSegment good = segment("good", 1, 2, RoadDrawing.line(0, 0, 500, 0));
    RoadSegment bad = segment("bad", 2, 3, RoadDrawing.line(900, 0, 999, 0));
    RoadGraph graph = RoadGraph.of(List.of(good, bad), RoadDrawing.PROFILE);
    assertThat(graph.segments()).isEqualTo(1);
    assertThat(graph.rejected()).singleElement().asString().startsWith("roads/bad: node 2 lies at");
  }

  private static RoadSegment segment(String id, long from, long to, Geometry line) {
    return RoadSegment.of(
        id, line, Map.of("class", "residential", "from_node", from, "to_node", to));
  }

  @Test
  void aFeatureThatIsNoRoadSaysWhichFieldIsWrong() {
    Geometry line = RoadDrawing.line(0, 0, 10, 0);
    assertThatThrownBy(() -> RoadSegment.of("r", line, Map.of("class", "service", "from_node", 1)))
        .hasMessage("roads/r: to_node must be a whole number, not null");
    Map<String, Object> odd =
        Map.of("class", "service", "from_node", 1, "to_node", 2, "oneway", "maybe");
    assertThatThrownBy(() -> RoadSegment.of("r", line, odd))
        .hasMessage("roads/r: oneway must be yes, -1 or no, not maybe");
    assertThatThrownBy(() -> RoadSegment.of("r", RoadDrawing.point(0, 0), Map.of()))
        .hasMessage("roads/r: geometry must be a LineString, not Point");
  }
}
