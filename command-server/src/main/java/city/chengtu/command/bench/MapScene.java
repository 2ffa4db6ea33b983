package city.chengtu.command.bench;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.PrivatePostgres;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * One PostGIS with a generated city, our server on it in a process of its own, plain SQL from this
 * process, and MapServer where it is at hand. All is gone when it is closed.
 */
final class MapScene implements AutoCloseable {
  private static final List<String> MIGRATIONS = List.of("db/command/common");
  private static final int MOST_CLIENTS = 32;
  private static final int MOST_SECONDS_TO_QUIET = 60;

  /** Processor time in a second. */
  private static final Duration QUIET = Duration.ofMillis(100);

  private final MapLayers layers;
  private final String token;
  private final SpatialDatabase raw;
  private final Optional<MapServers> mapServer;
  private BenchServer server;

  private MapScene(
      MapLayers layers,
      String token,
      SpatialDatabase raw,
      Optional<MapServers> mapServer,
      BenchServer server) {
    this.layers = layers;
    this.token = token;
    this.raw = raw;
    this.mapServer = mapServer;
    this.server = server;
  }

  static MapScene start(ServerOptions options, MapLayers layers, PrintStream out)
      throws IOException, InterruptedException {
    BenchServer first = BenchServer.start(options);
    try {
      String token = BenchAccount.token(first);
      first.stop();
      fill(first, layers, out);
      PrivatePostgres postgres = PrivatePostgres.start(first.data().resolve("postgres"), List.of());
      SpatialDatabase raw =
          SpatialDatabase.connectForMaintenance(
              DatabaseSettings.of(DatabaseSettings.PRIVATE, first.data(), MOST_CLIENTS));
      Optional<MapServers> mapServer = MapServers.start(first.data(), postgres);
      MapScene scene = new MapScene(layers, token, raw, mapServer, first.again());
      scene.untilQuiet();
      return scene;
    } catch (IOException | InterruptedException | RuntimeException e) {
      first.close();
      throw e;
    }
  }

  private static void fill(BenchServer server, MapLayers layers, PrintStream out) {
    long began = System.nanoTime();
    try (SpatialDatabase store =
        SpatialDatabase.open(
            DatabaseSettings.of(DatabaseSettings.PRIVATE, server.data(), 4), MIGRATIONS)) {
      StoredLayers stored = StoredLayers.open(store, new Catalogue(), Clock.systemUTC());
      for (String layer : MapLayers.IDS) {
        stored.define(layers.layer(layer));
        stored.write(ChangeSet.merge("bench", "generated", "bench"), layers.features(layer));
      }
    }
    out.printf(
        Locale.ROOT, "%,d features in %.0f s%n", layers.total(), (System.nanoTime() - began) / 1e9);
  }

  /**
   * After its start a server reads the names of places and looks at the quality of its layers: that
   * is not what is measured. A server that is never quiet is measured as it is.
   */
  private void untilQuiet() throws IOException, InterruptedException {
    try (BareHttp http = client(false)) {
      while (http.get("/api/v1/places?q=a") == 503) {
        Thread.sleep(200);
      }
    }
    Duration before = server.cpu();
    for (int i = 0; i < MOST_SECONDS_TO_QUIET; i++) {
      Thread.sleep(1_000);
      Duration now = server.cpu();
      if (now.minus(before).compareTo(QUIET) < 0) {
        return;
      }
      before = now;
    }
  }

  /** The same store under a server with other settings. */
  void restart(ServerOptions options) throws IOException, InterruptedException {
    server.stop();
    server = server.again(options);
    untilQuiet();
  }

  MapLayers layers() {
    return layers;
  }

  BenchServer server() {
    return server;
  }

  DataSource raw() {
    return raw.dataSource();
  }

  Optional<MapServers> mapServer() {
    return mapServer;
  }

  /** Processor time of the database so far. */
  Duration databaseCpu() {
    try {
      Path file = server.data().resolve("postgres").resolve("data").resolve("postmaster.pid");
      long postmaster = Long.parseLong(Files.readAllLines(file).get(0).strip());
      return cpu(ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::descendants));
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  /** Of these processes. */
  static Duration cpu(Stream<ProcessHandle> processes) {
    return processes
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** A connection of a client that may see all of the layers. */
  BareHttp client(boolean gzip) throws IOException {
    return new BareHttp(
        server.address(),
        "Authorization: Bearer " + token + "\r\n" + (gzip ? "Accept-Encoding: gzip\r\n" : ""));
  }

  @Override
  public void close() throws IOException {
    if (mapServer.isPresent()) {
      mapServer.get().close();
    }
    raw.close();
    server.close();
  }
}
