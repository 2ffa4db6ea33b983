package city.chengtu.command.live;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalFollower;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Envelope;

/**
 * Gives every client the entries after its position, whenever its socket can take them. The clients
 * of each event loop are looked after by a {@link LiveLoop}; here is what concerns them all: the
 * journal, the beat, the positions, and who is still signed in.
 */
public final class LiveHub implements AutoCloseable {
  private static final long BEAT_MILLIS = 1_000;

  /** Beats until everyone has been asked again who it is. */
  private static final int RENEWAL_BEATS = 15;

  /** How far behind a client may resume; beyond it loading anew is cheaper for both sides. */
  static final long RESUME_LIMIT = 100_000;

  static final int SLOW = 4008;
  static final int UNAUTHENTICATED = 4401;
  static final int RELOAD = 4409;

  private final VertxInternal vertx;
  private final Map<EventLoop, LiveLoop> loops = new LinkedHashMap<>();
  private final UnitRounds rounds;
  private final LiveCounts counts = new LiveCounts();
  private final Supplier<? extends Collection<String>> degraded;
  private final ContextInternal context;
  private int beats;

  /**
   * @param degraded names of the parts of this node that do not do their work; asked once a second
   *     and for each new client, must not block
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
    this.vertx = (VertxInternal) vertx;
    this.rounds = new UnitRounds(moves);
    this.degraded = degraded;
    for (EventExecutor executor : this.vertx.nettyEventLoopGroup()) {
      EventLoop eventLoop = (EventLoop) executor;
      ContextInternal own = this.vertx.contextBuilder().withEventLoop(eventLoop).build();
      loops.put(
          eventLoop,
          new LiveLoop(own, journal, workers, policy, rounds, clock, counts, follower.position()));
    }
    follower.listen(entries -> onEach(loop -> loop.arrived(entries)));
    follower.listenReads(read -> onEach(loop -> loop.read(read)));
    long read = follower.readNanos();
    long position = follower.position();
    onEach(loop -> loop.beginAt(position, read));
    context = this.vertx.createEventLoopContext();
    context.runOnContext(now -> context.setPeriodic(BEAT_MILLIS, t -> beat()));
  }

  private void onEach(Consumer<LiveLoop> work) {
    loops.values().forEach(loop -> loop.execute(() -> work.accept(loop)));
  }

  /** How many clients are connected. */
  public int connected() {
    return loops.values().stream().mapToInt(LiveLoop::connected).sum();
  }

  public LiveCounts counts() {
    return counts;
  }

  /**
   * Connects a client; it is looked after on the event loop that calls, and that must be its
   * connection's.
   *
   * @param since the position of its snapshot; negative to start with what comes next
   */
  void join(Wire wire, Sender sender, long since, JoinResult result) {
    LiveLoop loop = loops.get(vertx.getOrCreateContext().nettyEventLoop());
    loop.execute(
        () ->
            loop.join(wire, sender, since)
                .ifPresent(
                    client -> {
                      result.joined(client);
                      loop.greet(client, degraded.get());
                    }));
  }

  /** Hears that a client is connected. */
  @FunctionalInterface
  interface JoinResult {
    void joined(LiveClient client);
  }

  void leave(LiveClient client) {
    client.loop.execute(() -> client.loop.leave(client));
  }

  /** The client can take more again. */
  void drained(LiveClient client) {
    client.loop.execute(() -> client.loop.drained(client));
  }

  void interest(LiveClient client, Set<String> kinds, Envelope view) {
    client.loop.execute(() -> client.loop.interest(client, kinds, view));
  }

  private void beat() {
    UnitRound moved = rounds.next();
    Collection<String> wrong = degraded.get();
    int part = beats++ % RENEWAL_BEATS;
    onEach(
        loop -> {
          loop.beat(moved, wrong);
          loop.renew(part, RENEWAL_BEATS);
        });
  }

  /**
   * Hands the clients over: they reconnect, to another node or to this one when it is back, and go
   * on after their position. From now on none is taken.
   *
   * @param within the closings are spread over this time, so that not all come back at once
   * @return completed when the last one is closed
   */
  public Future<Void> handOver(Duration within) {
    return Future.join(loops.values().stream().map(loop -> loop.handOver(within)).toList())
        .mapEmpty();
  }

  /** Hands all clients over at once. */
  @Override
  public void close() {
    handOver(Duration.ZERO);
  }
}
