package city.chengtu.command.bench;

import city.chengtu.command.bench.LoadRun.Asker;
import city.chengtu.command.bench.LoadRun.Askers;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.locationtech.jts.geom.Envelope;

/**
 * Pages of features in a box, beside plain SQL (ST_AsGeoJSON over JDBC) and MapServer (WFS), on the
 * same PostGIS.
 *
 * @param page features in one
 */
record MapPages(MapScene scene, MapOptions asked, int page, PrintStream out) {
  /** A box holds some more than a page, so that every page is full and has a next one. */
  private static final double MORE = 1.2;

  private static final int BYTES = 100;

  void race(List<String> ids) throws IOException, InterruptedException {
    MapRace race = new MapRace(scene, asked, out);
    for (String id : ids) {
      String layer = "bench_" + id;
      race.compile(ours(race, layer));
      for (int count : asked.clients) {
        race.run(
            id,
            count,
            ours(race, layer),
            () -> raw(layer),
            () ->
                random ->
                    MapRace.checked(
                        scene.mapServer().orElseThrow().features(layer, box(layer, random), page),
                        BYTES * page));
      }
    }
    race.summary();
  }

  private Envelope box(String layer, Random random) {
    return scene.layers().box(layer, (int) (page * MORE), random);
  }

  private String path(String layer, Envelope b) {
    return String.format(
        Locale.ROOT,
        "/ogc/collections/%s/items?f=json&limit=%d&bbox=%.8f,%.8f,%.8f,%.8f",
        layer,
        page,
        b.getMinX(),
        b.getMinY(),
        b.getMaxX(),
        b.getMaxY());
  }

  private Askers ours(MapRace race, String layer) {
    return () -> race.server(false, random -> path(layer, box(layer, random)), BYTES * page);
  }

  private Asker raw(String layer) throws SQLException {
    RawSql sql = RawSql.features(scene.raw(), layer);
    return new Asker() {
      @Override
      public long ask(Random random) throws SQLException, IOException {
        return MapRace.checked(sql.features(box(layer, random), page), BYTES * page);
      }

      @Override
      public void close() throws SQLException {
        sql.close();
      }
    };
  }

  /** All three find the same features in a box that holds less than a page. */
  boolean checkAnswers() throws IOException, InterruptedException, SQLException {
    boolean right = true;
    for (String layer : MapLayers.IDS) {
      Envelope box = scene.layers().box(layer, page / 4, new Random(asked.seed));
      List<String> ours;
      try (BareHttp http = scene.client(false)) {
        http.get(path(layer, box));
        ours = ids(http.body());
      }
      List<String> raw;
      try (RawSql sql = RawSql.features(scene.raw(), layer)) {
        raw = ids(sql.features(box, page));
      }
      int other =
          scene.mapServer().isPresent()
              ? ids(scene.mapServer().get().features(layer, box, page)).size()
              : ours.size();
      // Plain SQL asks for envelopes that meet the box, ours for shapes that do.
      if (ours.isEmpty()
          || !raw.containsAll(ours)
          || Math.abs(other - ours.size()) > 3 + 0.2 * ours.size()) {
        right = false;
        out.print("WRONG ");
      }
      out.printf(
          "%s: a box holds %d features by the server, %d by plain SQL, %d by MapServer%n",
          layer, ours.size(), raw.size(), other);
    }
    return right;
  }

  private static List<String> ids(byte[] collection) throws IOException {
    List<String> ids = new ArrayList<>();
    String text = new String(collection, StandardCharsets.UTF_8);
    if (!text.startsWith("{")) {
      throw new IOException("no features: " + text.substring(Math.max(0, text.length() - 500)));
    }
    JsonNode json = StateJson.tree(text);
    json.path("features").forEach(feature -> ids.add(feature.path("id").asText()));
    return ids;
  }
}
