package city.chengtu.command.bench;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the way from a commit to many screens. */
@Command(
    name = "live",
    mixinStandardHelpOptions = true,
    description = {
      "推送 From commit to many screens: a server, its clients in a process of their own, and a writer of incidents through the public API.",
      "Latency: from the time in the entry, which is taken when its transaction holds the journal's head (so the commit itself is inside), to the moment the client has read the frame; one clock, one machine.",
      "Every client's entries must follow each other without gap or repeat; exit code 1 when any do not, or when any client has not got them all."
    })
public final class LiveBench implements Callable<Integer> {
  private static final int SPARE_FILES = 500;
  private static final long SETTLE_MILLIS = 1_500;

  @Mixin private ServerOptions server;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "1000",
      description = "WebSocket clients (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "entries a second (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "how long to measure (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5",
      description = "seconds before, not counted (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--stalled",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "besides, measure the others while K clients do not read: without, with, without, with")
  private int stalled;

  @Option(
      names = "--client-threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "event loops of the client process (default: ${DEFAULT-VALUE})")
  private int clientThreads;

  /** What one stretch of the run showed. */
  private record Stretch(JsonNode told, Duration server, Duration swarm, double seconds) {
    double p99() {
      return told.path("p99").asDouble();
    }

    long deliveries() {
      return told.path("deliveries").asLong();
    }
  }

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException {
    checkFiles();
    try (BenchServer node = BenchServer.start(server)) {
      String token = BenchAccount.token(node);
      try (Swarm swarm = new Swarm(node, token);
          IncidentWriter writer = new IncidentWriter(node.address(), token, rate)) {
        return measure(node, swarm, writer, System.out);
      }
    }
  }

  private void checkFiles() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getMaxFileDescriptorCount() < clients + SPARE_FILES) {
      throw new IllegalArgumentException(
          clients
              + " clients need as many open files in each process, the limit is "
              + unix.getMaxFileDescriptorCount()
              + " (ulimit -n)");
    }
  }

  private int measure(BenchServer node, Swarm swarm, IncidentWriter writer, PrintStream out)
      throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "store %s, %s; server with %d MB after they connected%n",
        node.store(),
        swarm.opened,
        node.residentMegabytes().orElse(0L));
    writer.run(warmUp);
    List<Stretch> without = new ArrayList<>();
    List<Stretch> with = new ArrayList<>();
    boolean compare = stalled > 0;
    for (int i = 0; i < (compare ? 4 : 1); i++) {
      boolean stall = i % 2 == 1;
      if (compare) {
        Thread.sleep(SETTLE_MILLIS);
        swarm.ask(stall ? "stall " + stalled : "unstall");
        writer.run(stall ? 3 : 1); // until the stalled ones' buffers are full, or empty again
      }
      Stretch stretch = stretch(node, swarm, writer);
      (stall ? with : without).add(stretch);
      tell(compare ? (stall ? "with stalled " : "without ") : "", stretch, out);
    }
    out.printf("command to receipt %s, %d errors%n", writer.latencies(), writer.errors());
    out.printf(Locale.ROOT, "server with %d MB at the end%n", node.residentMegabytes().orElse(0L));
    if (compare) {
      out.printf(
          Locale.ROOT,
          "p99 of the reading clients with %d stalled ones / without: %.3f%n",
          stalled,
          mean(with) / mean(without));
    }
    without.addAll(with);
    return writer.errors() == 0 && without.stream().allMatch(this::good) ? 0 : 1;
  }

  private static double mean(List<Stretch> stretches) {
    return stretches.stream().mapToDouble(Stretch::p99).average().orElse(0);
  }

  private boolean good(Stretch s) {
    return s.told().path("faults").asLong() == 0 && s.told().path("behind").asLong() == 0;
  }

  private Stretch stretch(BenchServer node, Swarm swarm, IncidentWriter writer)
      throws IOException, InterruptedException {
    swarm.ask("begin");
    Duration serverBefore = node.cpu();
    Duration swarmBefore = swarm.cpu();
    long began = System.nanoTime();
    writer.run(seconds);
    JsonNode told = StateJson.tree(swarm.ask("upto " + writer.position()));
    double took = (System.nanoTime() - began) / 1e9;
    Stretch stretch =
        new Stretch(told, node.cpu().minus(serverBefore), swarm.cpu().minus(swarmBefore), took);
    return stretch;
  }

  private static void tell(String which, Stretch s, PrintStream out) {
    JsonNode t = s.told();
    double server = s.server().toNanos() / 1e9 / s.seconds();
    double swarm = s.swarm().toNanos() / 1e9 / s.seconds();
    out.printf(
        Locale.ROOT,
        "%s%d deliveries in %.1f s = %.0f/s to %s clients; entry to client p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms%n",
        which,
        s.deliveries(),
        s.seconds(),
        s.deliveries() / s.seconds(),
        t.path("clients").asText(),
        t.path("p50").asDouble(),
        t.path("p90").asDouble(),
        t.path("p99").asDouble(),
        t.path("max").asDouble());
    out.printf(
        Locale.ROOT,
        "  not in order %d %s, behind at the end %d, closed [%s]%n",
        t.path("faults").asLong(),
        t.path("fault").asText(),
        t.path("behind").asLong(),
        t.path("closed").asText());
    out.printf(
        Locale.ROOT,
        "  server %.2f cores = %.2f us a delivery; clients %.2f cores; %s%n",
        server,
        s.server().toNanos() / 1e3 / Math.max(1, s.deliveries()),
        swarm,
        bound(server + swarm));
  }

  /** What kept it from being faster, as far as the processor time tells. */
  private static String bound(double used) {
    int cores = Runtime.getRuntime().availableProcessors();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (used > 0.9 * cores) {
      return "bound by the " + cores + " cores both share";
    }
    return load > 2 * cores
        ? "OTHER WORK had the cores, load " + Math.round(load) + ": measure again when it is quiet"
        : "not bound by the " + cores + " cores: what remains is gathering and waiting";
  }

  /** The process with the clients. */
  private final class Swarm implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final String opened;

    Swarm(BenchServer node, String token) throws IOException {
      List<String> command = BenchServer.java("-XX:+UseSerialGC -Xmx700m");
      command.addAll(List.of("bench", "live-clients", "--server", node.address().toString()));
      command.addAll(List.of("--clients", Integer.toString(clients)));
      command.addAll(List.of("--stalled", Integer.toString(stalled)));
      command.addAll(List.of("--threads", Integer.toString(clientThreads)));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-swarm"));
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
      opened = ask(token);
    }

    String ask(String order) throws IOException {
      orders.println(order);
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("the client process has ended");
      }
      return answer;
    }

    Duration cpu() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
      orders.println("stop");
      BenchServer.end(process);
    }
  }
}
