package city.chengtu.command.prove.witness;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A short run of writers and watchers in this process. */
public final class WitnessRun {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final int ENOUGH = 50;

  private WitnessRun() {}

  /** Writes, watches and storms until there is enough in the ledgers to judge by. */
  public static void some(List<URI> nodes, Path ledger, TokenFile tokens)
      throws InterruptedException {
    try (Watchers watchers = new Watchers(nodes, ledger, tokens, 20, 0, 1, new HttpProbe(nodes))) {
      watchers.start();
      try (Writers writers = new Writers(nodes, ledger, tokens, 4, 1, 0)) {
        until("all clients are there", () -> number(watchers.report(), "open") == 20);
        writers.start();
        enough(watchers, 1);
        writers.contend();
        watchers.storm();
        writers.retryStorm();
        enough(watchers, 2);
        watchers.storm();
        enough(watchers, 3);
      }
      long end = number(watchers.report(), "ahead");
      until(
          "all have heard all",
          () ->
              number(watchers.report(), "behind") >= end
                  && number(watchers.report(), "open") == 20);
      watchers.compare();
    }
  }

  private static void enough(Watchers watchers, int part) throws InterruptedException {
    until("entries", () -> number(watchers.report(), "deliveries") > (long) ENOUGH * 20 * part);
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
