package city.chengtu.command.onemap;

import city.chengtu.gis.tile.TileAddress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.locationtech.jts.geom.Envelope;

/**
 * Measures a running server's tiles as a client meets them: random tiles of every layer and zoom
 * over the layers' extents, through HTTP, first cold, then again, then asked with the tag one has.
 * Prints milliseconds, sizes, and how many tiles are heavier than a client should get.
 */
public final class LayerBench {
  /** A heavier tile, compressed, makes panning stutter (measured in the client's prototype). */
  private static final int HEAVY = 60 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final URI server;
  private final int tilesPerZoom;
  private final int clients;
  private final long seed;
  private final PrintStream out;

  /**
   * @param server where it answers, for example {@code http://127.0.0.1:8080}
   * @param tilesPerZoom random tiles of each layer at each zoom
   * @param clients how many ask at the same time
   */
  public LayerBench(URI server, int tilesPerZoom, int clients, long seed, PrintStream out) {
    this.server = server;
    this.tilesPerZoom = tilesPerZoom;
    this.clients = clients;
    this.seed = seed;
    this.out = out;
  }

  private record Ask(String layer, TileAddress tile, String tag) {}

  private record Got(Ask ask, int status, int bytes, String tag, double millis) {}

  /**
   * Signs in, measures, prints.
   *
   * @return 0 when every answer was a tile, an empty one or "not changed"; else 1
   * @throws IOException when the server cannot be reached or the sign-in is refused
   */
  public int run(String account, String password) throws IOException, InterruptedException {
    signIn(account, password);
    List<Ask> asks = asks(catalogue());
    out.printf(
        Locale.ROOT,
        "%d tiles, %d clients, seed %d%n%-14s %5s %6s %8s %8s %8s %9s %9s %6s%n",
        asks.size(),
        clients,
        seed,
        "layer",
        "zoom",
        "tiles",
        "cold p50",
        "cold p99",
        "warm p99",
        "p50 B gz",
        "max B gz",
        "empty");
    List<Got> cold = measure(asks);
    List<Got> warm = measure(asks);
    List<Got> known =
        measure(cold.stream().map(g -> new Ask(g.ask().layer(), g.ask().tile(), g.tag())).toList());
    table(cold, warm);
    summary("cold", cold);
    summary("warm", warm);
    summary("If-None-Match", known);
    long heavy = cold.stream().filter(g -> g.bytes() > HEAVY).count();
    out.printf(Locale.ROOT, "heavier than %d KiB: %d tiles%n", HEAVY >> 10, heavy);
    return good(cold, 200, 204) && good(warm, 200, 204) && good(known, 304) ? 0 : 1;
  }

  private void signIn(String account, String password) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/session"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(
                BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("account", account, "password", password))))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("sign-in was answered " + answer.statusCode() + " " + answer.body());
    }
  }

  private JsonNode catalogue() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/catalogue")).build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("the catalogue was answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  /** The same tiles for the same seed and extents, in an order that jumps between layers. */
  private List<Ask> asks(JsonNode catalogue) throws IOException {
    Random random = new Random(seed);
    List<Ask> asks = new ArrayList<>();
    for (JsonNode layer : catalogue.get("layers")) {
      JsonNode e = layer.path("extent");
      if (layer.path("featureCount").asLong() == 0 || e.size() != 4) {
        continue;
      }
      Envelope extent =
          new Envelope(
              e.get(0).asDouble(), e.get(2).asDouble(), e.get(1).asDouble(), e.get(3).asDouble());
      int from = Math.max(10, layer.at("/scales/minZoom").asInt());
      int to = Math.min(18, layer.at("/scales/maxZoom").asInt());
      for (int zoom = from; zoom <= to; zoom++) {
        for (int i = 0; i < tilesPerZoom; i++) {
          asks.add(new Ask(layer.get("id").asText(), within(extent, zoom, random), null));
        }
      }
    }
    if (asks.isEmpty()) {
      throw new IOException("no layer of the catalogue has features to draw");
    }
    Collections.shuffle(asks, random);
    return asks;
  }

  private static TileAddress within(Envelope extent, int zoom, Random random) {
    return TileAddress.at(
        extent.getMinX() + random.nextDouble() * extent.getWidth(),
        extent.getMinY() + random.nextDouble() * extent.getHeight(),
        zoom);
  }

  private List<Got> measure(List<Ask> asks) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Got>> calls = asks.stream().map(ask -> (Callable<Got>) () -> get(ask)).toList();
      List<Got> got = new ArrayList<>();
      for (Future<Got> future : pool.invokeAll(calls)) {
        got.add(future.get());
      }
      return got;
    } catch (ExecutionException e) {
      throw new IOException("a tile could not be read: " + e.getCause().getMessage(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Got get(Ask ask) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                server.resolve("/api/v1/layers/" + ask.layer() + "/tiles/" + ask.tile()))
            .header("Accept-Encoding", "gzip");
    if (ask.tag() != null) {
      request.header("If-None-Match", ask.tag());
    }
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    double millis = (System.nanoTime() - start) / 1e6;
    return new Got(
        ask,
        answer.statusCode(),
        answer.body().length,
        answer.headers().firstValue("ETag").orElse(null),
        millis);
  }

  private void table(List<Got> cold, List<Got> warm) {
    cold.stream()
        .map(g -> g.ask().layer())
        .distinct()
        .sorted()
        .forEach(
            layer ->
                cold.stream()
                    .filter(g -> g.ask().layer().equals(layer))
                    .map(g -> g.ask().tile().z())
                    .distinct()
                    .sorted()
                    .forEach(
                        zoom -> line(layer, zoom, of(cold, layer, zoom), of(warm, layer, zoom))));
  }

  private static List<Got> of(List<Got> all, String layer, int zoom) {
    return all.stream()
        .filter(g -> g.ask().layer().equals(layer) && g.ask().tile().z() == zoom)
        .toList();
  }

  private void line(String layer, int zoom, List<Got> cold, List<Got> warm) {
    double[] bytes = cold.stream().mapToDouble(Got::bytes).toArray();
    out.printf(
        Locale.ROOT,
        "%-14s %5d %6d %8.1f %8.1f %8.1f %9.0f %9.0f %6d%n",
        layer,
        zoom,
        cold.size(),
        percentile(millis(cold), 0.5),
        percentile(millis(cold), 0.99),
        percentile(millis(warm), 0.99),
        percentile(bytes, 0.5),
        percentile(bytes, 1),
        cold.stream().filter(g -> g.status() == 204).count());
  }

  private void summary(String name, List<Got> got) {
    out.printf(
        Locale.ROOT,
        "%-14s p50 %.1f ms, p99 %.1f ms, worst %.1f ms%n",
        name,
        percentile(millis(got), 0.5),
        percentile(millis(got), 0.99),
        percentile(millis(got), 1));
  }

  private boolean good(List<Got> got, int... statuses) {
    List<Got> bad =
        got.stream()
            .filter(g -> Arrays.stream(statuses).noneMatch(status -> status == g.status()))
            .toList();
    bad.stream()
        .limit(5)
        .forEach(
            g -> out.printf("BAD %d for %s %s%n", g.status(), g.ask().layer(), g.ask().tile()));
    return bad.isEmpty();
  }

  private static double[] millis(List<Got> got) {
    return got.stream().mapToDouble(Got::millis).toArray();
  }

  /** The value that this share of all does not exceed (nearest rank). */
  static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
