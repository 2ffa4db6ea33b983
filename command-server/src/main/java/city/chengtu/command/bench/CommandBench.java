package city.chengtu.command.bench;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.SpatialDatabase;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures commands through the public API, beside what the store can do at best. */
@Command(
    name = "commands",
    mixinStandardHelpOptions = true,
    description = {
      "命令 Incidents filed by callers who each wait for the receipt before the next; and in the same run, on the same store, with as many threads and connections,",
      "the bare rate: one row of the same length inserted and committed. Exit code 1 when any command failed."
    })
public final class CommandBench implements Callable<Integer> {
  private static final List<String> MIGRATIONS = List.of("db/command/common");

  @Mixin private ServerOptions server;

  @Option(
      names = "--callers",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16,64",
      description = "how many at once, one after another (default: ${DEFAULT-VALUE})")
  private List<Integer> callers;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "8",
      description = "how long for each (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "8",
      description = "seconds before, not counted (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "database connections, of the server (setting workers) and of the bare inserts (default: ${DEFAULT-VALUE})")
  private int connections;

  /** What one number of callers reached. */
  private record Result(
      int callers, Latencies latencies, long errors, double perSecond, double cpu) {}

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException, SQLException {
    List<String> settings = new ArrayList<>(server.settings);
    settings.add("workers=" + connections);
    server.settings = settings;
    List<Result> results = new ArrayList<>();
    try (BenchServer node = BenchServer.start(server)) {
      String token = BenchAccount.token(node);
      run(node, token, 16, warmUp);
      for (int n : callers) {
        results.add(run(node, token, n, seconds));
      }
      node.stop(); // an embedded store belongs to one process
      System.out.printf("store %s, %d connections%n", node.store(), connections);
      try (SpatialDatabase store =
          SpatialDatabase.open(
              DatabaseSettings.of(node.store(), node.data(), connections), MIGRATIONS)) {
        BareInserts bare = new BareInserts(store.dataSource(), payload());
        bare.perSecond(16, Duration.ofSeconds(Math.min(3, warmUp)));
        for (Result r : results) {
          tell(r, bare.perSecond(r.callers(), Duration.ofSeconds(seconds)), System.out);
        }
      }
    }
    return results.stream().allMatch(r -> r.errors() == 0) ? 0 : 1;
  }

  /** As long as an incident's entry. */
  private static String payload() {
    return SampleCalls.incident(1).toString().repeat(3);
  }

  private static Result run(BenchServer node, String token, int callers, int seconds) {
    Latencies latencies = new Latencies();
    AtomicLong errors = new AtomicLong();
    AtomicLong number = new AtomicLong();
    Duration cpu = node.cpu();
    long began = System.nanoTime();
    long end = began + Duration.ofSeconds(seconds).toNanos();
    try (CommandSender sender = new CommandSender(node.address(), token, callers)) {
      List<CompletableFuture<Void>> done = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        CompletableFuture<Void> caller = new CompletableFuture<>();
        done.add(caller);
        next(sender, number, end, latencies, errors, caller);
      }
      CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
    }
    double took = (System.nanoTime() - began) / 1e9;
    double cores = node.cpu().minus(cpu).toNanos() / 1e9 / took;
    return new Result(callers, latencies, errors.get(), latencies.count() / took, cores);
  }

  private static void next(
      CommandSender sender,
      AtomicLong number,
      long end,
      Latencies latencies,
      AtomicLong errors,
      CompletableFuture<Void> done) {
    long at = System.nanoTime();
    if (at >= end) {
      done.complete(null);
      return;
    }
    Buffer body = SampleCalls.incident(number.getAndIncrement());
    sender
        .command("incidents", body)
        .onComplete(
            answer -> {
              synchronized (latencies) {
                latencies.add((System.nanoTime() - at) / 1_000);
              }
              if (answer.failed()) {
                errors.incrementAndGet();
              }
              next(sender, number, end, latencies, errors, done);
            });
  }

  private static void tell(Result r, double bare, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%3d callers: %6.0f commands/s, %s, %d errors, server %.2f cores; bare inserts %6.0f/s; ratio %.2f%n",
        r.callers(),
        r.perSecond(),
        r.latencies(),
        r.errors(),
        r.cpu(),
        bare,
        r.perSecond() / bare);
  }
}
