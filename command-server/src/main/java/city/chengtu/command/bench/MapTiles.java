package city.chengtu.command.bench;

import city.chengtu.command.bench.LoadRun.Asker;
import city.chengtu.command.bench.LoadRun.Askers;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.tile.TileAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Vector tiles beside plain SQL (ST_AsMVT over JDBC) and MapServer, on the same PostGIS in one run:
 * first with a server that keeps no tile, then from its cache.
 */
record MapTiles(MapLayers layers, List<Integer> zooms, MapOptions asked, PrintStream out) {

  int run(ServerOptions options) throws IOException, InterruptedException, SQLException {
    ServerOptions cold = options.with(DatabaseSettings.PRIVATE, "tiles.cache=0");
    try (MapScene scene = MapScene.start(cold, layers, out)) {
      boolean right = checkAnswers(scene);
      MapRace race = new MapRace(scene, asked, out);
      race.compile(ours(race, zooms.get(zooms.size() / 2), false));
      for (int zoom : zooms) {
        for (int count : asked.clients) {
          race.run(
              "z" + zoom,
              count,
              ours(race, zoom, false),
              () -> raw(scene, zoom),
              () ->
                  random ->
                      scene
                          .mapServer()
                          .orElseThrow()
                          .tile(layer(random), layers.tile(zoom, random))
                          .length);
        }
      }
      race.summary();
      scene.restart(options.with(DatabaseSettings.PRIVATE));
      warm(race);
      return right ? 0 : 1;
    }
  }

  /** The tiles of one zoom fit the cache: after the first time each is taken from there. */
  private void warm(MapRace race) throws IOException, InterruptedException {
    Askers ours = ours(race, zooms.get(zooms.size() / 2), true);
    race.compile(ours);
    for (int count : asked.clients) {
      race.alone("warm, gzip", count, ours);
    }
  }

  private static String layer(Random random) {
    return MapLayers.IDS.get(random.nextInt(MapLayers.IDS.size()));
  }

  private static String path(String layer, TileAddress tile) {
    return "/api/v1/layers/" + layer + "/tiles/" + tile;
  }

  private Askers ours(MapRace race, int zoom, boolean gzip) {
    return () -> race.server(gzip, random -> path(layer(random), layers.tile(zoom, random)), 0);
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
    TileAddress tile = layers.tile(14, new Random(asked.seed));
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
      // MapServer's margin is smaller than ours
      if (ours == 0
          || Math.abs(ours - raw) > 0.05 * raw
          || Math.abs(ours - other) > 3 + 0.2 * ours) {
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
