package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.replay.TokenRequest;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill: a server that is written to is backed up by the command line, its store destroyed,
 * restored, and started again.
 */
@EachStore
class RestoreDrillTest {
  private static final int WRITERS = 3;
  private static final Pattern DIGEST = Pattern.compile("(?:ALL\\s+\\d+|摘要) ([0-9a-f]{64})");
  private static final Pattern HEAD = Pattern.compile("日志 (\\d+):([0-9a-f]{64})");
  private final TestStore store;
  private final Queue<Done> done = new ConcurrentLinkedQueue<>();
  @TempDir private Path folder;

  RestoreDrillTest(TestStore store) {
    this.store = store;
  }

  /** A command that was acknowledged. */
  private record Done(UUID id, JsonObject body, String incident, long position) {}

  private record Said(int code, String text) {
    String find(Pattern pattern, int group) {
      Matcher matcher = pattern.matcher(text);
      assertThat(matcher.find()).as(text).isTrue();
      return matcher.group(group);
    }
  }

  private static Said chengtu(List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    int code = Main.commandLine().setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
    return new Said(code, said.toString());
  }

  private static List<String> with(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all;
  }

  private void write(TestNode node, AtomicBoolean stop) throws Exception {
    JsonObject place =
        node.get("/units").getJsonArray("items").getJsonObject(0).getJsonObject("station");
    for (int i = 0; !stop.get(); i++) {
      JsonObject body =
          new JsonObject().put("type", "gas_leak").put("place", place).put("description", "第 " + i);
      UUID id = UUID.randomUUID();
      HttpResponse<String> answer = node.send("POST", "/incidents", body, id);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      done.add(
          new Done(
              id,
              body,
              new JsonObject(answer.body()).getString("id"),
              answer.headers().firstValueAsLong("Journal-Position").orElseThrow()));
    }
  }

  @Test
  void aRunningServerIsBackedUpDestroyedAndRestored() throws Exception {
    DatabaseSettings database =
        store.isPostgis()
            ? store.forServer()
            : DatabaseSettings.of(DatabaseSettings.H2, folder.resolve("data"), 8);
    Path data = folder.resolve("data");
    Path key = folder.resolve("key");
    Path backup = folder.resolve("backup.sealed");
    assertThat(chengtu(List.of("backup", "new-key", key.toString())).code()).isZero();
    List<String> where = where(database, data);
    Said made;
    try (TestNode node = TestNode.start(database, data, Map.of()).signIn("operator1")) {
      made = backUpUnderWriters(node, with(where, "--to", backup.toString()), key);
      if (!store.isPostgis()) {
        Said inUse =
            chengtu(with(List.of("backup", "--to", folder + "/x"), where.toArray(String[]::new)));
        assertThat(inUse.code()).isEqualTo(1);
        assertThat(inUse.text()).contains("--server");
      }
    }
    long position = Long.parseLong(made.find(HEAD, 1));
    List<Done> lost = done.stream().filter(d -> d.position() > position).toList();
    assertThat(lost).as("commands after the back-up").isNotEmpty();

    destroyAndRestore(database, where, backup, key);

    Said digest = chengtu(with(List.of("digest"), where.toArray(String[]::new)));
    assertThat(digest.find(DIGEST, 1)).isEqualTo(made.find(DIGEST, 1));
    Said audit =
        chengtu(
            with(
                with(List.of("audit", "verify"), where.toArray(String[]::new)),
                "--expect",
                position + ":" + made.find(HEAD, 2)));
    assertThat(audit.code()).as(audit.text()).isZero();
    tablesAgreeWithTheJournal(database);
    goesOn(database, data, position, lost);
  }

  private static List<String> where(DatabaseSettings database, Path data) {
    List<String> where =
        new ArrayList<>(List.of("--data", data.toString(), "--db", database.store()));
    if (database.user() != null) {
      where.addAll(
          List.of(
              "--set",
              "db.user=" + database.user(),
              "--set",
              "db.password=" + database.password()));
    }
    return where;
  }

