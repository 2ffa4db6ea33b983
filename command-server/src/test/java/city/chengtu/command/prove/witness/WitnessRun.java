package city.chengtu.command.prove.witness;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A short run of writers and watchers in this process. */
public final class WitnessRun {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
  private static final int CLIENTS = 20;
  private static final int CALLERS = 4;

  private WitnessRun() {}

  /**
   * Writes, watches and storms until there is enough in the ledgers to judge by.
   *
   * @param entries journal entries before, between and after the storms
   */
  public static void some(List<URI> nodes, Path ledger, TokenFile tokens, int entries)
      throws InterruptedException {
    try (Watchers watchers =
        new Watchers(nodes, ledger, tokens, CLIENTS, 0, 1, new HttpProbe(nodes))) {
      watchers.start();
      try (Writers writers = new Writers(nodes, ledger, tokens, CALLERS, 1, 0)) {
        until("all clients are there", () -> number(watchers.report(), "open") == CLIENTS);
        writers.start();
        enough(watchers, entries);
        writers.contend();
        watchers.storm();
        writers.retryStorm();
        watchers.storm();
        enough(watchers, 2 * entries);
        watchers.storm();
        enough(watchers, 3 * entries);
      }
      long end = number(watchers.report(), "ahead");
      until(
          "all have heard all",
          () ->
              number(watchers.report(), "behind") >= end
                  && number(watchers.report(), "open") == CLIENTS);
      watchers.compare();
    }
  }

  private static void enough(Watchers watchers, int entries) throws InterruptedException {
    until("entries", () -> number(watchers.report(), "deliveries") > (long) entries * CLIENTS);
  }

  private static long number(Map<String, Object> report, String name) {
    return ((Number) report.get(name)).longValue();
  }

  private static void until(String what, java.util.function.BooleanSupplier holds)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not in time: " + what);
      }
      Thread.sleep(50);
    }
  }
}
