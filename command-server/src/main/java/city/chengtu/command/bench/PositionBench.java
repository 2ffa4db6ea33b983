package city.chengtu.command.bench;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures positions from the tracker to the screens and into the tracks. */
@Command(
    name = "positions",
    mixinStandardHelpOptions = true,
    description = {
      "位置 Units that each report once a second, over WebSockets and by POST, some fixes late; screens with views of their own; a server in a process of its own.",
      "Latency: from the time in the fix (when it was sent) to the screen that shows it; the server pushes once a second, so half a second of it is waiting.",
      "Exit code 1 when a screen is shown a unit outside its view or a fix older than the last, misses the last fix of a unit in its view, or when a fix is not in the tracks."
    })
public final class PositionBench implements Callable<Integer> {
  private static final List<String> MIGRATIONS = List.of("db/command/common");
  private static final int MAKING_AT_ONCE = 16;
  private static final long SETTLE_MILLIS = 3_000;

  @Mixin private ServerOptions server;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "10000",
      description = "units, each with one fix a second (default: ${DEFAULT-VALUE})")
  private int units;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "200",
      description = "screens (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--view",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "share of the city each screen shows (default: ${DEFAULT-VALUE})")
  private double view;

  @Option(
      names = "--feeds",
      paramLabel = "N",
      defaultValue = "4",
      description = "WebSocket feeds, besides one that posts (default: ${DEFAULT-VALUE})")
  private int feeds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "how long to measure (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5",
      description = "seconds before, not counted (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException {
    try (BenchServer node = BenchServer.start(server)) {
      String token = BenchAccount.token(node);
      UnitCourses courses = new UnitCourses(units);
      PrintStream out = System.out;
      try (CommandSender sender = new CommandSender(node.address(), token, MAKING_AT_ONCE);
          FeedSockets sockets = new FeedSockets(node.address(), token, 1)) {
        make(courses, sender, out);
        List<UnitWatcher> watchers = watchers(courses, sockets);
        Thread.sleep(SETTLE_MILLIS); // a server may take two seconds to know new units
        PositionFeeds trackers = new PositionFeeds(courses, sockets, sender, feeds);
        trackers.run(0, warmUp);
        boolean right = measure(node, watchers, trackers, out);
        boolean kept = tracksAreThere(node, trackers, out);
        return right && kept ? 0 : 1;
      }
    }
  }

  private void make(UnitCourses courses, CommandSender sender, PrintStream out)
      throws InterruptedException {
    long began = System.nanoTime();
    Semaphore open = new Semaphore(MAKING_AT_ONCE);
    AtomicLong failed = new AtomicLong();
    for (int unit = 0; unit < units; unit++) {
      open.acquire();
      sender
          .command("units", courses.newUnit(unit))
          .onFailure(e -> failed.incrementAndGet())
          .onComplete(done -> open.release());
    }
    open.acquire(MAKING_AT_ONCE);
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " units could not be made");
    }
    double took = (System.nanoTime() - began) / 1e9;
    out.printf(
        Locale.ROOT,
        "%d units made through the public API in %.1f s = %.0f commands/s%n",
        units,
        took,
        units / took);
  }

  private List<UnitWatcher> watchers(UnitCourses courses, FeedSockets sockets)
      throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(clients);
    List<UnitWatcher> watchers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      UnitWatcher watcher = new UnitWatcher(courses, courses.view(i, view), opened);
      watchers.add(watcher);
      sockets.open(i, "/live", false, watcher).addListener(FeedSockets.OR_FAIL);
    }
    opened.await();
    return watchers;
  }

  private boolean measure(
      BenchServer node, List<UnitWatcher> watchers, PositionFeeds trackers, PrintStream out)
      throws InterruptedException {
    long sentBefore = trackers.sent() + trackers.sentLate();
    watchers.forEach(UnitWatcher::begin);
    Duration cpu = node.cpu();
    long began = System.nanoTime();
    trackers.run(warmUp, seconds);
    double took = (System.nanoTime() - began) / 1e9;
    double cores = node.cpu().minus(cpu).toNanos() / 1e9 / took;
    long sent = trackers.sent() + trackers.sentLate() - sentBefore;
    Thread.sleep(SETTLE_MILLIS); // two more pushes
    Latencies latencies = new Latencies();
    watchers.forEach(w -> w.addTo(latencies));
    long outside = watchers.stream().mapToLong(UnitWatcher::outside).sum();
    long backwards = watchers.stream().mapToLong(UnitWatcher::backwards).sum();
    long missing =
        watchers.stream().mapToLong(w -> w.missing(trackers.lastTurn, trackers.lastAt)).sum();
    long gone = watchers.stream().filter(UnitWatcher::gone).count();
    out.printf(
        Locale.ROOT,
        "store %s: %.0f fixes/s over %.1f s (worst step %d ms behind its time-table), %d refused batches%n",
        node.store(),
        sent / took,
        took,
        trackers.slowMillis(),
        trackers.refused());
    out.printf(
        Locale.ROOT,
        "%d screens heard %.0f moves/s; fix to screen %s%n",
        clients,
        watchers.stream().mapToLong(UnitWatcher::heard).sum() / took,
        latencies);
    out.printf(
        "outside the view %d, moved back %d, last fix missing %d, screens cut %d%n",
        outside, backwards, missing, gone);
    out.printf(
        Locale.ROOT, "server %.2f cores, %d MB%n", cores, node.residentMegabytes().orElse(0L));
    return outside + backwards + missing + gone + trackers.refused() == 0;
  }

  private static boolean tracksAreThere(BenchServer node, PositionFeeds trackers, PrintStream out) {
    node.stop(); // an embedded store belongs to one process; what is queued is written first
    try (SpatialDatabase store =
        SpatialDatabase.open(DatabaseSettings.of(node.store(), node.data(), 2), MIGRATIONS)) {
      long rows =
          store
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery("select count(*) from track where unit_id like 'bench-%'")
                          .mapTo(Long.class)
                          .one());
      out.printf(
          "sent %d + %d late: accepted %d, late %d, not kept %d; rows in the tracks %d%n",
          trackers.sent(),
          trackers.sentLate(),
          trackers.accepted(),
          trackers.late(),
          trackers.notKept(),
          rows);
      return rows == trackers.sent() + trackers.sentLate() && trackers.notKept() == 0;
    }
  }
}
