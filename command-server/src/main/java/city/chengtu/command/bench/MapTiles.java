package city.chengtu.command.bench;

import city.chengtu.command.bench.LoadRun.Asker;
import city.chengtu.command.bench.LoadRun.Result;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.tile.TileAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Vector tiles beside plain SQL (ST_AsMVT over JDBC) and MapServer, on the same PostGIS in one run:
 * first with a server that keeps no tile, then from its cache.
 *
 * @param clients how many ask at once, one measurement each
 */
record MapTiles(
    MapLayers layers,
    List<Integer> zooms,
    List<Integer> clients,
    double warmUp,
    double seconds,
    long seed,
    PrintStream out) {

  /** Tiles before the first measurement: by then the server's code is compiled. */
  private static final int WARM = 2_000;

  int run(ServerOptions options) throws IOException, InterruptedException, SQLException {
    ServerOptions cold = options.with(DatabaseSettings.PRIVATE, "tiles.cache=0");
    try (MapScene scene = MapScene.start(cold, layers, out)) {
      boolean right = checkAnswers(scene);
      LoadRun.warm(() -> ours(scene, zooms.get(zooms.size() / 2), false), WARM, seed);
      for (int zoom : zooms) {
        for (int count : clients) {
          cold(scene, zoom, count);
        }
      }
      scene.restart(options.with(DatabaseSettings.PRIVATE));
      LoadRun.warm(() -> ours(scene, zooms.get(zooms.size() / 2), true), 5 * WARM, seed);
      for (int count : clients) {
        warm(scene, count);
      }
      return right ? 0 : 1;
    }
  }

  private static Duration cpu(MapScene scene) {
    return scene.server().cpu().plus(scene.databaseCpu());
  }

  private static String layer(Random random) {
    return MapLayers.IDS.get(random.nextInt(MapLayers.IDS.size()));
  }

  private static String path(String layer, TileAddress tile) {
    return "/api/v1/layers/" + layer + "/tiles/" + tile;
  }

  private void cold(MapScene scene, int zoom, int count) throws IOException, InterruptedException {
    Result ours =
        LoadRun.run(() -> ours(scene, zoom, false), count, warmUp, seconds, seed, () -> cpu(scene));
    Result raw =
        LoadRun.run(() -> raw(scene, zoom), count, warmUp, seconds, seed, scene::databaseCpu);
    out.printf("z%d c=%-3d server     %s%n", zoom, count, ours);
    out.printf(
        Locale.ROOT,
        "z%d c=%-3d plain SQL  %s  server/SQL %.2f, by cpu %.2f%n",
        zoom,
        count,
        raw,
        ours.rate() / raw.rate(),
        raw.cpu() / ours.cpu());
    if (scene.mapServer().isPresent()) {
      MapServers servers = scene.mapServer().get();
      Result other =
          LoadRun.run(
              () -> random -> servers.tile(layer(random), layers.tile(zoom, random)).length,
              count,
              warmUp,
              seconds,
              seed,
              () -> servers.cpu().plus(scene.databaseCpu()));
      out.printf(
          Locale.ROOT,
          "z%d c=%-3d MapServer  %s  server/MapServer %.2f, by cpu %.2f%n",
          zoom,
          count,
          other,
          ours.rate() / other.rate(),
          other.cpu() / ours.cpu());
    }
  }

  /** The tiles of one zoom fit the cache: after the first time each is taken from there. */
  private void warm(MapScene scene, int count) throws IOException, InterruptedException {
    int zoom = zooms.get(zooms.size() / 2);
    Result warm =
        LoadRun.run(
            () -> ours(scene, zoom, true), count, 2 * warmUp, seconds, seed, () -> cpu(scene));
    out.printf("z%d c=%-3d warm, gzip %s%n", zoom, count, warm);
  }

  private Asker ours(MapScene scene, int zoom, boolean gzip) throws IOException {
    BareHttp http = scene.client(gzip);
    return new Asker() {
      @Override
      public long ask(Random random) throws IOException {
        int status = http.get(path(layer(random), layers.tile(zoom, random)));
        if (status != 200 && status != 204) {
          throw new IOException(status + " " + new String(http.body(), StandardCharsets.UTF_8));
        }
        return http.body().length;
      }

      @Override
      public void close() throws IOException {
        http.close();
      }
    };
  }

  private Asker raw(MapScene scene, int zoom) throws SQLException {
    List<RawSql> each = new ArrayList<>();
    // One connection for each of our clients, with a statement for each layer.
    Connection connection = scene.raw().getConnection();
    for (String layer : MapLayers.IDS) {
      each.add(RawSql.tiles(connection, layer, zoom));
    }
    return new Asker() {
      @Override
      public long ask(Random random) throws SQLException, IOException {
        int layer = random.nextInt(MapLayers.IDS.size());
        return each.get(layer).tile(layers.tile(zoom, random)).length;
      }

      @Override
      public void close() throws SQLException {
        connection.close();
      }
    };
  }

  /**
   * A tile of each layer has as many features by all three, but for those too small to be drawn.
   */
  private boolean checkAnswers(MapScene scene)
      throws IOException, InterruptedException, SQLException {
    boolean right = true;
    TileAddress tile = layers.tile(14, new Random(seed));
    for (String layer : MapLayers.IDS) {
      int ours;
      try (BareHttp http = scene.client(false)) {
        http.get(path(layer, tile));
        ours = TileCount.of(http.body());
      }
      int raw;
      try (Connection connection = scene.raw().getConnection()) {
        raw = TileCount.of(RawSql.tiles(connection, layer, tile.z()).tile(tile));
      }
      int other =
          scene.mapServer().isPresent()
              ? TileCount.of(scene.mapServer().get().tile(layer, tile))
              : ours;
      if (ours == 0 || Math.abs(ours - raw) > 0.05 * raw || Math.abs(ours - other) > 0.2 * ours) {
        right = false;
        out.print("WRONG ");
      }
      out.printf(
          "%s: tile %s has %d features by the server, %d by plain SQL, %d by MapServer%n",
          layer, tile, ours, raw, other);
    }
    return right;
  }
}
