package city.chengtu.command.live;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.DeliberateBug;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.JournalFollower;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every client the entries after its position, whenever its socket can take them. All state
 * lives on one event-loop context.
 *
 * <p>Hot path: for each group of clients with the same rights, interest and position one encoding,
 * for each client one socket write per 20 ms at most.
 */
public final class LiveHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);
  private static final int WINDOW = 16_384;
  private static final int CHUNK = 500;
  private static final long GATHER_MILLIS = 20;
  private static final long BEAT_MILLIS = 1_000;
  private static final long SLICE_MILLIS = 20;
  private static final long RENEW_MILLIS = 15_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How far behind a client may resume; beyond it loading anew is cheaper for both sides. */
  static final long RESUME_LIMIT = 100_000;

  static final int SLOW = 4008;
  static final int UNAUTHENTICATED = 4401;
  static final int RELOAD = 4409;
  static final int GOING_AWAY = 1001;

  private final Vertx vertx;
  private final Context context;
  private final Journal journal;
  private final Workers workers;
  private final AccessPolicy policy;
  private final UnitMoves moves;
  private final EventEncoder encoder;
  private final Clock clock;
  private final Supplier<? extends Collection<String>> degraded;
  private final Set<LiveClient> clients = new LinkedHashSet<>();
  private final Map<FrameKey, Buffer> frames = new HashMap<>();
  private final long tooFar = DeliberateBug.RESUME_PLUS_ONE.isOn() ? 1 : 0;
  private EntryWindow window;
  private boolean pumpScheduled;
  private boolean closing;
  private long readNanos;
  private volatile int connected;

  private record FrameKey(Object visibility, Set<String> kinds, long from, long to) {}

  /**
   * @param degraded names of the parts of this node that do not do their work; asked once a second,
   *     must not block
   */
  public LiveHub(
      Vertx vertx,
      Journal journal,
      JournalFollower follower,
      Workers workers,
      AccessPolicy policy,
      UnitMoves moves,
      Clock clock,
      Supplier<? extends Collection<String>> degraded) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.journal = journal;
    this.workers = workers;
    this.policy = policy;
    this.moves = moves;
    this.encoder = new EventEncoder(policy);
    this.clock = clock;
    this.degraded = degraded;
    this.window = new EntryWindow(WINDOW, follower.position());
    follower.listen(entries -> context.runOnContext(now -> arrived(entries)));
    follower.listenReads(read -> context.runOnContext(now -> readNanos = read));
    long read = follower.readNanos();
    long position = follower.position();
    context.runOnContext(
        now -> {
          beginAt(position, read);
          vertx.setPeriodic(BEAT_MILLIS, t -> beat());
          vertx.setPeriodic(RENEW_MILLIS, t -> renew());
        });
  }

  /** How many clients are connected. */
  public int connected() {
    return connected;
  }

  /**
   * Connects a client.
   *
   * @param since the position of its snapshot; negative to start with what comes next
   * @param renewal asks again who it is; a 401 ends the connection
   */
  void join(
      Wire wire, Actor actor, Supplier<Future<Actor>> renewal, long since, JoinResult result) {
    context.runOnContext(
        now -> {
          if (closing) {
            wire.close(GOING_AWAY, "server stops");
            return;
          }
          long last = since < 0 ? window.last() : since + tooFar;
          LiveClient client =
              new LiveClient(wire, renewal, actor, policy.visibilityKey(actor), last);
          clients.add(client);
          connected = clients.size();
          result.joined(client);
          sendBeat(client, degraded.get());
          sendMoves(client, moves.all());
          pump(client);
          if (last > window.last()) {
            doubt(client, last);
          }
        });
  }

  /**
   * A client that is ahead of this node comes from a faster node, or from a history that a restore
   * has taken back. The database knows: what is not even there must be loaded anew.
   */
  private void doubt(LiveClient client, long claimed) {
    workers
        .run(journal::position)
        .onComplete(
            head ->
                context.runOnContext(
                    now -> {
                      if (!clients.contains(client) || window.last() >= claimed) {
                        return;
                      }
                      if (head.failed()) {
                        vertx.setTimer(BEAT_MILLIS, t -> doubt(client, claimed));
                      } else if (head.result() < claimed) {
                        reload(client, "there is no entry " + claimed + " yet");
                      }
                    }));
  }

  /** Hears that a client is connected. */
  @FunctionalInterface
  interface JoinResult {
    void joined(LiveClient client);
  }

  void leave(LiveClient client) {
    context.runOnContext(
        now -> {
          clients.remove(client);
          connected = clients.size();
        });
  }

  /** The client can take more again. */
  void drained(LiveClient client) {
    context.runOnContext(
        now -> {
          client.fullSince = 0;
          pump(client);
        });
  }

  void interest(LiveClient client, Set<String> kinds, Envelope view) {
    context.runOnContext(
        now -> {
          if (kinds != null) {
            client.kinds = Set.copyOf(kinds);
          }
          if (view != null) {
            client.view = view;
            sendMoves(client, moves.all());
          }
        });
  }

  /** What came between the making of the window and the first hearing is in the database only. */
  private void beginAt(long position, long read) {
    if (window.last() < position) {
      window = new EntryWindow(WINDOW, position);
    }
    readNanos = Math.max(readNanos, read);
  }

  private void arrived(List<JournalEntry> entries) {
    for (JournalEntry e : entries) {
      if (e.seq() > window.last()) {
        if (e.seq() != window.last() + 1) {
          window =
              new EntryWindow(
                  WINDOW,
                  e.seq() - 1); // we began to listen later: the database has what is between
        }
        window.add(e);
      }
    }
    if (!pumpScheduled) {
      pumpScheduled = true;
      vertx.setTimer(GATHER_MILLIS, t -> pumpAll());
    }
  }

  private void pumpAll() {
    pumpScheduled = false;
    for (LiveClient client : List.copyOf(clients)) {
      pump(client);
    }
    frames.clear();
  }

  private void pump(LiveClient client) {
    while (clients.contains(client) && !client.reading && client.last < window.last()) {
      if (client.wire.full()) {
        markFull(client);
        return;
      }
      if (window.last() - client.last > RESUME_LIMIT) {
        reload(client, "position " + client.last + " is too old");
        return;
      }
      if (!window.reaches(client.last)) {
        readBehind(client);
        return;
      }
      deliver(client, window.after(client.last, CHUNK));
    }
  }

  private void deliver(LiveClient client, List<JournalEntry> entries) {
    long to = entries.get(entries.size() - 1).seq();
    Buffer frame =
        frames.computeIfAbsent(
            new FrameKey(client.visibility, client.kinds, client.last, to),
            key -> encoder.entries(client.actor, client.kinds, entries));
    client.last = to;
    if (frame.length() > 0) {
      client.wire.send(to, frame);
    }
  }

  /** Reads the next page for a client that is behind the window. */
  private void readBehind(LiveClient client) {
    client.reading = true;
    workers
        .run(() -> journal.since(client.last, CHUNK))
        .onComplete(
            page ->
                context.runOnContext(
                    now -> {
                      client.reading = false;
                      if (page.failed()) {
                        LOG.warn(
                            "a client at {} waits for the database: {}",
                            client.last,
                            page.cause().toString());
                        vertx.setTimer(BEAT_MILLIS, t -> pump(client));
                      } else if (page.result().isEmpty()
                          || page.result().get(0).seq() != client.last + 1) {
                        reload(client, "entries after " + client.last + " are no longer kept");
                      } else {
                        deliver(client, page.result());
                        frames.clear();
                        pump(client);
                      }
                    }));
  }

  private void reload(LiveClient client, String reason) {
    client.wire.send(
        client.last, EventEncoder.control("reload", clock.instant(), window.last(), reason));
    drop(client, RELOAD, "reload");
  }

  private void drop(LiveClient client, int code, String reason) {
    clients.remove(client);
    connected = clients.size();
    client.wire.close(code, reason);
  }

  private void markFull(LiveClient client) {
    client.wantsAllPositions = true;
    if (client.fullSince == 0) {
      client.fullSince = System.nanoTime();
    }
  }

  private void beat() {
    List<UnitMove> moved = moves.takeMoved();
    List<UnitMove> all = null;
    Collection<String> wrong = degraded.get();
    for (LiveClient client : List.copyOf(clients)) {
      if (client.wire.full()) {
        markFull(client);
        if (System.nanoTime() - client.fullSince > PATIENCE_NANOS) {
          drop(client, SLOW, "took nothing for 30 s");
        }
        continue;
      }
      client.fullSince = 0;
      pump(client);
      if (!clients.contains(client)) {
        continue;
      }
      sendBeat(client, wrong);
      if (client.wantsAllPositions && all == null) {
        all = moves.all();
      }
      sendMoves(client, client.wantsAllPositions ? all : moved);
    }
    frames.clear();
  }

  /**
   * Says how old the truth on this client's screen is. A client that has not been given all there
   * is keeps the moment when it last had; the clock's jumps cancel out, since the age is measured
   * by one that cannot jump.
   */
  private void sendBeat(LiveClient client, Collection<String> wrong) {
    if (client.last >= window.last()) {
      client.wasComplete = true;
      client.completeNanos = readNanos;
    }
    Instant now = clock.instant();
    Instant readAt =
        client.wasComplete
            ? now.minusNanos(System.nanoTime() - client.completeNanos)
            : Instant.EPOCH;
    client.wire.send(
        client.last, EventEncoder.beat(now, client.last, window.last(), readAt, wrong));
  }

  private void sendMoves(LiveClient client, List<UnitMove> moved) {
    client.wantsAllPositions = false;
    if (!client.kinds.isEmpty() && !client.kinds.contains("unit")) {
      return;
    }
    Buffer frame = encoder.moves(client.actor, client.view, moved, clock.instant());
    if (frame.length() > 0) {
      client.wire.send(client.last, frame);
    }
  }

  private void renew() {
    for (LiveClient client : clients) {
      client
          .renewal
          .get()
          .onComplete(
              again ->
                  context.runOnContext(
                      now -> {
                        if (again.succeeded()) {
                          client.actor = again.result();
                          client.visibility = policy.visibilityKey(client.actor);
                        } else if (again.cause() instanceof Refusal r
                            && r.reason().status() == 401
                            && clients.contains(client)) {
                          drop(client, UNAUTHENTICATED, "session ended");
                        }
                      }));
    }
  }

  /**
   * Hands the clients over: they reconnect, to another node or to this one when it is back, and go
   * on after their position. From now on none is taken.
   *
   * @param within the closings are spread over this time, so that not all come back at once
   * @return completed when the last one is closed
   */
  public Future<Void> handOver(Duration within) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        now -> {
          closing = true;
          long slices = Math.max(1, within.toMillis() / SLICE_MILLIS);
          int each = (int) (clients.size() / slices) + 1;
          handOverSlice(each, done);
        });
    return done.future();
  }

  private void handOverSlice(int size, Promise<Void> done) {
    List.copyOf(clients).stream()
        .limit(size)
        .forEach(client -> drop(client, GOING_AWAY, "server stops"));
    if (clients.isEmpty()) {
      done.complete();
    } else {
      vertx.setTimer(SLICE_MILLIS, t -> handOverSlice(size, done));
    }
  }

  /** Hands all clients over at once. */
  @Override
  public void close() {
    handOver(Duration.ZERO);
  }
}
