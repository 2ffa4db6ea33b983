package city.chengtu.command.live;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.DeliberateBug;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.live.LiveCounts.Closing;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients whose connections live on one event loop: where each stands in the journal, and what
 * it is given next. All of it happens on that event loop, so that there is no lock and no hop
 * between threads on the way to a socket.
 *
 * <p>Hot path: for each group of clients with the same rights, interest and position one encoding;
 * for each client one socket write for all entries gathered.
 */
final class LiveLoop {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLoop.class);
  private static final int WINDOW = 16_384;
  private static final int CHUNK = 500;
  private static final long SLICE_MILLIS = 20;
  private static final int GOING_AWAY = 1001;
  private static final String STOPS = "server stops";
  private static final long RETRY_MILLIS = 1_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ContextInternal context;
  private final Journal journal;
  private final Workers workers;
  private final AccessPolicy policy;
  private final UnitRounds rounds;
  private final RoundFrames frames;
  private final Clock clock;
  private final LiveCounts counts;
  private final Set<LiveClient> clients = new LinkedHashSet<>();
  private final Gathering gathering = new Gathering();
  private final long tooFar = DeliberateBug.RESUME_PLUS_ONE.isOn() ? 1 : 0;
  private EntryWindow window;
  private boolean pumpScheduled;
  private boolean closing;
  private long readNanos;
  private volatile int connected;

  LiveLoop(
      ContextInternal context,
      Journal journal,
      Workers workers,
      AccessPolicy policy,
      UnitRounds rounds,
      Clock clock,
      LiveCounts counts,
      long position) {
    this.context = context;
    this.journal = journal;
    this.workers = workers;
    this.policy = policy;
    this.rounds = rounds;
    this.clock = clock;
    this.counts = counts;
    this.frames = new RoundFrames(policy);
    this.window = new EntryWindow(WINDOW, position);
  }

  void execute(Runnable work) {
    context.runOnContext(now -> work.run());
  }

  /** How many clients are here; any thread may ask. */
  int connected() {
    return connected;
  }

  /** What came between the making of the window and the first hearing is in the database only. */
  void beginAt(long position, long read) {
    if (window.last() < position) {
      window = new EntryWindow(WINDOW, position);
    }
    read(read);
  }

  /** The journal's head was read; every entry before that moment has arrived here. */
  void read(long nanos) {
    readNanos = Math.max(readNanos, nanos);
  }

  /** Empty when the server stops: the connection is closed. */
  Optional<LiveClient> join(Wire wire, Sender sender, long since) {
    if (closing) {
      wire.close(GOING_AWAY, STOPS);
      return Optional.empty();
    }
    long last = since < 0 ? window.last() : since < window.last() ? since + tooFar : since;
    LiveClient client =
        new LiveClient(wire, sender, this, policy.visibilityKey(sender.actor()), last);
    clients.add(client);
    connected = clients.size();
    counts.joinedOne();
    return Optional.of(client);
  }

  /** The first things a client hears. */
  void greet(LiveClient client, Collection<String> wrong) {
    sendBeat(client, clock.instant(), System.nanoTime(), wrong);
    sendAllUnits(client);
    long claimed = client.last;
    pump(client);
    frames.release();
    if (claimed > window.last()) {
      doubt(client, claimed);
    }
  }

  /**
   * A client that is ahead of this node comes from a faster node, or from a history that a restore
   * has taken back. The database knows: what is not even there must be loaded anew.
   */
  private void doubt(LiveClient client, long claimed) {
    workers
        .run(journal::position)
        .onComplete(head -> execute(() -> doubted(client, claimed, head)));
  }

  private void doubted(LiveClient client, long claimed, AsyncResult<Long> head) {
    if (!clients.contains(client) || window.last() >= claimed) {
      return;
    }
    if (head.failed()) {
      context.setTimer(RETRY_MILLIS, t -> doubt(client, claimed));
    } else if (head.result() < claimed) {
      reload(client, "there is no entry " + claimed + " yet");
    }
  }

  void leave(LiveClient client) {
    clients.remove(client);
    connected = clients.size();
  }

  /** The client can take more again. */
  void drained(LiveClient client) {
    client.fullSince = 0;
    pump(client);
    frames.release();
  }

  void interest(LiveClient client, Set<String> kinds, Envelope view) {
    if (kinds != null) {
      client.kinds = Set.copyOf(kinds);
    }
    if (view != null && clients.contains(client)) {
      client.view = view;
      sendAllUnits(client);
      client.wire.flush();
      frames.release();
    }
  }

  void arrived(List<JournalEntry> entries) {
    for (JournalEntry e : entries) {
      if (e.seq() > window.last()) {
        if (e.seq() != window.last() + 1) {
          // we began to listen later: the database has what is between
          window = new EntryWindow(WINDOW, e.seq() - 1);
        }
        window.add(e);
      }
    }
    if (!pumpScheduled) {
      pumpScheduled = true;
      long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(gathering.millis());
      context.setTimer(gathering.millis(), t -> pumpAll(due));
    }
  }

  private void pumpAll(long due) {
    pumpScheduled = false;
    for (LiveClient client : List.copyOf(clients)) {
      pump(client);
    }
    frames.release();
    gathering.took(due, System.nanoTime());
  }

  private void pump(LiveClient client) {
    while (clients.contains(client) && !client.reading && client.last < window.last()) {
      if (client.wire.full()) {
        markFull(client);
        return;
      }
      if (window.last() - client.last > LiveHub.RESUME_LIMIT) {
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
    Frame frame = frames.entries(client, entries);
    counts.delivered(entries.size());
    client.last = entries.get(entries.size() - 1).seq();
    if (!frame.isEmpty()) {
      client.wire.send(client.last, frame);
      client.wire.flush();
    }
  }

  /** Reads the next page for a client that is behind the window. */
  private void readBehind(LiveClient client) {
    client.reading = true;
    workers
        .run(() -> journal.since(client.last, CHUNK))
        .onComplete(page -> execute(() -> behind(client, page)));
  }

  private void behind(LiveClient client, AsyncResult<List<JournalEntry>> page) {
    client.reading = false;
    if (!clients.contains(client)) {
      return;
    }
    if (page.failed()) {
      LOG.warn("a client at {} waits for the database: {}", client.last, page.cause().toString());
      context.setTimer(RETRY_MILLIS, t -> drained(client));
    } else if (page.result().isEmpty() || page.result().get(0).seq() != client.last + 1) {
      reload(client, "entries after " + client.last + " are no longer kept");
    } else {
      deliver(client, page.result());
      pump(client);
      frames.release();
    }
  }

  private void reload(LiveClient client, String reason) {
    Frame frame = new Frame(EventEncoder.control("reload", clock.instant(), window.last(), reason));
    client.wire.send(client.last, frame);
    client.wire.flush();
    frame.release();
    drop(client, LiveHub.RELOAD, "reload", Closing.RELOAD);
  }

  private void drop(LiveClient client, int code, String reason, Closing why) {
    counts.closedOne(why);
    leave(client);
    client.wire.close(code, reason);
  }

  private void markFull(LiveClient client) {
    client.wantsAllPositions = true;
    if (client.fullSince == 0) {
      client.fullSince = System.nanoTime();
    }
  }

  /**
   * Once a second.
   *
   * @param moved positions since the last beat
   * @param wrong names of what does not do its work on this node
   */
  void beat(UnitRound moved, Collection<String> wrong) {
    Instant now = clock.instant();
    long nanos = System.nanoTime();
    for (LiveClient client : List.copyOf(clients)) {
      if (client.wire.full()) {
        markFull(client);
        if (nanos - client.fullSince > PATIENCE_NANOS) {
          drop(client, LiveHub.SLOW, "took nothing for 30 s", Closing.SLOW);
        }
        continue;
      }
      client.fullSince = 0;
      pump(client);
      if (clients.contains(client)) {
        sendBeat(client, now, nanos, wrong);
        sendUnits(client, moved);
        client.wire.flush();
      }
    }
    frames.release();
  }

  /**
   * Says how old the truth on this client's screen is. A client that has not been given all there
   * is keeps the moment when it last had; the clock's jumps cancel out, since the age is measured
   * by one that cannot jump.
   */
  private void sendBeat(LiveClient client, Instant now, long nanos, Collection<String> wrong) {
    if (client.last >= window.last()) {
      client.wasComplete = true;
      client.completeNanos = readNanos;
    }
    Instant readAt =
        client.wasComplete ? now.minusNanos(nanos - client.completeNanos) : Instant.EPOCH;
    client.wire.send(client.last, frames.beat(now, client.last, window.last(), readAt, wrong));
  }

  private void sendUnits(LiveClient client, UnitRound moved) {
    if (client.wantsAllPositions) {
      sendAllUnits(client);
    } else if (moved.number() > client.unitRound) {
      send(client, moved);
    }
  }

  private void sendAllUnits(LiveClient client) {
    client.wantsAllPositions = false;
    send(client, rounds.all());
  }

  private void send(LiveClient client, UnitRound round) {
    client.unitRound = round.number();
    if (client.wants("unit") && !round.isEmpty()) {
      Frame frame = frames.units(client, round, clock.instant());
      if (!frame.isEmpty()) {
        client.wire.send(client.last, frame);
      }
    }
  }

  /**
   * Asks again who the clients are, once for each credential; a part of them each time, so that
   * many do not ask at once.
   *
   * @param part those whose credential falls into this one
   * @param parts of so many
   */
  void renew(int part, int parts) {
    Map<Object, Sender> senders = new HashMap<>();
    for (LiveClient client : clients) {
      Object credential = client.sender.credential();
      if (Math.floorMod(credential.hashCode(), parts) == part) {
        senders.putIfAbsent(credential, client.sender);
      }
    }
    senders.forEach(
        (credential, sender) -> {
          Future<Actor> asked = sender.renewal().get();
          asked.onComplete(again -> execute(() -> renewed(credential, again)));
        });
  }

  private void renewed(Object credential, AsyncResult<Actor> again) {
    boolean ended = again.cause() instanceof Refusal refusal && refusal.reason().status() == 401;
    if (again.failed() && !ended) {
      return; // nobody could be asked: the next time will tell
    }
    for (LiveClient client : List.copyOf(clients)) {
      if (!client.sender.credential().equals(credential)) {
        continue;
      }
      if (ended) {
        drop(client, LiveHub.UNAUTHENTICATED, "session ended", Closing.UNAUTHENTICATED);
      } else {
        client.actor = again.result();
        client.visibility = policy.visibilityKey(client.actor);
      }
    }
  }

  /** As {@link LiveHub#handOver}, for the clients here. */
  Future<Void> handOver(Duration within) {
    Promise<Void> done = Promise.promise();
    execute(
        () -> {
          closing = true;
          long slices = Math.max(1, within.toMillis() / SLICE_MILLIS);
          handOverSlice((int) (clients.size() / slices) + 1, done);
        });
    return done.future();
  }

  private void handOverSlice(int size, Promise<Void> done) {
    List.copyOf(clients).stream()
        .limit(size)
        .forEach(client -> drop(client, GOING_AWAY, STOPS, Closing.HANDED_OVER));
    if (clients.isEmpty()) {
      done.complete();
    } else {
      context.setTimer(SLICE_MILLIS, t -> handOverSlice(size, done));
    }
  }
}
