package city.chengtu.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.dispatch.Recommendation.Choice;
import city.chengtu.command.dispatch.Recommendation.Excluded;
import city.chengtu.command.incidents.Incident;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.routing.GeneratedRoads;
import city.chengtu.gis.routing.RoadGraph;
import city.chengtu.gis.routing.RoadNetwork;
import city.chengtu.gis.routing.SnapIndex;
import city.chengtu.gis.routing.SpeedProfile;
import city.chengtu.gis.routing.TravelTimes;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

@EachStore
class RecommendationsTest {
  private static final double LON = 112.93;
  private static final double LAT = 28.13;
  private final TestTown town;

  RecommendationsTest(TestStore store) {
    town = new TestTown(store.fresh(TestTown.MIGRATIONS));
  }

  private static RoadNetwork.Snapshot network() {
    SpeedProfile profile = SpeedProfile.standard();
    RoadGraph graph = RoadGraph.of(GeneratedRoads.of(30, 30, 5), profile);
    return new RoadNetwork.Snapshot(
        graph,
        SnapIndex.of(graph, profile),
        new TravelTimes(graph),
        profile,
        1,
        Instant.EPOCH,
        List.of());
  }

  private static Choice choice(Recommendation answer, String unit) {
    return answer.units().stream().filter(c -> c.unit().equals(unit)).findFirst().orElseThrow();
  }

  private static List<String> picked(Recommendation answer) {
    return answer.units().stream().filter(Choice::picked).map(Choice::unit).toList();
  }

  private static Excluded excluded(Recommendation answer, String unit) {
    return answer.excluded().stream().filter(x -> x.unit().equals(unit)).findFirst().orElseThrow();
  }

  @Test
  void byRoadAsTheSearchSaysAndTheRunCardIsFilled() {
    RoadNetwork.Snapshot network = network();
    town.roads.set(network);
    Incident fire = town.call("fire", LON, LAT);
    for (int i = 0; i < 8; i++) {
      town.unit("E" + i, i % 3 == 2 ? "truck" : "engine", 112.905 + i * 0.006, 28.105 + i * 0.006);
    }
    Recommendation answer = town.recommendations.recommend(fire.id());
    assertThat(answer.estimate()).isFalse();
    assertThat(answer.graph().edges()).isEqualTo(network.graph().edges());
    assertThat(answer.units())
        .hasSize(8)
        .isSortedAccordingTo(java.util.Comparator.comparingDouble(Choice::seconds));
    var none = network.closures(List.of());
    var end = network.nearest(LON, LAT, none).orElseThrow();
    for (Choice c : answer.units()) {
      int i = Integer.parseInt(c.unit().substring(1));
      var start = network.nearest(112.905 + i * 0.006, 28.105 + i * 0.006, none).orElseThrow();
      var route = network.times().path(start, end, none).orElseThrow();
      assertThat(c.seconds()).isCloseTo(route.seconds(), within(0.001));
      assertThat(c.from()).isEqualTo("station");
    }
    assertThat(picked(answer)).hasSize(3);
    assertThat(answer.required()).extracting(Recommendation.Required::filled).containsExactly(2, 1);
    assertThat(answer.shortfall()).isEmpty();
  }

  @Test
  void aClosureIsHonouredInTheNextAnswerAndLiftedInTheOneAfter() {
    RoadNetwork.Snapshot network = network();
    town.roads.set(network);
    Incident fire = town.call("fire", LON, LAT);
    town.unit("N1", "engine", 112.936, 28.13);
    double before = choice(town.recommendations.recommend(fire.id()), "N1").seconds();
    var wall = new GeometryFactory().toGeometry(new Envelope(112.9325, 112.9335, 28.125, 28.135));
    wall.setSRID(4326);
    Closure closure =
        town.run(
            TestTown.LEADER,
            Closure.class,
            c -> town.closures.draw(c, new Requests.NewClosure(wall, "burst main", null)));
    Recommendation closed = town.recommendations.recommend(fire.id());
    assertThat(closed.graph().closed()).isPositive();
    assertThat(choice(closed, "N1").seconds()).isGreaterThan(before);
    ClosuresLayer layer = new ClosuresLayer(town.database.jdbi(), town.journal, town.clock);
    FeatureQuery all = FeatureQuery.of("closures");
    Filter mains = Cql2.ofText("reason LIKE '%main' AND until IS NULL").checkedFor(layer.layer());
    Filter fairs = Cql2.ofText("reason = 'fair'").checkedFor(layer.layer());
    assertThat(layer.read(all.withFilter(mains)))
        .extracting(Feature::id)
        .containsExactly(closure.id());
    assertThat(layer.count(all.withFilter(fairs))).isZero();
    town.run(TestTown.LEADER, Closure.class, c -> town.closures.lift(c, closure.id()));
    assertThat(choice(town.recommendations.recommend(fire.id()), "N1").seconds()).isEqualTo(before);
  }

