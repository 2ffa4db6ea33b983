package city.chengtu.command.bench;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.CheckedSink;
import city.chengtu.gis.ingest.LayerChecks;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.tile.TileAddress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A whole city's layers on one map: what people ask all day, at the size of a real city. */
@Command(
    name = "city",
    mixinStandardHelpOptions = true,
    description = {
      "全市一张图 A generated city of many layers and millions of features: fills a store of its own,"
          + " starts a server on it, then asks it through its public door",
      "for the catalogue, places, what lies under a point, pages of features and tiles. Exit code 1"
          + " on any wrong answer."
    })
public final class CityBench implements Callable<Integer> {
  private static final List<String> MIGRATIONS = List.of("db/command/common");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin private ServerOptions options;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "126",
      description = "图层数 layers (default: ${DEFAULT-VALUE})")
  private int layers;

  @Option(
      names = "--features",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "要素总数 features of all layers (default: ${DEFAULT-VALUE})")
  private long features;

  @Option(
      names = "--asks",
      paramLabel = "N",
      defaultValue = "300",
      description = "how often each is asked (default: ${DEFAULT-VALUE})")
  private int asks;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed (default: ${DEFAULT-VALUE})")
  private long seed;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private URI server;
  private String token;
  private long wrong;

  /** Where to ask, and whether the answer is right. */
  private interface Ask {
    String address(Random random);
  }

  private interface Check {
    boolean isRight(HttpResponse<byte[]> answer) throws IOException;
  }

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException {
    PrintStream out = System.out;
    GeneratedLayers city = new GeneratedLayers(layers, features, seed);
    try (BenchServer first = BenchServer.start(options)) {
      token = BenchAccount.token(first);
      first.stop(); // an embedded store belongs to one process
      fill(city, first, out);
      long began = System.nanoTime();
      try (BenchServer node = first.again()) {
        server = node.address();
        out.printf(Locale.ROOT, "ready after %.1f s%n", (System.nanoTime() - began) / 1e9);
        ask(city, out);
        node.residentMegabytes()
            .ifPresent(mb -> out.printf(Locale.ROOT, "resident %d MB of %s%n", mb, options.java));
      }
    }
    return wrong == 0 ? 0 : 1;
  }

  private void fill(GeneratedLayers city, BenchServer server, PrintStream out) {
    long began = System.nanoTime();
    long written = 0;
    try (SpatialDatabase store =
        SpatialDatabase.open(DatabaseSettings.of(options.store, server.data(), 4), MIGRATIONS)) {
      StoredLayers stored = StoredLayers.open(store, new Catalogue(), Clock.systemUTC());
      List<Layer> all = city.list();
      for (int i = 0; i < all.size(); i++) {
        written += fill(stored, all.get(i), city.features(i));
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    out.printf(
        Locale.ROOT,
        "store %s: %d layers, %d features in %.0f s (%.0f a second)%n",
        options.store,
        layers,
        written,
        seconds,
        written / seconds);
  }

  /** With the checks that every load passes. */
  private static long fill(StoredLayers stored, Layer layer, Stream<NewFeature> rows) {
    stored.define(layer);
    stored.write(
        ChangeSet.merge("bench", "generated", "bench"),
        sink -> rows.forEach(new CheckedSink(sink, LayerChecks.of(List.of(layer)))::write));
    return stored.get(layer.id()).count();
  }

  private void ask(GeneratedLayers city, PrintStream out) throws IOException, InterruptedException {
    measure(
        out, "catalogue", r -> "api/v1/catalogue", a -> tree(a).path("layers").size() >= layers);
    measure(
        out,
        "catalogue search",
        r -> "api/v1/catalogue?limit=20&q=" + encoded(GeneratedLayers.thing(r.nextInt(layers))),
        a -> tree(a).path("layers").size() > 0);
    measure(
        out,
        "what is here, all layers",
        r -> "api/v1/questions/here?tolerance=10&" + point(r),
        a -> tree(a).path("notAnswered").isEmpty() && tree(a).path("asked").asInt() >= layers);
    untilPlacesAreRead(city, out);
    measure(out, "place by name", r -> place(city, r), a -> tree(a).path("items").size() > 0);
    measure(
        out,
        "page of 1,000 in a box",
        r -> "api/v1/layers/" + layer(r) + "/features?limit=1000&bbox=" + box(r, 0.05),
        a -> tree(a).path("features").isArray());
    measure(
        out,
        "record of a layer",
        r -> "api/v1/catalogue/" + layer(r),
        a -> tree(a).findValue("id") != null);
    for (int zoom : new int[] {8, 10, 12}) {
      measure(
          out,
          "all of a layer, tile z" + zoom,
          r -> "api/v1/layers/g000/tiles/" + tile(r, zoom),
          a -> a.body().length > 0);
    }
    for (int zoom : new int[] {11, 12, 13, 15, 17}) {
      measure(
          out,
          "tile z" + zoom + ", cold",
          r -> "api/v1/layers/" + layer(r) + "/tiles/" + tile(r, zoom),
          a -> true);
    }
  }

  private void untilPlacesAreRead(GeneratedLayers city, PrintStream out)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (get(place(city, new Random(seed))).statusCode() == 503) {
      Thread.sleep(200);
    }
    out.printf(
        Locale.ROOT, "place names read %.1f s after ready%n", (System.nanoTime() - began) / 1e9);
  }

  private void measure(PrintStream out, String what, Ask ask, Check check)
      throws IOException, InterruptedException {
    Random random = new Random(seed + what.hashCode());
    Latencies latencies = new Latencies();
    long bytes = 0;
    for (int i = 0; i < asks; i++) {
      long began = System.nanoTime();
      HttpResponse<byte[]> answer = get(ask.address(random));
      latencies.add((System.nanoTime() - began) / 1_000);
      bytes += answer.body().length;
      int status = answer.statusCode();
      if (status != 204 && (status != 200 || !check.isRight(answer))) {
        wrong++;
        out.printf("WRONG %d %s%n", status, answer.uri());
      }
    }
    out.printf(Locale.ROOT, "%-24s %s  %d bytes each%n", what, latencies, bytes / asks);
  }

  private HttpResponse<byte[]> get(String address) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.resolve(address))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static JsonNode tree(HttpResponse<byte[]> answer) {
    return StateJson.tree(new String(answer.body(), StandardCharsets.UTF_8));
  }

  private String place(GeneratedLayers city, Random r) {
    int i = r.nextInt(layers);
    int n = 10 * r.nextInt((int) (city.count(i) / 10));
    return "api/v1/places?limit=10&q=" + encoded(GeneratedLayers.name(i, n));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String point(Random r) {
    return "lon="
        + (GeneratedLayers.WEST + r.nextDouble() * GeneratedLayers.SIDE)
        + "&lat="
        + (GeneratedLayers.SOUTH + r.nextDouble() * GeneratedLayers.SIDE);
  }

  private String layer(Random r) {
    return "g%03d".formatted(r.nextInt(layers));
  }

  private static String box(Random r, double side) {
    double west = GeneratedLayers.WEST + r.nextDouble() * (GeneratedLayers.SIDE - side);
    double south = GeneratedLayers.SOUTH + r.nextDouble() * (GeneratedLayers.SIDE - side);
    return west + "," + south + "," + (west + side) + "," + (south + side);
  }

  private static String tile(Random r, int zoom) {
    return TileAddress.at(
            GeneratedLayers.WEST + r.nextDouble() * GeneratedLayers.SIDE,
            GeneratedLayers.SOUTH + r.nextDouble() * GeneratedLayers.SIDE,
            zoom)
        .toString();
  }
}
