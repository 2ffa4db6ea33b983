package city.chengtu.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.samples.SampleCity;
import city.chengtu.samples.SampleUnit;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

@Timeout(60)
class UnitSimulatorTest {
  private static final double SCALE = 0.1;
  private static final double METRE = 1 / 111_000.0;

  /** Units drive 60 times faster than real ones, so that a minute is seen in a second. */
  private static final SimulatorSettings FAST =
      new SimulatorSettings(
          5,
          Duration.ofMillis(20),
          Duration.ofMillis(50),
          Duration.ofMillis(60),
          Duration.ofMillis(60),
          Duration.ofMillis(200),
          0.6,
          60,
          100_000);

  private static final List<NewFeature> ROADS = roads();

  private static List<NewFeature> roads() {
    List<NewFeature> roads = new ArrayList<>();
    SampleCity.generate(
        3,
        SCALE,
        new FeatureSink() {
          @Override
          public void define(Layer layer) {}

          @Override
          public void write(NewFeature feature) {
            if (feature.layer().equals("roads")) {
              roads.add(feature);
            }
          }

          @Override
          public void close() {}
        });
    return roads;
  }

  private static void until(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      Thread.sleep(10);
    }
  }

  @Test
  void unitsPatrolOnTheRoadsWithinTheirSpeed() throws IOException, InterruptedException {
    try (StandInServer server = new StandInServer(ROADS)) {
      List<SampleUnit> units = SampleUnit.list(3, SCALE);
      units.forEach(u -> server.addUnit(u.id(), u.lon(), u.lat()));
      try (UnitSimulator simulator = UnitSimulator.start(server.address(), "secret", FAST)) {
        assertThat(simulator).isNotNull();
        until(() -> server.fixes().size() > 3_000);
      }
      STRtree index = new STRtree();
      ROADS.forEach(r -> index.insert(r.geometry().getEnvelopeInternal(), r.geometry()));
      GeometryFactory factory = new GeometryFactory();
      for (JsonNode fix : server.fixes()) {
        Geometry place =
            factory.createPoint(
                new Coordinate(fix.path("lon").asDouble(), fix.path("lat").asDouble()));
        var near = place.getEnvelopeInternal();
        near.expandBy(METRE);
        List<?> roads = index.query(near);
        assertThat(roads)
            .as(fix.toString())
            .anyMatch(road -> ((Geometry) road).distance(place) < METRE);
        assertThat(fix.path("speed").asDouble()).isBetween(0.0, 25.0);
        assertThat(fix.path("heading").asDouble()).isBetween(0.0, 360.0);
      }
      assertThat(server.fixes().stream().map(f -> f.path("unit").asText()).distinct().count())
          .isEqualTo(units.size());
    }
  }

  @Test
  void aSentUnitReportsDrivesThereAndComesFree() throws IOException, InterruptedException {
    try (StandInServer server = new StandInServer(ROADS)) {
      SampleUnit unit = SampleUnit.list(3, SCALE).get(0);
      server.addUnit(unit.id(), unit.lon(), unit.lat());
      Coordinate scene = ROADS.get(ROADS.size() - 1).geometry().getCoordinate();
      try (UnitSimulator simulator = UnitSimulator.start(server.address(), "secret", FAST)) {
        assertThat(simulator).isNotNull();
        until(() -> server.fixes().size() > 5);
        server.dispatch(unit.id(), scene);
        until(() -> server.statuses().contains("at_scene"));
        JsonNode last = server.fixes().get(server.fixes().size() - 1);
        Coordinate there = new Coordinate(last.path("lon").asDouble(), last.path("lat").asDouble());
        assertThat(there.distance(scene)).isLessThan(3 * METRE);
        until(() -> server.statuses().contains("released"));
      }
      assertThat(server.statuses())
          .containsExactly("acknowledged", "en_route", "at_scene", "released");
    }
  }

  @Test
  void goesOnWhenTheServerComesBack() throws IOException, InterruptedException {
    try (StandInServer server = new StandInServer(ROADS)) {
      SampleUnit unit = SampleUnit.list(3, SCALE).get(0);
      server.addUnit(unit.id(), unit.lon(), unit.lat());
      server.goAway(true);
      try (UnitSimulator simulator = UnitSimulator.start(server.address(), "secret", FAST)) {
        assertThat(simulator).isNotNull();
        Thread.sleep(300);
        assertThat(server.fixes()).isEmpty();
        server.goAway(false);
        until(() -> server.fixes().size() > 5);
        server.goAway(true);
        Thread.sleep(200);
        int before = server.fixes().size();
        server.goAway(false);
        until(() -> server.fixes().size() > before + 5);
      }
    }
  }
}
