package city.chengtu.gis.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with the embedded store is killed while eight threads commit. What was acknowledged is
 * there, everything is whole, and what was not committed is there for nobody. With bare H2 every
 * seventh kill breaks this (docs/decisions/0021).
 */
@Tag("long")
class EmbeddedStoreKillTest {
  private static final int WRITERS = 8;
  private static final int KILLS = 8;

  @TempDir private Path folder;

  @Test
  void aKillLeavesWholeTransactionsOnly() throws Exception {
    Random random = new Random(7);
    for (int kill = 0; kill < KILLS; kill++) {
      Path city = folder.resolve("city" + kill);
      Set<String> acknowledged = runAndKill(city, 400 + random.nextInt(900));
      try (SpatialDatabase database = open(city)) {
        assertWhole(database.jdbi(), acknowledged);
        assertAllSeeTheSame(database.jdbi());
      }
    }
  }

  private static void assertWhole(Jdbi jdbi, Set<String> acknowledged) {
    Set<String> entries = ids(jdbi, "select id from entry");
    assertThat(acknowledged).isNotEmpty();
    assertThat(entries).containsAll(acknowledged);
    assertThat(ids(jdbi, "select id from receipt where done")).isEqualTo(entries);
    assertThat(ids(jdbi, "select id from receipt")).isEqualTo(entries);
    assertThat(ids(jdbi, "select id from assignment")).isEqualTo(entries);
    int head = jdbi.withHandle(h -> h.select("select seq from head").mapTo(Integer.class).one());
    assertThat(head).isEqualTo(entries.size());
  }

  /** Whatever number the transaction has that reads. */
  private static void assertAllSeeTheSame(Jdbi jdbi) {
    List<Handle> open = new ArrayList<>();
    Set<List<Integer>> pictures = new HashSet<>();
    for (int i = 0; i < WRITERS + 2; i++) {
      Handle handle = jdbi.open().begin();
      open.add(handle);
      handle.execute("insert into other values (?)", -1 - i); // takes a number
      pictures.add(
          handle
              .select(
                  "select count(*) from entry where text > '' union all select count(*) from receipt"
                      + " where text > '' union all select count(*) from assignment where n = 1"
                      + " union all select seq from head")
              .mapTo(Integer.class)
              .list());
    }
    open.forEach(handle -> handle.rollback().close());
    assertThat(pictures).hasSize(1);
  }

  private static Set<String> ids(Jdbi jdbi, String sql) {
    return jdbi.withHandle(h -> new HashSet<>(h.select(sql).mapTo(String.class).list()));
  }

  private static Set<String> runAndKill(Path city, int millis) throws Exception {
    Process writers =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writers.class.getName(),
                city.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(writers.getInputStream(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("ready");
      Thread killer =
          new Thread(
              () -> {
                try {
                  Thread.sleep(millis);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                writers.toHandle().destroyForcibly(); // leaves what was said to be read
              });
      killer.start();
      Set<String> told =
          lines.lines().filter(line -> line.length() == 36).collect(Collectors.toSet());
      killer.join();
      writers.waitFor();
      return told;
    }
  }

  private static SpatialDatabase open(Path city) {
    return SpatialDatabase.open(
        DatabaseSettings.of(DatabaseSettings.H2, city, WRITERS + 3), List.of());
  }

  /** The process that is killed. */
  static final class Writers {
    private static final String TEXT = "x".repeat(300);

    private Writers() {}

    public static void main(String[] arguments) {
      Jdbi jdbi = open(Path.of(arguments[0])).jdbi();
      jdbi.useHandle(h -> h.execute("create table other (id int primary key)"));
      // Tables made after H2's notes for undoing are the ones whose rows it can forget to undo.
      List<Handle> slots = IntStream.range(0, WRITERS + 2).mapToObj(i -> jdbi.open()).toList();
      for (int i = 0; i < slots.size(); i++) {
        slots.get(i).begin().execute("insert into other values (?)", i);
      }
      slots.forEach(handle -> handle.commit().close());
      jdbi.useHandle(Writers::makeTables);
      PrintStream out = new PrintStream(System.out, true, UTF_8);
      out.println("ready");
      for (int i = 0; i < WRITERS; i++) {
        new Thread(() -> write(jdbi, out)).start();
      }
    }

    private static void makeTables(Handle h) {
      h.execute("create table head (id int primary key, seq bigint)");
      h.execute("insert into head values (1, 0)");
      h.execute("create table entry (seq bigint primary key, id uuid, text varchar)");
      h.execute("create index entry_id on entry (id)");
      h.execute("create table receipt (id uuid primary key, done boolean, text varchar)");
      h.execute("create table assignment (id uuid primary key, n int)");
    }

    private static void write(Jdbi jdbi, PrintStream out) {
      while (true) {
        UUID id = UUID.randomUUID();
        jdbi.useTransaction(h -> command(h, id));
        out.println(id);
      }
    }

    private static void command(Handle h, UUID id) {
      h.execute("insert into receipt values (?, false, ?)", id, TEXT);
      h.execute("insert into assignment values (?, 1)", id);
      long next =
          1 + h.select("select seq from head where id = 1 for update").mapTo(Long.class).one();
      h.execute("update head set seq = ? where id = 1", next);
      h.execute("insert into entry values (?, ?, ?)", next, id, TEXT);
      h.execute("update receipt set done = true where id = ?", id);
    }
  }
}
