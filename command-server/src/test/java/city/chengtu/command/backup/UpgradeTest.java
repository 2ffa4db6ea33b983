package city.chengtu.command.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.AuditVerifier;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.Migrations;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Upgrades lose nothing: a store that version 0.1.0 made and worked on (sample city, incidents, a
 * dispatch, a case with a picture, tokens) comes to this version with every row as it was. {@code
 * upgrade/store-0.1.0.zip} was read from the file of that version.
 */
@EachStore
class UpgradeTest {
  private static final List<String> TABLES = List.of("db/command/common");
  private static final List<String> OF_0_1_0 =
      List.of("2", "3", "100", "110", "120", "121", "130", "140");

  /** Held only what is made anew from the layers; no longer tables. */
  private static final Set<String> DERIVED = Set.of("place_entry", "place_word", "place_indexed");

  private final TestStore store;

  UpgradeTest(TestStore store) {
    this.store = store;
  }

  private static byte[] old() throws IOException {
    try (InputStream in = UpgradeTest.class.getResourceAsStream("/upgrade/store-0.1.0.zip")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private SpatialDatabase empty() {
    SpatialDatabase fresh = SpatialDatabase.connectForMaintenance(store.forServer());
    fresh.migrations(TABLES).dropAll();
    return fresh;
  }

  @Test
  void everyRowOfTheOldVersionIsThereAfterTheUpgrade() throws Exception {
    Backup.Made old = BackupFileTest.check(old());
    assertThat(old.header().migrations()).isEqualTo(OF_0_1_0);
    assertThat(old.digest().rows()).isGreaterThan(2_000);
    try (SpatialDatabase database = empty()) {
      Migrations migrations = database.migrations(TABLES);
      new Restore(database, migrations).from(new ByteArrayInputStream(old()), Progress.NONE);

      assertThat(migrations.pending()).isEmpty();
      assertThat(migrations.shared()).containsAll(OF_0_1_0).hasSizeGreaterThan(OF_0_1_0.size());
      SortedMap<String, TableSum> expected = new TreeMap<>(old.digest().tables());
      expected.keySet().removeAll(DERIVED);
      List<TableShape> kept =
          old.header().tables().stream().filter(t -> !DERIVED.contains(t.name())).toList();
      assertThat(StoreDigest.of(database, kept).differences(new StoreDigest(expected))).isEmpty();
      AuditVerifier.Report audit =
          new AuditVerifier(database.jdbi(), Chain.SHA_256, Set.of(), Set.of()).verify(n -> {});
      assertThat(audit.fault()).isEmpty();
      assertThat(audit.entries()).isEqualTo(old.header().journal().position());
    }
  }

  @Test
  void anUpgradeInPlaceHearsOfItBeforeAnythingChanges() {
    var settings = store.forServer();
    try (SpatialDatabase database = SpatialDatabase.connectForMaintenance(settings)) {
      Migrations migrations = database.migrations(TABLES);
      migrations.dropAll();
      migrations.migrateOnly(OF_0_1_0);
      StoreDigest before = StoreDigest.of(database);
      boolean[] heard = {false};
      try (SpatialDatabase upgraded =
          SpatialDatabase.open(
              settings,
              TABLES,
              (db, pending) -> {
                heard[0] = true;
                assertThat(pending.pending()).isNotEmpty();
                assertThat(StoreDigest.of(db)).isEqualTo(before);
              })) {
        assertThat(heard[0]).isTrue();
        assertThat(upgraded.migrations(TABLES).pending()).isEmpty();
      }
      heard[0] = false;
      SpatialDatabase.open(settings, TABLES, (db, pending) -> heard[0] = true).close();
      assertThat(heard[0]).as("nothing is pending any more").isFalse();
    }
  }

  @Test
  void aStoreOfANewerVersionIsLeftAlone() {
    var settings = store.forServer();
    try (SpatialDatabase database = SpatialDatabase.open(settings, TABLES)) {
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "insert into flyway_schema_history (installed_rank, version, description,"
                          + " type, script, checksum, installed_by, execution_time, success) values"
                          + " (999, '990', 'what is to come', 'SQL', 'V990__what_is_to_come.sql', 1,"
                          + " 'x', 1, true)"));
      assertThatThrownBy(() -> SpatialDatabase.open(settings, TABLES))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("newer version")
          .hasMessageContaining("V990 what is to come");
    }
  }

  @Test
  void aBackupOfANewerVersionIsRefusedByName() throws Exception {
    byte[] newer = BackupFileTest.withMigration(old(), "990");
    try (SpatialDatabase database = empty()) {
      assertThatThrownBy(
              () ->
                  new Restore(database, database.migrations(TABLES))
                      .from(new ByteArrayInputStream(newer), Progress.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("V990");
      assertThat(database.migrations(TABLES).none()).isTrue();
    }
  }

  @Test
  void aMarkOfARestoreIsAnnouncedOnceAndIsNoContent() {
    try (SpatialDatabase database = SpatialDatabase.open(store.forServer(), TABLES)) {
      Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
      Commands commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), e -> {});
      StoreDigest before = StoreDigest.of(database);
      RestoreMark.set(
          database.jdbi(),
          new BackupHeader(
              BackupHeader.FORMAT,
              1,
              "0.1.0",
              java.time.Instant.EPOCH,
              "h2",
              new BackupHeader.Head(7, "00", "SHA_256"),
              List.of(),
              List.of()),
          java.time.Instant.EPOCH);
      assertThat(StoreDigest.of(database)).isEqualTo(before);

      int[] ended = {0};
      for (int i = 0; i < 2; i++) {
        RestoreMark.announce(database.jdbi(), commands, h -> ended[0]++);
      }
      assertThat(ended[0]).isEqualTo(1);
      assertThat(journal.since(0, 10)).hasSize(1);
      assertThat(journal.since(0, 10).get(0).data()).contains("\"position\":7");
    }
  }
}
