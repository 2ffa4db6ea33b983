package city.chengtu.command.bench;

import city.chengtu.command.bench.LoadRun.Asker;
import city.chengtu.command.bench.LoadRun.Askers;
import city.chengtu.command.bench.LoadRun.Result;
import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.DatabaseSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.locationtech.jts.geom.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pages of features beside plain SQL and MapServer, on the same tables in one run. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {
      "要素 Pages of features in a box by OGC API – Features, beside the same by plain SQL"
          + " (ST_AsGeoJSON, over JDBC, no HTTP) and by MapServer (WFS as GeoJSON,",
      "FastCGI, no web server), on the same PostGIS in one run; then a whole layer as one stream."
          + " Exit code 1 on any wrong answer."
    })
public final class FeaturesBench implements Callable<Integer> {
  @Mixin private ServerOptions options;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "点数；线为五分之一，面为十分之一 points; a fifth as many lines, a tenth as many areas (default:"
              + " ${DEFAULT-VALUE})")
  private int points;

  @Option(
      names = "--clients",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,8,32",
      description = "how many ask at once (default: ${DEFAULT-VALUE})")
  private List<Integer> clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "of each measurement (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description = "seconds before each (default: ${DEFAULT-VALUE})")
  private double warmUp;

  @Option(
      names = "--page",
      paramLabel = "N",
      defaultValue = "1000",
      description = "features in a page (default: ${DEFAULT-VALUE})")
  private int page;

  @Option(names = "--layer", split = ",", description = "only these of: points, lines, areas")
  private List<String> only = List.of("points", "lines", "areas");

  @Option(names = "--seed", defaultValue = "1", description = "seed (default: ${DEFAULT-VALUE})")
  private long seed;

  /** A box holds some more than a page, so that every page is full and has a next one. */
  private static final double MORE = 1.2;

  /** Pages before the first measurement: by then the server's code is compiled. */
  private static final int WARM = 1_500;

  private MapScene scene;

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintStream out = System.out;
    try (MapScene started =
        MapScene.start(options.with(DatabaseSettings.PRIVATE), new MapLayers(points, seed), out)) {
      scene = started;
      boolean right = checkAnswers(out);
      for (String name : only) {
        LoadRun.warm(() -> ours("bench_" + name), WARM, seed);
        for (int count : clients) {
          measure("bench_" + name, count, out);
        }
      }
      stream(out);
      return right ? 0 : 1;
    }
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

  private void measure(String layer, int count, PrintStream out)
      throws IOException, InterruptedException {
    Result ours = LoadRun.run(() -> ours(layer), count, warmUp, seconds, seed, this::cpu);
    Result raw = LoadRun.run(() -> raw(layer), count, warmUp, seconds, seed, scene::databaseCpu);
    out.printf("%-13s c=%-3d server     %s%n", layer, count, ours);
    out.printf(
        Locale.ROOT,
        "%-13s c=%-3d plain SQL  %s  server/SQL %.2f, by cpu %.2f%n",
        layer,
        count,
        raw,
        ours.rate() / raw.rate(),
        raw.cpu() / ours.cpu());
    if (scene.mapServer().isPresent()) {
      Askers asking = () -> random -> full(mapServer(layer, random)).length;
      Result other = LoadRun.run(asking, count, warmUp, seconds, seed, this::mapServerCpu);
      out.printf(
          Locale.ROOT,
          "%-13s c=%-3d MapServer  %s  server/MapServer %.2f, by cpu %.2f%n",
          layer,
          count,
          other,
          ours.rate() / other.rate(),
          other.cpu() / ours.cpu());
    }
  }

  private Duration cpu() {
    return scene.server().cpu().plus(scene.databaseCpu());
  }

  private Duration mapServerCpu() {
    return scene.mapServer().orElseThrow().cpu().plus(scene.databaseCpu());
  }

  private Asker ours(String layer) throws IOException {
    BareHttp http = scene.client(false);
    return new Asker() {
      @Override
      public long ask(Random random) throws IOException {
        if (http.get(path(layer, box(layer, random))) != 200) {
          throw new IOException(
              http.status() + " " + new String(http.body(), StandardCharsets.UTF_8));
        }
        return full(http.body()).length;
      }

      @Override
      public void close() throws IOException {
        http.close();
      }
    };
  }

  private Asker raw(String layer) throws SQLException {
    RawSql sql = RawSql.features(scene.raw(), layer);
    return new Asker() {
      @Override
      public long ask(Random random) throws SQLException, IOException {
        return full(sql.features(box(layer, random), page)).length;
      }

      @Override
      public void close() throws SQLException {
        sql.close();
      }
    };
  }

  private byte[] mapServer(String layer, Random random) throws IOException, InterruptedException {
    return scene.mapServer().orElseThrow().features(layer, box(layer, random), page);
  }

  /** An answer without any feature would make anyone fast. */
  private byte[] full(byte[] answer) throws IOException {
    if (answer.length < 100L * page) {
      throw new IOException(
          "too short: "
              + new String(answer, StandardCharsets.UTF_8)
                  .substring(0, Math.min(900, answer.length)));
    }
    return answer;
  }

  /** All three find the same features in a box that holds less than a page. */
  private boolean checkAnswers(PrintStream out)
      throws IOException, InterruptedException, SQLException {
    boolean right = true;
    for (String layer : MapLayers.IDS) {
      Envelope box = scene.layers().box(layer, page / 4, new Random(seed));
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
          || Math.abs(other - ours.size()) > 0.2 * ours.size()) {
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

  /** The whole layer of points, page after page of the largest size, and the server's memory. */
  private void stream(PrintStream out) throws IOException {
    long began = System.nanoTime();
    long features = 0;
    long bytes = 0;
    long most = 0;
    try (BareHttp http = scene.client(false)) {
      String next = "/ogc/collections/bench_points/items?f=json&limit=10000";
      while (next != null) {
        http.get(next);
        bytes += http.body().length;
        JsonNode tail = tail(http.body());
        features += tail.path("numberReturned").asLong();
        next = null;
        for (JsonNode link : tail.path("links")) {
          if (link.path("rel").asText().equals("next")) {
            String href = link.path("href").asText();
            next = href.substring(href.indexOf("/ogc"));
          }
        }
        most = Math.max(most, scene.server().residentMegabytes().orElse(0L));
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    out.printf(
        Locale.ROOT,
        "whole layer: %,d features, %d MB in %.1f s (%,.0f a second), most resident memory %d MB%n",
        features,
        bytes >> 20,
        seconds,
        features / seconds,
        most);
    if (features != points) {
      throw new IOException("the layer has " + points + " features, the pages " + features);
    }
  }

  /** What follows the features: reading all of them would cost more than making them. */
  private static JsonNode tail(byte[] page) {
    int from = Math.max(0, page.length - 4_000);
    String end = new String(page, from, page.length - from, StandardCharsets.UTF_8);
    return StateJson.tree("{\"x\":0" + end.substring(end.lastIndexOf("}],\"number") + 2));
  }
}
