package city.chengtu.command.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Some askers at once, each asking again as soon as it has its answer, for some time. */
final class LoadRun {
  /** One of those who ask; used by one thread. */
  interface Asker extends AutoCloseable {
    /**
     * @return bytes of the answer
     * @throws IOException when it is wrong
     */
    long ask(Random random) throws Exception;

    @Override
    default void close() throws IOException, SQLException {}
  }

  /** Makes an asker. */
  interface Askers {
    Asker make() throws Exception;
  }

  /**
   * @param rate answers a second
   * @param bytes of an answer, on average
   * @param cpu processor time of an answer, milliseconds: what is measured, and its database
   */
  record Result(double rate, Latencies latencies, long bytes, double cpu) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%8.0f /s  p50 %7.1f  p99 %7.1f ms  cpu %6.2f ms  %7d B",
          rate,
          latencies.millis(0.5),
          latencies.millis(0.99),
          cpu,
          bytes);
    }
  }

  private LoadRun() {}

  /**
   * @param warmUp seconds before counting begins
   * @param cpu processor time used so far by all that is measured
   */
  static Result run(
      Askers askers, int clients, double warmUp, double seconds, long seed, Supplier<Duration> cpu)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      long from = System.nanoTime() + (long) (warmUp * 1e9);
      long until = from + (long) (seconds * 1e9);
      List<Future<Counted>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Random random = new Random(seed + i);
        running.add(pool.submit(() -> one(askers, random, from, until)));
      }
      Thread.sleep((long) (warmUp * 1e3));
      Duration before = cpu.get();
      Latencies all = new Latencies();
      long bytes = 0;
      for (Future<Counted> future : running) {
        all.add(future.get().latencies());
        bytes += future.get().bytes();
      }
      double millis = cpu.get().minus(before).toNanos() / 1e6;
      long count = Math.max(1, all.count());
      return new Result(all.count() / seconds, all, bytes / count, millis / count);
    } catch (ExecutionException e) {
      throw new IOException("an answer was wrong: " + e.getCause().getMessage(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private record Counted(Latencies latencies, long bytes) {}

  private static Counted one(Askers askers, Random random, long from, long until) throws Exception {
    Latencies latencies = new Latencies();
    long bytes = 0;
    try (Asker asker = askers.make()) {
      while (true) {
        long began = System.nanoTime();
        if (began >= until) {
          return new Counted(latencies, bytes);
        }
        long got = asker.ask(random);
        long ended = System.nanoTime();
        if (began >= from && ended <= until) {
          latencies.add((ended - began) / 1_000);
          bytes += got;
        }
      }
    }
  }
}
