package city.chengtu.command.bench;

import city.chengtu.command.bench.LoadRun.Asker;
import city.chengtu.command.bench.LoadRun.Askers;
import city.chengtu.command.bench.LoadRun.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures our server, plain SQL and MapServer one after another with as many askers each, and
 * tells where our lead is least.
 */
final class MapRace {
  /** Until then the server's code is compiled. */
  private static final double COMPILED_SECONDS = 10;

  private static final int COMPILING_CLIENTS = 4;

  private record Lead(String where, double rate) {}

  private final MapScene scene;
  private final MapOptions options;
  private final PrintStream out;
  private final List<Lead> overSql = new ArrayList<>();
  private final List<Lead> overMapServer = new ArrayList<>();

  MapRace(MapScene scene, MapOptions options, PrintStream out) {
    this.scene = scene;
    this.options = options;
    this.out = out;
  }

  /**
   * @param mapServer not asked where there is none
   */
  void run(String what, int clients, Askers ours, Askers raw, Askers mapServer)
      throws IOException, InterruptedException {
    String where = what + " c=" + clients;
    Result own = measured(ours, clients, this::serverCpu);
    out.printf("%-18s server     %s%n", where, own);
    Result sql = measured(raw, clients, scene::databaseCpu);
    compared(where, "SQL", own, sql, overSql);
    if (scene.mapServer().isPresent()) {
      MapServers servers = scene.mapServer().get();
      Result other = measured(mapServer, clients, () -> servers.cpu().plus(scene.databaseCpu()));
      compared(where, "MapServer", own, other, overMapServer);
    }
  }

  /** Our server alone. */
  Result alone(String what, int clients, Askers ours) throws IOException, InterruptedException {
    Result own = measured(ours, clients, this::serverCpu);
    out.printf("%-18s server     %s%n", what + " c=" + clients, own);
    return own;
  }

  private Result measured(Askers askers, int clients, Supplier<Duration> cpu)
      throws IOException, InterruptedException {
    return LoadRun.run(askers, clients, options.warmUp, options.seconds, options.seed, cpu);
  }

  private Duration serverCpu() {
    return scene.server().cpu().plus(scene.databaseCpu());
  }

  private void compared(String where, String whom, Result own, Result other, List<Lead> leads) {
    double rate = own.rate() / other.rate();
    leads.add(new Lead(where, rate));
    out.printf(
        Locale.ROOT,
        "%-18s %-10s %s  server/%s %.2f, by cpu %.2f%n",
        where,
        whom,
        other,
        whom,
        rate,
        other.cpu() / own.cpu());
  }

  /** Lets the server compile what is going to be measured. */
  void compile(Askers ours) throws IOException, InterruptedException {
    LoadRun.run(ours, COMPILING_CLIENTS, 0, COMPILED_SECONDS, options.seed, () -> Duration.ZERO);
  }

  void summary() {
    least("plain SQL", overSql);
    least("MapServer", overMapServer);
  }

  private void least(String whom, List<Lead> leads) {
    leads.stream()
        .min(Comparator.comparingDouble(Lead::rate))
        .ifPresent(
            lead ->
                out.printf(
                    Locale.ROOT,
                    "least of %d against %s: %.2f (%s)%n",
                    leads.size(),
                    whom,
                    lead.rate(),
                    lead.where()));
  }

  /**
   * One who asks our server over a connection of its own.
   *
   * @param path of the next request
   * @param least bytes of an answer: one without any feature would make anyone fast
   */
  Asker server(boolean gzip, Function<Random, String> path, int least) throws IOException {
    BareHttp http = scene.client(gzip);
    return new Asker() {
      @Override
      public long ask(Random random) throws IOException {
        int status = http.get(path.apply(random));
        if (status != 200 && status != 204) {
          throw new IOException(status + " " + new String(http.body(), StandardCharsets.UTF_8));
        }
        return checked(http.body(), least);
      }

      @Override
      public void close() throws IOException {
        http.close();
      }
    };
  }

  /** Its length. */
  static long checked(byte[] answer, int least) throws IOException {
    if (answer.length < least) {
      throw new IOException("too short: " + new String(answer, StandardCharsets.UTF_8));
    }
    return answer.length;
  }
}
