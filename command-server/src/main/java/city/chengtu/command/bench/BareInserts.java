package city.chengtu.command.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** What a store can do at best: threads that insert one row and commit, again and again. */
final class BareInserts {
  private final DataSource store;
  private final String payload;

  BareInserts(DataSource store, String payload) throws SQLException {
    this.store = store;
    this.payload = payload;
    try (Connection c = store.getConnection();
        Statement s = c.createStatement()) {
      s.execute(
          "create table if not exists bench_bare (id uuid primary key, at timestamp(6) with time zone not null, data varchar(100000) not null)");
    }
  }

  /** Rows committed a second. */
  double perSecond(int threads, Duration time) throws SQLException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long began = System.nanoTime();
      long end = began + time.toNanos();
      List<Callable<Long>> inserters = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        inserters.add(() -> insertUntil(end));
      }
      long rows = 0;
      for (Future<Long> f : pool.invokeAll(inserters)) {
        rows += f.get();
      }
      return rows / ((System.nanoTime() - began) / 1e9);
    } catch (ExecutionException e) {
      throw new SQLException("bare insert failed: " + e.getCause().getMessage(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private long insertUntil(long end) throws SQLException {
    long rows = 0;
    while (System.nanoTime() < end) {
      try (Connection c = store.getConnection();
          PreparedStatement insert =
              c.prepareStatement(
                  "insert into bench_bare (id, at, data) values (?, current_timestamp, ?)")) {
        c.setAutoCommit(false);
        insert.setObject(1, UUID.randomUUID());
        insert.setString(2, payload);
        insert.executeUpdate();
        c.commit();
        rows++;
      }
    }
    return rows;
  }
}
