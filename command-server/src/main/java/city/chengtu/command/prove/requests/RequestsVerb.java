package city.chengtu.command.prove.requests;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.PrivatePostgres;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chengtu prove requests}. */
@Command(
    name = "requests",
    mixinStandardHelpOptions = true,
    description =
        "恶意请求 Sends generated bad requests over every operation and socket; each must be refused by name and change nothing.")
public final class RequestsVerb implements Callable<Integer> {
  /** As {@code chengtu prove}: a promise was broken. */
  private static final int BROKEN = 3;

  private static final List<String> MIGRATIONS = List.of("db/command/common");

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100000",
      description = "请求数 how many bad requests (default: ${DEFAULT-VALUE})")
  private long count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "种子 the same seed sends the same faults (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--only",
      paramLabel = "N",
      description = "只发第 N 个 sends only the request of this number and shows it")
  private Long only;

  @Option(
      names = "--operation",
      paramLabel = "ID",
      description = "只测此操作 spoils only this operation of the contract; may be given more than once")
  private Set<String> operations = Set.of();

  @Option(
      names = "--node",
      paramLabel = "URI",
      description =
          "已运行的示范节点 a running server with the sample city; without it a server of its own is started")
  private URI node;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      defaultValue = "h2",
      description = "存储 of its own server: h2 or postgis (default: ${DEFAULT-VALUE})")
  private String store;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "16",
      description = "并发 requests under way at once (default: ${DEFAULT-VALUE})")
  private int atOnce;

  @Option(names = "--report", paramLabel = "FILE", description = "报告 also written to this file")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("chengtu-prove-requests");
    try {
      Report result = node == null ? own(folder) : running(node, -1);
      spec.commandLine().getOut().println(result.text());
      spec.commandLine().getOut().flush();
      if (report != null) {
        Files.writeString(report, result.text());
      }
      return result.passed() ? 0 : BROKEN;
    } finally {
      if (node == null && isPostgis()) {
        PrivatePostgres.start(folder.resolve("postgres"), List.of()).stop();
      }
      remove(folder);
    }
  }

  private boolean isPostgis() {
    return store.equals("postgis");
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getErr();
    out.println(line);
    out.flush();
  }

  /** State is compared while the server stands still: an embedded store lets nobody else read. */
  private Report own(Path folder) throws IOException, InterruptedException {
    String db = isPostgis() ? DatabaseSettings.PRIVATE : store;
    try (OwnServer server = new OwnServer(folder, db)) {
      server.start();
      Onslaught onslaught = Onslaught.prepare(server.address(), seed, operations);
      server.stop();
      Map<String, String> before = digest(db, folder, onslaught.controlIds());
      server.start();
      Report result = attack(onslaught, server.pid());
      if (!server.isAlive()) {
        result.add("the server died");
        return result;
      }
      server.stop();
      result.compare(before, digest(db, folder, onslaught.controlIds()));
      return result;
    }
  }

  private Map<String, String> digest(String db, Path folder, Set<String> without) {
    try (SpatialDatabase database =
        SpatialDatabase.open(DatabaseSettings.of(db, folder, 1), MIGRATIONS)) {
      return StateDigest.of(database, without);
    }
  }

  private Report running(URI server, long pid) throws IOException, InterruptedException {
    return attack(Onslaught.prepare(server, seed, operations), pid);
  }

  private Report attack(Onslaught onslaught, long pid) throws IOException, InterruptedException {
    if (only != null) {
      say(onslaught.show(only));
      return new Report(onslaught, 1, seed, List.of(), 0, 0);
    }
    long position = onslaught.position();
    List<Footprint> footprints = new ArrayList<>();
    long began = System.nanoTime();
    long warm = Math.max(1, count / 5);
    long middle = warm + (count - warm) / 2;
    long from = 1;
    for (long to : new long[] {warm, middle, count}) {
      onslaught.run(from, to, atOnce);
      say("%d of %d sent, %d wrong".formatted(to, count, onslaught.wrong()));
      if (pid > 0) {
        Footprint.of(pid).ifPresent(footprints::add);
      }
      from = to + 1;
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long refusals = onslaught.checkJournal(position);
    return new Report(onslaught, count, seed, footprints, seconds, refusals);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
