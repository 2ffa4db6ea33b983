package city.chengtu.command.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.AuditVerifier;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.Migrations;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Back-ups of a store that is written to, restored into an empty one of the same kind. */
@EachStore
class BackupTest {
  private static final List<String> TABLES = List.of("db/command/common");
  private static final GeometryFactory DRAW = new GeometryFactory();
  private final TestStore store;
  private final SpatialDatabase database;
  private final Commands commands;

  BackupTest(TestStore store) {
    this.store = store;
    this.database = store.fresh("db/command/common");
    Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    this.commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), entries -> {});
  }

  private byte[] backup() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Backup(database, database.migrations(TABLES), Chain.SHA_256, "test", Clock.systemUTC())
        .write(out, new TreeMap<>(), Progress.NONE);
    return out.toByteArray();
  }

  private SpatialDatabase empty() {
    SpatialDatabase fresh = SpatialDatabase.connectForMaintenance(store.forServer());
    Migrations migrations = fresh.migrations(TABLES);
    migrations.dropAll();
    return fresh;
  }

  private static Restore.Restored restore(SpatialDatabase into, byte[] backup) throws IOException {
    return new Restore(into, into.migrations(TABLES))
        .from(new ByteArrayInputStream(backup), Progress.NONE);
  }

  private void note(int writer) {
    UUID id = UUID.randomUUID();
    CommandRequest request =
        new CommandRequest(id, "note.add", Actor.system("writer " + writer), "note");
    commands.run(
        request,
        c -> {
          Handle h = c.handle();
          h.execute(
              "insert into incident_note (id, incident_id, at, text, account) values (?, ?, ?, ?, ?)",
              id.toString(),
              "incident-" + writer,
              c.now(),
              "记录 \"" + id + "\"\n",
              "tester");
          h.execute("update case_sequence set last = last + 1 where pattern = ?", "w" + writer);
          c.record(
              new Change(
                  "city.chengtu.note.added",
                  new Subject("note", id.toString()),
                  1,
                  Map.of("writer", writer),
                  DRAW.createPoint(new Coordinate(112.9 + writer, 28.2)),
                  null));
          return null;
        });
  }

  private void layer() {
    StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
    layers.write(
        ChangeSet.merge("tester", "points", "test"),
        IntStream.range(0, 1_500)
            .mapToObj(
                i ->
                    new NewFeature(
                        "poi",
                        "p" + i,
                        12,
                        DRAW.createPoint(new Coordinate(112 + i / 1e4, 28 + i / 3e5)),
                        Map.of(
                            "name", "第 " + i, "z", i * 1e9, "height", i / 7.0, "count",
                            (long) i))));
  }

  private static long one(SpatialDatabase database, String sql) {
    return database.jdbi().withHandle(h -> h.select(sql).mapTo(Long.class).one());
  }

  @Test
  void aBackupUnderWritersIsOneMomentAndComesBackTheSame() throws Exception {
    layer();
    int writers = 4;
    for (int w = 0; w < writers; w++) {
      String pattern = "w" + w;
      database
          .jdbi()
          .useHandle(
              h -> h.execute("insert into case_sequence (pattern, last) values (?, 0)", pattern));
    }
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    List<byte[]> backups = new ArrayList<>();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int writer = w;
        running.add(
            pool.submit(
                () -> {
                  while (!stop.get()) {
                    note(writer);
                  }
                }));
      }
      for (int i = 0; i < 4; i++) {
        while (one(database, "select seq from journal_head") < 200L * (i + 1)) {
          Thread.sleep(5);
        }
        backups.add(backup());
      }
      stop.set(true);
      for (Future<?> f : running) {
        f.get();
      }
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
    for (byte[] backup : List.of(backups.get(0), backups.get(3))) {
      comesBack(backup);
    }
    assertThat(StoreDigest.of(database)).isEqualTo(BackupFileTest.check(backup()).digest());
  }

  private void comesBack(byte[] backup) throws IOException {
    try (SpatialDatabase copy = empty()) {
      Restore.Restored restored = restore(copy, backup);
      assertThat(StoreDigest.of(copy).differences(restored.digest())).isEmpty();
      long head = restored.header().journal().position();
      assertThat(head).isGreaterThanOrEqualTo(200);
      for (String count :
          List.of(
              "select count(*) from journal_entry",
              "select count(*) from incident_note",
              "select count(*) from command",
              "select sum(last) from case_sequence")) {
        assertThat(one(copy, count)).as(count).isEqualTo(head);
      }
      AuditVerifier.Report report =
          new AuditVerifier(copy.jdbi(), Chain.SHA_256, Set.of(), Set.of()).verify(n -> {});
      assertThat(report.fault()).isEmpty();
      assertThat(report.entries()).isEqualTo(head);
      goesOn(copy, head);
    }
  }

  /** The restored store takes new commands and layers, and numbers go on. */
  private static void goesOn(SpatialDatabase copy, long head) {
    Journal journal = new Journal(copy.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    new Commands(copy.jdbi(), journal, Clock.systemUTC(), e -> {})
        .run(
            CommandRequest.bySystem("after", "test"),
            c -> {
              c.handle()
                  .execute(
                      "insert into incident_note (id, incident_id, at, text, account) values ('new', 'i', ?, 't', 'a')",
                      c.now());
              c.record(Change.of("city.chengtu.after", new Subject("after", "1"), 1, Map.of()));
              return null;
            });
    assertThat(journal.position()).isEqualTo(head + 1);
    StoredLayers layers = StoredLayers.open(copy, new Catalogue(), Clock.systemUTC());
    assertThat(layers.get("poi").count()).isEqualTo(1_500);
    layers.write(
        ChangeSet.merge("tester", "one more", "test"),
        java.util.stream.Stream.of(
            new NewFeature(
                "poi", "new", 12, DRAW.createPoint(new Coordinate(112, 28)), Map.of("name", "新"))));
    assertThat(layers.get("poi").find("p7").orElseThrow().properties().get("name"))
        .isEqualTo("第 7");
  }

  @Test
  void whatIsNotWholeLeavesNoRowsBehind() throws Exception {
    layer();
    byte[] backup = backup();
    byte[] shorter = java.util.Arrays.copyOf(backup, backup.length / 2);
    try (SpatialDatabase copy = empty()) {
      assertThatThrownBy(() -> restore(copy, shorter)).isInstanceOf(DamagedBackupException.class);
      assertThat(one(copy, "select count(*) from change_set")).isZero();
      assertThatThrownBy(() -> restore(copy, backup)).hasMessageContaining("not empty");
    }
  }

  @Test
  void everyKindOfValueComesBackAsItWas() throws Exception {
    database
        .jdbi()
        .useHandle(
            h -> {
              h.execute(
                  "insert into unit_position (unit_id, lon, lat, heading, speed, at) values (?, ?, ?, ?, null, ?)",
                  "u'; drop table unit; --",
                  -0.0,
                  Math.nextUp(28.2),
                  1e-300,
                  java.time.Instant.parse("2026-10-25T01:30:00.123456Z"));
              h.execute(
                  "insert into attachment_content (sha256, bytes) values ('x', ?)",
                  (Object) new byte[] {0, 1, (byte) 0xff});
              h.execute(
                  "insert into access_account (account, name, organisation, area, disabled, must_change, password_hash, password_at, failures, version)"
                      + " values ('a', '𠮷 \u0001\\', '', '', true, false, '', ?, 0, 1)",
                  java.time.Instant.EPOCH);
            });
    byte[] backup = backup();
    try (SpatialDatabase copy = empty()) {
      restore(copy, backup);
      Map<String, Object> row =
          copy.jdbi()
              .withHandle(
                  h ->
                      h.select("select name, disabled, phone from access_account")
                          .mapToMap()
                          .one());
      assertThat(row).containsEntry("name", "𠮷 \u0001\\").containsEntry("disabled", true);
      assertThat(row.get("phone")).isNull();
      byte[] bytes =
          copy.jdbi()
              .withHandle(
                  h -> h.select("select bytes from attachment_content").mapTo(byte[].class).one());
      assertThat(bytes).containsExactly(0, 1, 0xff);
      double lat =
          copy.jdbi()
              .withHandle(h -> h.select("select lat from unit_position").mapTo(Double.class).one());
      assertThat(lat).isEqualTo(Math.nextUp(28.2));
    }
  }
}