  @Test
  void everyUnitLeftOutHasItsReason() {
    town.roads.set(network());
    rule("stationWhenNoFix", 0);
    Incident fire = town.call("fire", LON, LAT);
    Incident other = town.call("fire", LON, LAT);
    town.unit("OFF", "engine", LON, LAT);
    town.unit("HELD", "engine", LON, LAT);
    town.unit("STALE", "engine", LON, LAT);
    town.unit("NOFIX", "engine", LON, LAT);
    town.unit("MEDIC", "medic", LON, LAT);
    town.unit("FAR", "engine", LON, LAT);
    town.run(
        TestTown.LEADER,
        Unit.class,
        c -> town.units.duty(c, "OFF", new Requests.DutyReport("off", null, null)));
    town.send(other.id(), "HELD");
    Instant now = town.clock.instant();
    fix("STALE", LON, LAT, now.minusSeconds(121));
    fix("FAR", 114, 29, now);
    Recommendation answer = town.recommendations.recommend(fire.id());
    assertThat(excluded(answer, "OFF").reason()).isEqualTo("off-duty");
    assertThat(excluded(answer, "HELD").reason()).isEqualTo("held");
    assertThat(excluded(answer, "HELD").incident()).isEqualTo(other.id());
    assertThat(excluded(answer, "HELD").detail()).contains(other.number());
    assertThat(excluded(answer, "STALE").reason()).isEqualTo("stale-fix");
    assertThat(excluded(answer, "NOFIX").reason()).isEqualTo("no-position");
    assertThat(excluded(answer, "MEDIC").reason()).isEqualTo("no-capability");
    assertThat(excluded(answer, "FAR").reason()).isEqualTo("off-road");
    assertThat(answer.units()).isEmpty();
    assertThat(answer.shortfall())
        .extracting(Recommendation.Shortfall::capability, Recommendation.Shortfall::missing)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("pump", 2),
            org.assertj.core.groups.Tuple.tuple("ladder", 1));
  }

  private void fix(String unit, double lon, double lat, Instant at) {
    town.positions.accept(TestTown.LEADER, List.of(new Fix(unit, lon, lat, at, null, null)));
  }

  private void rule(String code, int value) {
    String yaml =
        "source: test\nvalidFrom: 2015-01-01\nlimits: [{code: " + code + ", value: " + value + "}]";
    town.rules.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "limit.yaml");
    town.clock.move(Duration.ofMillis(1)); // a correction of the same edition holds from now on
  }

  @Test
  void aFreshFixCountsBeforeTheStation() {
    town.roads.set(network());
    Incident fire = town.call("fire", LON, LAT);
    town.unit("F1", "engine", 112.91, 28.11);
    fix("F1", LON, LAT, town.clock.instant());
    Choice c = choice(town.recommendations.recommend(fire.id()), "F1");
    assertThat(c.from()).isEqualTo("fix");
    assertThat(c.seconds()).isLessThan(1);
    assertThat(c.fixAgeSeconds()).isZero();
  }

  @Test
  void withoutRoadsItSaysSoAndGuesses() {
    Incident fire = town.call("fire", LON, LAT);
    town.unit("G1", "engine", LON + 0.01, LAT);
    Recommendation answer = town.recommendations.recommend(fire.id());
    assertThat(answer.estimate()).isTrue();
    assertThat(answer.graph()).isNull();
    assertThat(answer.note()).contains("no road network");
    double straight = new Spot(LON, LAT).metresTo(new Spot(LON + 0.01, LAT));
    assertThat(choice(answer, "G1").metres()).isCloseTo(straight * 1.4, within(0.01));
    assertThat(choice(answer, "G1").seconds()).isCloseTo(straight * 1.4 / 10, within(0.01));
  }

  @Test
  void whatIsOnTheWayNeedNotBePickedAgain() {
    Incident fire = town.call("fire", LON, LAT);
    town.unit("W1", "engine", LON, LAT);
    town.unit("W2", "engine", LON, LAT);
    town.unit("W3", "engine", LON, LAT);
    town.send(fire.id(), "W1");
    Recommendation answer = town.recommendations.recommend(fire.id());
    assertThat(answer.required().get(0).committed()).isEqualTo(1);
    assertThat(answer.required().get(0).filled()).isEqualTo(2);
    assertThat(picked(answer)).hasSize(1);
  }
}
