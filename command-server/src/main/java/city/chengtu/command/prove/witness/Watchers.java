package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Live clients by the hundred on one event loop: operators' screens, some over server-sent events,
 * some that want only some kinds, some with lower rights, some that keep a copy of the city.
 */
public final class Watchers implements AutoCloseable {
  private static final int LOOK_MILLIS = 250;
  private static final int RECEIVE_BUFFER = 32 * 1024;
  private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;
  private static final long TRY_AGAIN_MILLIS = 300;
  private static final int READERS = 4;
  private static final long COMPARE_EVERY_MILLIS = 300;
  private static final int COMPARE_TIMES = 50;
  private static final int SHOWN_DIFFERENCES = 10;
  private static final long ANSWER_SECONDS = 60;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(false));
  private final Context context = ((VertxInternal) vertx).createEventLoopContext();
  private final WebSocketClient sockets;
  private final HttpClient streams;
  private final Door door = new Door(Duration.ofSeconds(10));
  private final io.vertx.core.WorkerExecutor readers =
      vertx.createSharedWorkerExecutor("snapshots", READERS);
  private final Prober prober;
  private final List<URI> nodes;
  private final Random random;
  private final LedgerFile ledger;
  private final Frames frames = new Frames();
  private final List<Watcher> watchers = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private long entries;

  /**
   * @param nodes base addresses, as {@code http://127.0.0.1:8080}
   * @param first number of the first client; also of the ledger's file
   * @param probe how the database is asked what it has
   */
  public Watchers(
      List<URI> nodes,
      Path ledger,
      TokenFile tokens,
      int clients,
      int first,
      long seed,
      Probe probe) {
    this.nodes = List.copyOf(nodes);
    this.random = new Random(seed);
    this.ledger = new LedgerFile(ledger.resolve("watcher-" + first + ".jsonl"));
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(clients * 2 + 10)
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setReceiveBufferSize(RECEIVE_BUFFER));
    this.streams =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(false).setReceiveBufferSize(RECEIVE_BUFFER),
            new PoolOptions().setHttp1MaxSize(clients * 2 + 10));
    this.prober = new Prober(vertx, context, probe, this.ledger, this::count);
    Cast cast = new Cast(tokens);
    for (int n = 0; n < clients; n++) {
      watchers.add(new Watcher(cast.role(first + n), this, n));
    }
  }

  /** All connect; returns at once. */
  public void start() {
    context.runOnContext(
        now -> {
          watchers.forEach(Watcher::load);
          vertx.setPeriodic(
              LOOK_MILLIS,
              timer -> {
                long at = System.currentTimeMillis();
                watchers.forEach(w -> w.look(at));
              });
        });
  }

  // --- for the single watcher, on the event loop ---

  LedgerFile ledger() {
    return ledger;
  }

  Frames frames() {
    return frames;
  }

  URI node(int n) {
    return nodes.get(Math.floorMod(n, nodes.size()));
  }

  long random(long below) {
    return random.nextLong(below + 1);
  }

  void later(long millis, Runnable work) {
    vertx.setTimer(Math.max(1, millis), timer -> work.run());
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  void delivered(int client, List<Frames.Heard> heard) {
    entries += heard.size();
    prober.delivered(client, heard.get(heard.size() - 1).position());
  }

  Line open(Watcher.Role role, URI to, long since, Line.Ear ear) {
    return role.eventStream()
        ? EventStreamLine.open(streams, to, role.token(), since, ear)
        : WebSocketLine.open(sockets, to, role.token(), since, ear);
  }

  /** Reads a snapshot for a watcher, from one node after another until one answers. */
  void snapshot(Watcher watcher, Consumer<Snapshot> then) {
    snapshot(watcher, 0, then);
  }

  private void snapshot(Watcher watcher, int attempt, Consumer<Snapshot> then) {
    URI from = node(watcher.role.id() + attempt);
    readers
        .executeBlocking(() -> read(watcher, from), false)
        .onComplete(
            read ->
                context.runOnContext(
                    now -> {
                      if (read.succeeded()) {
                        then.accept(read.result());
                      } else {
                        count("snapshot failed");
                        later(TRY_AGAIN_MILLIS, () -> snapshot(watcher, attempt + 1, then));
                      }
                    }));
  }

  /** A client without a copy needs only the position a snapshot would have. */
  private Snapshot read(Watcher watcher, URI from) throws IOException, InterruptedException {
    if (watcher.role.copying()) {
      return Snapshot.read(door, from, watcher.role.token());
    }
    var about = door.get(from, null, "/about");
    if (about.statusCode() != 200) {
      throw new IOException("/about: HTTP " + about.statusCode());
    }
    return new Snapshot(StateJson.tree(about.body()).path("journalPosition").asLong(), Map.of());
  }

  // --- for the steering, from any thread ---

  /** Client {@code id} stops reading its socket, or goes on. */
  public Map<String, Object> stall(int id, boolean stop) {
    Watcher watcher =
        watchers.stream()
            .filter(w -> w.role.id() == id)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no client " + id));
    return ask(
        () -> {
          watcher.stall(stop);
          return Map.of("client", id, "stalled", watcher.stalled());
        });
  }

  /** All drop their connections and come back at once. */
  public Map<String, Object> storm() {
    return ask(
        () -> {
          watchers.forEach(Watcher::storm);
          return Map.of("clients", watchers.size());
        });
  }

  /**
   * How it goes.
   *
   * <p>{@code behind}: position of the client that is furthest behind, stalled ones left out.
   */
  public Map<String, Object> report() {
    return ask(this::state);
  }

  private Map<String, Object> state() {
    watchers.forEach(Watcher::mark);
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("clients", watchers.size());
    state.put("open", watchers.stream().filter(Watcher::open).count());
    state.put("live", watchers.stream().filter(Watcher::claims).count());
    state.put("stalled", watchers.stream().filter(Watcher::stalled).count());
    state.put(
        "behind",
        watchers.stream().filter(w -> !w.stalled()).mapToLong(Watcher::position).min().orElse(-1));
    state.put("ahead", watchers.stream().mapToLong(Watcher::position).max().orElse(-1));
    state.put("deliveries", entries);
    state.put("counts", Map.copyOf(counts));
    return state;
  }

  /**
   * Holds the copies against fresh snapshots. To be asked when the nodes answer; what differs for
   * longer than the stream can need stands in the ledger.
   */
  public Map<String, Object> compare() {
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    for (Watcher watcher : watchers) {
      if (watcher.copy() != null) {
        CompletableFuture<Boolean> equal = new CompletableFuture<>();
        all.add(equal);
        context.runOnContext(
            now -> snapshot(watcher, fresh -> compare(watcher, fresh, COMPARE_TIMES, equal)));
      }
    }
    long equal = all.stream().filter(one -> await(one)).count();
    return Map.of("copies", all.size(), "equal", equal);
  }

  private void compare(
      Watcher watcher, Snapshot fresh, int times, CompletableFuture<Boolean> equal) {
    List<String> differences = watcher.copy().differences(fresh);
    if (differences.isEmpty() || times == 0) {
      watcher.compared(fresh.position(), differences.stream().limit(SHOWN_DIFFERENCES).toList());
      equal.complete(differences.isEmpty());
    } else {
      later(COMPARE_EVERY_MILLIS, () -> compare(watcher, fresh, times - 1, equal));
    }
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    context.runOnContext(
        now -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return await(answer);
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the watchers", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the watchers failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the watchers do not answer", e);
    }
  }

  /** All leave; the ledger is complete. */
  @Override
  public void close() {
    ask(
        () -> {
          watchers.forEach(Watcher::end);
          return true;
        });
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the watchers do not end", e);
    }
    prober.close();
    ledger.close();
  }
}
