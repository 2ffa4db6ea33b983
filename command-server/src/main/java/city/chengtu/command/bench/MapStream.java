package city.chengtu.command.bench;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The whole layer of points as pages and as one download, fast and beside slow readers, with what
 * the server's heap holds at the beginning, on the way and at the end: collected first, so that it
 * is what is needed and not what has not been thrown away yet.
 */
record MapStream(MapScene scene, PrintStream out) {
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"} ";
  private static final String PAGES = "/ogc/collections/bench_points/items?f=json&limit=10000";
  private static final String DOWNLOAD =
      "/api/v1/layers/bench_points/download?format=geojsonseq&purpose=bench";
  private static final int SLOW = 8;
  private static final int SLOW_PAUSE_MILLIS = 500;

  /** After so many tenths of the features. */
  private static final List<Integer> LOOKS = List.of(0, 1, 5, 9, 10);

  void run() throws IOException, InterruptedException {
    int features = scene.layers().count("bench_points");
    told("pages of 10,000", features, this::pages);
    told("one download", features, this::download);
    SlowReaders slow = new SlowReaders();
    slow.start(scene);
    try {
      told(String.format(Locale.ROOT, "beside %d slow readers", SLOW), features, this::download);
    } finally {
      slow.stop();
    }
  }

  /** Reads all features; tells how many so far, and gives the bytes. */
  private interface Way {
    long read(Watch watch) throws IOException;
  }

  private void told(String what, int expected, Way way) throws IOException {
    Watch watch = new Watch(expected);
    watch.look();
    long began = System.nanoTime();
    long bytes = way.read(watch);
    double seconds = (System.nanoTime() - began) / 1e9;
    out.printf(
        Locale.ROOT,
        "%-24s %,d features, %d MB in %.1f s (%,.0f a second); heap in use at 0, 10, 50, 90, 100"
            + " %%: %s MB; resident %d MB%n",
        what,
        watch.features,
        bytes >> 20,
        seconds,
        watch.features / seconds,
        watch.heaps,
        scene.server().residentMegabytes().orElse(0L));
    if (watch.features != expected) {
      throw new IOException("the layer has " + expected + " features, not " + watch.features);
    }
  }

  /** Looks at the server's heap as the features come. */
  private final class Watch {
    private final long expected;
    private final List<Long> heaps = new ArrayList<>();
    private long features;

    Watch(long expected) {
      this.expected = expected;
    }

    void came(long more) throws IOException {
      features += more;
      if (heaps.size() < LOOKS.size() && features * 10 >= LOOKS.get(heaps.size()) * expected) {
        look();
      }
    }

    void look() throws IOException {
      try {
        scene.server().collectGarbage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("stopped", e);
      }
      try (BareHttp http = scene.client(false)) {
        http.get("/metrics");
        heaps.add(
            new String(http.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(HEAP))
                .map(line -> (long) Double.parseDouble(line.substring(HEAP.length())) >> 20)
                .findFirst()
                .orElseThrow(() -> new IOException("/metrics does not tell of the heap")));
      }
    }
  }

  private long download(Watch watch) throws IOException {
    long[] bytes = {0};
    try (BareHttp http = scene.client(false)) {
      http.read(
          DOWNLOAD,
          part -> {
            bytes[0] += part.length;
            watch.came(features(part));
          });
    }
    return bytes[0];
  }

  /** Each stands on a line of its own, begun by a record separator. */
  private static long features(byte[] part) {
    long count = 0;
    for (byte b : part) {
      count += b == '\n' ? 1 : 0;
    }
    return count;
  }

  private long pages(Watch watch) throws IOException {
    long bytes = 0;
    try (BareHttp http = scene.client(false)) {
      Optional<String> next = Optional.of(PAGES);
      while (next.isPresent()) {
        http.get(next.get());
        bytes += http.body().length;
        JsonNode tail = tail(http.body());
        watch.came(tail.path("numberReturned").asLong());
        next = next(tail);
      }
    }
    return bytes;
  }

  private static Optional<String> next(JsonNode page) {
    for (JsonNode link : page.path("links")) {
      if (link.path("rel").asText().equals("next")) {
        String href = link.path("href").asText();
        return Optional.of(href.substring(href.indexOf("/ogc")));
      }
    }
    return Optional.empty();
  }

  /** What follows the features: reading all of them would cost more than making them. */
  private static JsonNode tail(byte[] page) {
    int from = Math.max(0, page.length - 4_000);
    String end = new String(page, from, page.length - from, StandardCharsets.UTF_8);
    return StateJson.tree("{\"x\":0" + end.substring(end.lastIndexOf("}],\"number") + 2));
  }

  /** Clients that take a part of a long page now and then, until they are stopped. */
  private static final class SlowReaders {
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    void start(MapScene scene) {
      for (int i = 0; i < SLOW; i++) {
        Thread thread = new Thread(() -> read(scene), "slow-reader-" + i);
        thread.start();
        threads.add(thread);
      }
    }

    private void read(MapScene scene) {
      try (BareHttp http = scene.client(false)) {
        while (!over.get()) {
          http.read(PAGES, part -> pause());
        }
      } catch (IOException e) {
        throw new IllegalStateException("a slow reader was cut off", e);
      }
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(SLOW_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void stop() throws InterruptedException {
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