  private Said backUpUnderWriters(TestNode node, List<String> where, Path key) throws Exception {
    Path token = folder.resolve("token");
    Files.writeString(
        token,
        new TokenRequest(node.uri("/"))
            .make(
                "admin",
                "Yunxiang-2026",
                "admin",
                "drill",
                List.of("backup.take"),
                Duration.ofHours(1)));
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(
            pool.submit(
                () -> {
                  write(node, stop);
                  return null;
                }));
      }
      awaitDone(20);
      Said made =
          chengtu(
              with(
                  with(List.of("backup"), where.toArray(String[]::new)),
                  "--server",
                  node.uri("/").toString(),
                  "--token-file",
                  token.toString(),
                  "--encrypt-with",
                  key.toString()));
      assertThat(made.code()).as(made.text()).isZero();
      awaitDone(done.size() + 10);
      stop.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
      return made;
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
  }

  private void awaitDone(int count) throws InterruptedException {
    while (done.size() < count) {
      Thread.sleep(10);
    }
  }

  private static void destroyAndRestore(
      DatabaseSettings database, List<String> where, Path backup, Path key) throws Exception {
    List<String> restore =
        with(
            with(List.of("restore"), where.toArray(String[]::new)),
            "--from",
            backup.toString(),
            "--encrypt-with",
            key.toString());
    Said refused = chengtu(restore);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.text()).contains("--force");
    if (SpatialDatabase.file(database).isPresent()) {
      Files.delete(SpatialDatabase.file(database).get());
    } else {
      restore = with(restore, "--force");
    }
    Said restored = chengtu(restore);
    assertThat(restored.code()).as(restored.text()).isZero();
  }

  /** What the tables say of each incident is what the journal says of it last. */
  private static void tablesAgreeWithTheJournal(DatabaseSettings settings) {
    try (SpatialDatabase database = SpatialDatabase.connectForMaintenance(settings)) {
      for (String kind : List.of("incident", "unit")) {
        long other =
            database
                .jdbi()
                .withHandle(
                    h ->
                        h.createQuery(
                                "select count(*) from "
                                    + kind
                                    + " t where version <> (select max(version) from journal_entry"
                                    + " where subject_kind = :kind and subject_id = t.id)")
                            .bind("kind", kind)
                            .mapTo(Long.class)
                            .one());
        assertThat(other).as(kind).isZero();
      }
      long incidents =
          database
              .jdbi()
              .withHandle(
                  h ->
                      h.select(
                              "select count(distinct subject_id) - (select count(*) from incident)"
                                  + " from journal_entry where subject_kind = 'incident'")
                          .mapTo(Long.class)
                          .one());
      assertThat(incidents).isZero();
    }
  }

  /**
   * Starts on the restored store: who was acknowledged before is there, the rest can be sent again.
   */
  private void goesOn(DatabaseSettings database, Path data, long position, List<Done> lost)
      throws Exception {
    try (TestNode node = TestNode.start(database, data, Map.of())) {
      node.signIn("operator1");
      for (Done d : done) {
        int there = node.send("GET", "/incidents/" + d.incident(), null, null).statusCode();
        assertThat(there).as("" + d).isEqualTo(d.position() <= position ? 200 : 404);
      }
      for (Done d : lost.subList(0, Math.min(3, lost.size()))) {
        HttpResponse<String> again = node.send("POST", "/incidents", d.body(), d.id());
        HttpResponse<String> once = node.send("POST", "/incidents", d.body(), d.id());
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(once.body()).isEqualTo(again.body());
      }
    }
    Said audit =
        chengtu(with(List.of("audit", "verify"), where(database, data).toArray(String[]::new)));
    assertThat(audit.code()).as(audit.text()).isZero();
    try (SpatialDatabase after = SpatialDatabase.connectForMaintenance(database)) {
      List<Long> restored =
          after
              .jdbi()
              .withHandle(
                  h ->
                      h.select(
                              "select seq from journal_entry where type ="
                                  + " 'city.chengtu.journal.restored'")
                          .mapTo(Long.class)
                          .list());
      assertThat(restored).hasSize(1);
      assertThat(restored.get(0)).isGreaterThan(position);
    }
  }
}
