package city.chengtu.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EachStore
class PositionsTest {
  private final SpatialDatabase database;
  private final TestTown town;

  PositionsTest(TestStore store) {
    database = store.fresh(TestTown.MIGRATIONS);
    town = new TestTown(database);
    town.unit("P1", "engine", 112.97, 28.2);
    town.unit("P2", "engine", 112.97, 28.2);
  }

  @AfterEach
  void end() {
    town.close();
  }

  private Fix fix(String unit, double lon, Instant at) {
    return new Fix(unit, lon, 28.2, at, 90.0, 12.5);
  }

  private Positions.Outcome report(Fix... fixes) {
    return town.positions.accept(TestTown.LEADER, List.of(fixes));
  }

  private void written() throws InterruptedException {
    while (!town.positions.idle()) {
      Thread.sleep(10);
    }
  }

  @Test
  void lateFutureAndUnknownFixesMoveNothing() throws InterruptedException {
    town.positions.start();
    Instant now = town.clock.instant();
    assertThat(report(fix("P1", 112.5, now)).accepted()).isEqualTo(1);
    Positions.Outcome outcome =
        report(
            fix("P1", 112.4, now.minusSeconds(5)),
            fix("P1", 112.5, now),
            fix("P2", 112.6, now.plusSeconds(31)),
            fix("nobody", 112.7, now));
    assertThat(outcome.accepted()).isZero();
    assertThat(outcome.late()).isEqualTo(2);
    assertThat(outcome.future()).containsExactly("P2");
    assertThat(outcome.unknown()).containsExactly("nobody");
    assertThat(town.board.find("P1").orElseThrow().lon()).isEqualTo(112.5);
    assertThat(town.board.find("P2")).isEmpty();
    UnitsLayer layer = new UnitsLayer(town.database.jdbi(), town.journal, town.rules, town.board);
    Filter seen =
        Cql2.ofText(
                "S_WITHIN(geometry, BBOX(112.45, 0, 112.55, 90)) AND fix >= '2020-01-01T00:00:00Z'")
            .checkedFor(layer.layer());
    assertThat(layer.read(FeatureQuery.of("units").withFilter(seen)))
        .extracting(Feature::id)
        .containsExactly("P1");
    assertThat(town.board.drainMoved()).extracting(Fix::unit).containsExactly("P1");
    assertThat(town.board.drainMoved()).isEmpty();
    written();
    assertThat(town.positions.track("P1", now.minusSeconds(60), now.plusSeconds(1), 100))
        .as("late fixes are facts too")
        .hasSize(3);
  }

  /** However fixes are mixed, the board ends with the latest of each unit. */
  @Test
  void anyOrderEndsTheSame() {
    Instant now = town.clock.instant();
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      Instant start = now.minusSeconds(40_000).plusSeconds(round * 700L);
      List<Fix> fixes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        fixes.add(fix(i % 2 == 0 ? "P1" : "P2", 112 + i / 100.0, start.plusSeconds(i)));
      }
      Collections.shuffle(fixes, random);
      Positions.Outcome outcome = town.positions.accept(TestTown.LEADER, fixes);
      assertThat(outcome.accepted() + outcome.late()).isEqualTo(20);
      assertThat(town.board.find("P1").orElseThrow().at()).isEqualTo(start.plusSeconds(18));
      assertThat(town.board.find("P2").orElseThrow().at()).isEqualTo(start.plusSeconds(19));
    }
  }

  @Test
  void aStartKnowsWhereEveryoneWas() throws InterruptedException {
    town.positions.start();
    Instant now = town.clock.instant();
    report(fix("P1", 112.5, now), fix("P1", 112.6, now.plusSeconds(1)));
    report(fix("P1", 112.4, now.minusSeconds(100)));
    written();
    try (TestTown second = new TestTown(database)) {
      second.positions.start();
      assertThat(second.board.find("P1").orElseThrow().lon()).isEqualTo(112.6);
      assertThat(second.board.drainMoved()).as("nobody has moved by starting").isEmpty();
    }
  }

  @Test
  void aFullTrackQueueIsSaidAndDoesNotHoldUpTheBoard() {
    try (TestTown small = new TestTown(database, 5)) {
      Instant now = small.clock.instant();
      List<Fix> fixes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        fixes.add(fix("P1", 112.5, now.minusSeconds(20 - i)));
      }
      Positions.Outcome outcome = small.positions.accept(TestTown.LEADER, fixes);
      assertThat(outcome.accepted()).isEqualTo(8);
      assertThat(outcome.notKept()).isEqualTo(3);
      assertThat(small.positions.notKept()).isEqualTo(3);
    }
  }

  @Test
  void staleIsARule() {
    Instant now = town.clock.instant();
    report(fix("P1", 112.5, now));
    assertThat(stale("P1")).isFalse();
    town.clock.move(Duration.ofMinutes(2).plusSeconds(1));
    assertThat(stale("P1")).isTrue();
  }

  private boolean stale(String unit) {
    return database.jdbi().withHandle(town.unitFile::list).stream()
        .filter(u -> u.id().equals(unit))
        .findFirst()
        .orElseThrow()
        .position()
        .stale();
  }

  @Test
  void nobodyReportsForUnitsThatAreNotHis() {
    var other =
        new city.chengtu.command.journal.Actor(
            "zhao",
            "zhao",
            "org-2",
            "",
            java.util.Set.of("department"),
            java.util.Set.of(),
            "1",
            "crew");
    Positions.Outcome outcome =
        town.positions.accept(other, List.of(fix("P1", 112.5, town.clock.instant())));
    assertThat(outcome.forbidden()).containsExactly("P1");
    assertThat(town.board.find("P1")).isEmpty();
  }

  @Test
  void aFixWithoutSenseIsNamed() {
    Fix bad = new Fix("P1", 200, 28, town.clock.instant(), null, null);
    assertThatThrownBy(() -> report(bad)).isInstanceOf(Refusal.class).hasMessageContaining("200");
  }
}
