package city.chengtu.command.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal by number and hands every entry to its listeners exactly once and in order,
 * whatever arrives late, twice or not at all.
 *
 * <p>New entries come as offers: from this node's own commits, and from other nodes through the
 * relay. Offers are only speed. What does not follow the last number delivered is kept aside for a
 * moment, then the gap is read from the database; and the database's head is looked at on every
 * beat, however many offers come, so that a lost offer costs at most that beat and {@link
 * #readNanos()} always tells how old the truth behind the screens is.
 */
public final class JournalFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);
  private static final int OFFERS = 10_000;
  private static final int PAGE = 1_000;
  private static final long GAP_PATIENCE_MILLIS = 20;
  private static final long LONGEST_BEAT_MILLIS = 1_000;

  private final Journal journal;
  private final long beatMillis;
  private final List<LongConsumer> readListeners = new CopyOnWriteArrayList<>();
  private final BlockingQueue<List<JournalEntry>> offers = new ArrayBlockingQueue<>(OFFERS);
  private final List<Consumer<List<JournalEntry>>> listeners = new CopyOnWriteArrayList<>();
  private final TreeMap<Long, JournalEntry> ahead = new TreeMap<>();
  private final Thread thread = new Thread(this::follow, "journal-follower");
  private volatile long position;
  private volatile long readNanos;
  private volatile long knownHead;
  private volatile boolean running = true;
  private volatile boolean reading = true;

  /**
   * @param beat how often the database is asked for its head; a screen calls itself stale when that
   *     happened more than 3 s ago, so more than a second makes no sense and is taken as one
   */
  public JournalFollower(Journal journal, Duration beat) {
    this.journal = journal;
    this.beatMillis = Math.min(beat.toMillis(), LONGEST_BEAT_MILLIS);
    thread.setDaemon(true);
  }

  /** Starts after the last entry there is. Listeners hear of entries from here on. */
  public void start() {
    long began = System.nanoTime();
    position = journal.position();
    knownHead = position;
    readNanos = began;
    thread.start();
  }

  /** Listeners are called on the follower's thread, one after another; they must not block. */
  public void listen(Consumer<List<JournalEntry>> listener) {
    listeners.add(listener);
  }

  /**
   * Entries just committed somewhere. Never blocks: when the queue is full the entries will be read
   * from the database.
   */
  public void offer(List<JournalEntry> entries) {
    if (!offers.offer(entries)) {
      LOG.warn("journal follower: {} offers wait; reading from the database instead", OFFERS);
    }
  }

  /**
   * The highest number heard of, delivered or not: its distance to {@link #position} is the lag.
   */
  public long knownHead() {
    return Math.max(knownHead, position);
  }

  /** Number of the last entry delivered. */
  public long position() {
    return position;
  }

  /**
   * {@link System#nanoTime()} when the last read of the head began that was heard to its end: every
   * entry committed before it has been delivered. A clock that cannot jump.
   */
  public long readNanos() {
    return readNanos;
  }

  /**
   * Listeners hear {@link #readNanos()} after each read of the head, on the follower's thread,
   * after the entries it brought.
   */
  public void listenReads(LongConsumer listener) {
    readListeners.add(listener);
  }

  /** False while the database cannot be read: what is shown may be older than what is true. */
  public boolean reading() {
    return reading;
  }

  private void follow() {
    while (running) {
      try {
        List<JournalEntry> offer =
            offers.poll(ahead.isEmpty() ? beatMillis : GAP_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (offer != null) {
          take(offer);
          deliverReady();
        }
        if (offer == null || readIsDue()) {
          readMissing();
        }
        deliverReady();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        reading = false;
        LOG.error("journal follower at {}: {}; trying again", position, e.toString());
        pause();
      }
    }
  }

  private void take(List<JournalEntry> first) {
    List<List<JournalEntry>> all = new ArrayList<>();
    all.add(first);
    offers.drainTo(all);
    for (List<JournalEntry> entries : all) {
      for (JournalEntry e : entries) {
        if (e.seq() > position) {
          knownHead = Math.max(knownHead, e.seq());
          ahead.put(e.seq(), e);
        }
      }
    }
    if (ahead.size() > OFFERS) {
      ahead.clear(); // far behind: the database has them all
    }
  }

  private void readMissing() {
    List<JournalEntry> page;
    long began;
    do {
      began = System.nanoTime();
      page = journal.since(position, PAGE);
      reading = true;
      if (page.size() == PAGE) {
        knownHead = Math.max(knownHead, journal.position()); // far behind: how far?
      }
      deliver(page);
    } while (page.size() == PAGE && running);
    readNanos = began;
    for (LongConsumer listener : readListeners) {
      listener.accept(began);
    }
  }

  private boolean readIsDue() {
    return System.nanoTime() - readNanos >= TimeUnit.MILLISECONDS.toNanos(beatMillis);
  }

  private void deliverReady() {
    List<JournalEntry> ready = new ArrayList<>();
    ahead.headMap(position, true).clear();
    while (!ahead.isEmpty() && ahead.firstKey() == position + ready.size() + 1) {
      Map.Entry<Long, JournalEntry> next = ahead.pollFirstEntry();
      ready.add(next.getValue());
    }
    deliver(ready);
  }

  private void deliver(List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    position = entries.get(entries.size() - 1).seq();
    for (Consumer<List<JournalEntry>> listener : listeners) {
      try {
        listener.accept(entries);
      } catch (RuntimeException e) {
        LOG.error("a listener of the journal failed at {}", position, e);
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(beatMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }
}
