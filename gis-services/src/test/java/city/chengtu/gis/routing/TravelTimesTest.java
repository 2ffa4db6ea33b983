package city.chengtu.gis.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.routing.Reached.Outcome;
import city.chengtu.gis.routing.RoadSegment.Oneway;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drawings whose answers can be told by hand. Residential roads are driven at 30 km/h. */
class TravelTimesTest {
  @Test
  void partsOfTheFirstAndLastStretchCount() {
    var net = new RoadDrawing().road("a", 0, 0, 300, 0).road("b", 300, 0, 300, 300).build();
    Reached reached = net.reach(net.near(100, 5), net.near(305, 200));
    assertThat(reached.metres()).isCloseTo(400, within(0.02));
    assertThat(reached.seconds()).isCloseTo(400 / (30 / 3.6), within(0.01));
  }

  @Test
  void onTheSameStretchOneDrivesStraightThere() {
    var net = new RoadDrawing().road("a", 0, 0, 300, 0).build();
    assertThat(net.reach(net.near(250, 0), net.near(50, 0)).metres()).isCloseTo(200, within(0.02));
    assertThat(net.reach(net.near(50, 0), net.near(250, 0)).metres()).isCloseTo(200, within(0.02));
    assertThat(net.reach(net.near(50, 0), net.near(50, 0)).seconds()).isZero();
  }

  @Test
  void againstAOneWayStreetOneGoesRound() {
    var net =
        new RoadDrawing()
            .oneway("a", 0, 0, 300, 0)
            .road("b", 300, 0, 300, 100, 0, 100, 0, 0)
            .build();
    assertThat(net.reach(net.near(100, 0), net.near(200, 0)).metres()).isCloseTo(100, within(0.02));
    assertThat(net.reach(net.near(200, 0), net.near(100, 0)).metres())
        .isCloseTo(100 + 500 + 100, within(0.02));
  }

  @Test
  void oneWayAgainstTheDrawing() {
    var net =
        new RoadDrawing()
            .road("a", Oneway.BACKWARD, "residential", 0, 0, 300, 0)
            .road("b", 300, 0, 600, 0)
            .build();
    assertThat(net.reach(net.near(450, 0), net.near(150, 0)).metres()).isCloseTo(300, within(0.02));
    assertThat(net.reach(net.near(150, 0), net.near(450, 0)).outcome())
        .isEqualTo(Outcome.UNREACHABLE);
  }

  @Test
  void fastRoadsAreWorthADetourInTimeButNotInMetres() {
    var net =
        new RoadDrawing()
            .road("straight", Oneway.NO, "living_street", 0, 0, 1000, 0)
            .road("round", Oneway.NO, "primary", 0, 0, 500, 600, 1000, 0)
            .road("west", -100, 0, 0, 0)
            .road("east", 1000, 0, 1100, 0)
            .build();
    RoadPoint origin = net.near(-50, 0);
    RoadPoint target = net.near(1050, 0);
    Closures none = Closures.none(net.graph());
    assertThat(ids(net, net.times().path(origin, target, none).orElseThrow()))
        .containsExactly("west", "round", "east");
    Route shortest = net.times().path(origin, target, none, Weighting.DISTANCE).orElseThrow();
    assertThat(ids(net, shortest)).containsExactly("west", "straight", "east");
    assertThat(shortest.metres()).isCloseTo(1100, within(0.05));
    assertThat(shortest.line().getStartPoint().getX()).isCloseTo(origin.lon(), within(1e-9));
    assertThat(shortest.line().getEndPoint().getX()).isCloseTo(target.lon(), within(1e-9));
  }

  private static List<String> ids(RoadDrawing.Network net, Route route) {
    return route.segments().stream().map(net.graph()::id).toList();
  }

  @Test
  void aClosureLeadsRoundAndSaysWhoStandsOnIt() {
    var net =
        new RoadDrawing()
            .road("west", 0, 0, 100, 0)
            .road("middle", 100, 0, 200, 0)
            .road("round", 100, 0, 100, 300, 200, 300, 200, 0)
            .road("east", 200, 0, 300, 0)
            .build();
    RoadPoint west = net.near(50, 0);
    RoadPoint middle = net.near(150, 0);
    RoadPoint east = net.near(250, 0);
    Closures closures = net.closed(RoadDrawing.line(150, -20, 150, 20));
    assertThat(net.reach(west, east).metres()).isCloseTo(200, within(0.02));
    assertThat(net.reach(west, east, closures).metres()).isCloseTo(800, within(0.05));
    assertThat(net.reach(middle, east, closures).outcome()).isEqualTo(Outcome.ORIGIN_CLOSED);
    assertThat(net.reach(west, middle, closures).outcome()).isEqualTo(Outcome.TARGET_CLOSED);
    assertThat(net.times().path(west, middle, closures)).isEmpty();
    // Snapped with the closures, the incident is reached as near as can be.
    RoadPoint asNearAsCanBe = net.near(150, 0, closures);
    assertThat(asNearAsCanBe.metresOff()).isCloseTo(50, within(0.01));
    assertThat(net.reach(west, asNearAsCanBe, closures).reached()).isTrue();
  }

  @Test
  void aLoopIsDrivenTheShorterWay() {
    var net =
        new RoadDrawing()
            .road("in", -100, 0, 0, 0)
            .road("loop", 0, 0, 100, 0, 100, 100, 0, 100, 0, 0)
            .build();
    Reached reached = net.reach(net.near(-50, 0), net.near(0, 50));
    assertThat(reached.metres()).isCloseTo(100, within(0.02));
    Route route =
        net.times()
            .path(net.near(-50, 0), net.near(0, 50), Closures.none(net.graph()))
            .orElseThrow();
    assertThat(route.line().getNumPoints()).isEqualTo(3);
  }

  @Test
  void pointsAndClosuresOfAnotherGraphAreRefused() {
    var net = new RoadDrawing().road("a", 0, 0, 300, 0).build();
    var other = new RoadDrawing().road("a", 0, 0, 300, 0).build();
    RoadPoint strange = other.near(10, 0);
    assertThatThrownBy(() -> net.reach(strange, net.near(20, 0)))
        .hasMessageContaining("another road graph");
    assertThatThrownBy(
            () -> net.reach(net.near(1, 0), net.near(20, 0), Closures.none(other.graph())))
        .hasMessageContaining("another road graph");
  }

  @Test
  void whatMayNotBeDrivenIsNoRoad() {
    var net =
        new RoadDrawing()
            .road("path", Oneway.NO, "footway", 0, 0, 300, 0)
            .road("street", 0, 100, 300, 100)
            .build();
    assertThat(net.graph().segments()).isEqualTo(1);
    assertThat(net.near(10, 1).metresOff()).isCloseTo(99, within(0.01));
  }
}
