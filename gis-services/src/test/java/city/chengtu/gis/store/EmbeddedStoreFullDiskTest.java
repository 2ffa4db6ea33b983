package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 closes itself when a write fails and may leave half a transaction behind. The store must wait
 * for space instead, and go on by itself.
 */
class EmbeddedStoreFullDiskTest {
  @TempDir private Path folder;

  @AfterEach
  void space() {
    FullDisk.full = false;
  }

  /** Half a transaction is worse than none. */
  @Test
  void aTransactionIsThereWholeOrNotAtAll() throws Exception {
    FullDisk.register();
    PatientFiles.register();
    try (SpatialDatabase database =
        SpatialDatabase.open(
            DatabaseSettings.of("jdbc:h2:patient:full:" + folder.resolve("city"), folder, 8),
            List.of())) {
      Jdbi jdbi = database.jdbi();
      for (String table : List.of("a", "b", "c")) {
        jdbi.useHandle(
            h -> h.execute("create table " + table + " (id bigint primary key, t text)"));
      }
      jdbi.useHandle(h -> h.execute("create table head (seq bigint)"));
      jdbi.useHandle(h -> h.execute("insert into head values (0)"));
      AtomicLong numbers = new AtomicLong();
      AtomicLong acknowledged = new AtomicLong();
      AtomicBoolean end = new AtomicBoolean();
      ExecutorService writers = Executors.newFixedThreadPool(8);
      for (int i = 0; i < 8; i++) {
        writers.execute(() -> write(jdbi, numbers, acknowledged, end));
      }
      for (int round = 0; round < 3; round++) {
        Thread.sleep(150);
        FullDisk.full = true;
        Thread.sleep(300);
        FullDisk.full = false;
      }
      end.set(true);
      writers.shutdown();
      assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      List<Long> half =
          jdbi.withHandle(
              h ->
                  h.select(
                          "select id from (select id from a union all select id from b union all select id from c) x group by id having count(*) <> 3")
                      .mapTo(Long.class)
                      .list());
      assertThat(half).isEmpty();
      long heads = jdbi.withHandle(h -> h.select("select seq from head").mapTo(Long.class).one());
      long rows = jdbi.withHandle(h -> h.select("select count(*) from c").mapTo(Long.class).one());
      assertThat(heads).isEqualTo(rows).isEqualTo(acknowledged.get()).isPositive();
    }
  }

  private static void write(
      Jdbi jdbi, AtomicLong numbers, AtomicLong acknowledged, AtomicBoolean end) {
    while (!end.get()) {
      long id = numbers.incrementAndGet();
      jdbi.useTransaction(
          h -> {
            h.execute("insert into a values (?, ?)", id, "x".repeat(500));
            h.execute("insert into b values (?, ?)", id, "x".repeat(500));
            h.select("select seq from head for update").mapTo(Long.class).one();
            h.execute("insert into c values (?, ?)", id, "x".repeat(500));
            h.execute("update head set seq = seq + 1");
          });
      acknowledged.incrementAndGet();
    }
  }
}
