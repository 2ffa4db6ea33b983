package city.chengtu.command.dispatch;

import city.chengtu.command.dispatch.TrackTable.Heard;
import city.chengtu.command.incidents.ReferenceData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes tracks in batches behind a bounded queue, so that a slow database never holds up the live
 * picture. When the queue is full, fixes are left out of the tracks, and that is said and counted.
 */
final class TrackWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrackWriter.class);
  private static final int BATCH = 5_000;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final ReferenceData rules;
  private final InstantSource clock;
  private final BlockingQueue<Heard> queue;
  private final AtomicLong dropped = new AtomicLong();
  private final TrackTable table = new TrackTable();
  private final Thread thread = new Thread(this::run, "tracks");
  private volatile boolean closing;
  private volatile boolean writing;
  private volatile String failure;
  private Instant nextCleaning = Instant.MIN;

  TrackWriter(Jdbi jdbi, ReferenceData rules, InstantSource clock, int capacity) {
    this.jdbi = jdbi;
    this.rules = rules;
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(capacity);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** False when the queue is full. */
  boolean offer(Heard heard) {
    boolean taken = queue.offer(heard);
    if (!taken && dropped.getAndIncrement() % BATCH == 0) {
      LOG.warn("track queue is full: {} fixes left out of the tracks so far", dropped.get());
    }
    return taken;
  }

  /** Fixes left out of the tracks since the start. */
  long dropped() {
    return dropped.get();
  }

  int queued() {
    return queue.size();
  }

  /** What is wrong now; empty when tracks are written and there is room. */
  Optional<String> problem() {
    if (failure != null) {
      return Optional.of("tracks cannot be written: " + failure + "; " + queued() + " fixes wait");
    }
    return queue.remainingCapacity() == 0
        ? Optional.of("the queue of tracks is full; " + dropped() + " fixes left out so far")
        : Optional.empty();
  }

  private void run() {
    List<Heard> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty() || !batch.isEmpty()) {
      try {
        fill(batch);
        if (!batch.isEmpty()) {
          write(batch);
          batch.clear();
          writing = false;
        }
        clean();
        failure = null; // what failed was done again before this
      } catch (InterruptedException e) {
        closing = true; // asked to end: what is queued is still written
      } catch (RuntimeException e) {
        if (failure == null) { // said once, until it works again
          LOG.error("{} fixes not written, trying again", batch.size(), e);
        }
        failure = e.getClass().getSimpleName();
        if (closing || !pause()) {
          return;
        }
      }
    }
  }

  private void fill(List<Heard> batch) throws InterruptedException {
    if (batch.isEmpty()) {
      Heard first = closing ? queue.poll() : queue.poll(500, TimeUnit.MILLISECONDS);
      if (first != null) {
        writing = true;
        batch.add(first);
      }
    }
    queue.drainTo(batch, BATCH - batch.size());
  }

  private void write(List<Heard> batch) {
    Map<String, Fix> last = new HashMap<>();
    for (Heard heard : batch) {
      last.merge(heard.fix().unit(), heard.fix(), (a, b) -> b.at().isAfter(a.at()) ? b : a);
    }
    jdbi.useTransaction(
        h -> {
          table.insert(h, batch);
          // In one order everywhere, so that two nodes never wait for each other in a circle.
          table.keepLast(
              h, last.values().stream().sorted(java.util.Comparator.comparing(Fix::unit)).toList());
        });
  }

  private void clean() {
    Instant now = clock.instant();
    if (now.isBefore(nextCleaning)) {
      return;
    }
    Duration kept = Duration.ofDays(Math.round(rules.current().limit("trackDays")));
    int gone = jdbi.withHandle(h -> table.forget(h, now.minus(kept)));
    nextCleaning = now.plus(BETWEEN_CLEANINGS); // not before: what failed is tried again
    if (gone > 0) {
      LOG.info("{} fixes older than {} days forgotten", gone, kept.toDays());
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** True when everything heard so far is in the database. */
  boolean idle() {
    return queue.isEmpty() && !writing;
  }

  /** Writes what is queued, then ends. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
