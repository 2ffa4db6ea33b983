package city.chengtu.command.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.dispatch.TestTown;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@EachStore
class ReferenceDataTest {
  private final SpatialDatabase database;
  private final TestTown town;

  ReferenceDataTest(TestStore store) {
    database = store.fresh(TestTown.MIGRATIONS);
    town = new TestTown(database);
  }

  private ReferenceData.Loaded load(String yaml) {
    return town.rules.load(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yaml");
  }

  private double recallSeconds() {
    return town.rules.current().limit("recallSeconds");
  }

  @Test
  void theSameAgainChangesNothingAndLeavesNoCommand() {
    int before = commands();
    assertThat(town.rules.loadOwn().changed()).isZero();
    assertThat(commands()).isEqualTo(before);
  }

  private int commands() {
    return database
        .jdbi()
        .withHandle(h -> h.select("select count(*) from command").mapTo(Integer.class).one());
  }

  @Test
  void aNewVersionHoldsFromItsDayOnAndTheOldOneUntilThen() {
    town.clock.set(Instant.parse("2026-11-22T06:00:00Z"));
    assertThat(recallSeconds()).isEqualTo(8);
    load("source: order 12\nvalidFrom: 2027-01-01\nlimits: [{code: recallSeconds, value: 10}]");
    assertThat(recallSeconds()).isEqualTo(8);
    town.clock.set(Instant.parse("2026-12-31T16:00:00Z"));
    assertThat(recallSeconds()).isEqualTo(10);
    assertThat(town.journal.ofSubject(new Subject("reference", "limits:recallSeconds"), 0, 10))
        .hasSize(2)
        .last()
        .satisfies(e -> assertThat(e.data()).contains("order 12"));
  }

  @Test
  void theMostParticularRunCardCounts() {
    Reference rules = town.rules.current();
    assertThat(rules.needs("fire", 1)).contains(new Rules.Need("pump", 4));
    assertThat(rules.needs("fire", 3)).contains(new Rules.Need("pump", 2));
    assertThat(rules.needs("collapse", 3)).containsExactly(new Rules.Need("ambulance", 1));
  }

  @Test
  void mistakesNameFileListAndItem() {
    assertWrong("validFrom: 2026-01-01", "test.yaml: source is missing");
    assertWrong("source: x\nvalidFrom: soon", "validFrom must be a date");
    assertWrong("source: x\nvalidFrom: 2026-01-01\nthings: []", "unknown list 'things'");
    assertWrong(
        "source: x\nvalidFrom: 2026-01-01\ntypes: [{code: a, zh: b}]", "types[0]: en is missing");
    assertWrong("source: x\nvalidFrom: 2026-01-01\nlimits: [{code: a, value: many}]", "limits 'a'");
    assertWrong(
        "source: x\nvalidFrom: 2026-01-01\nlimits: [{code: a, value: 1}, {code: a, value: 2}]",
        "limits[1]: 'a' stands there twice");
    assertWrong("[", "not YAML");
  }

  private void assertWrong(String yaml, String message) {
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
