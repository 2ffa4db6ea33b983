package city.chengtu.command.server;

import city.chengtu.command.api.Intake;
import city.chengtu.command.journal.JournalFollower;
import city.chengtu.command.journal.Refusal;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches the parts every node has and keeps their {@link Conditions}; decides by them whether
 * commands are taken.
 */
final class NodeWatch implements Intake, AutoCloseable {
  /** Soon enough that the reason is known before the screens call themselves stale, at 3 s. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final Duration LOST = Duration.ofSeconds(3);
  private static final Duration HUNG = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 1_000;

  final DiskSpace disk;
  private final Conditions conditions;
  private final JournalFollower follower;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          r -> {
            Thread thread = new Thread(r, "node-watch");
            thread.setDaemon(true);
            return thread;
          });
  private final boolean storeHere;
  private Future<?> looking;
  private volatile boolean started;
  private volatile boolean stopping;

  /**
   * @param storeHere whether the store's files lie in the data folder
   */
  NodeWatch(Conditions conditions, JournalFollower follower, DiskSpace disk, boolean storeHere) {
    this.conditions = conditions;
    this.follower = follower;
    this.disk = disk;
    this.storeHere = storeHere;
    conditions.add(
        "stopping",
        true,
        () -> stopping ? Optional.of("the server is about to stop") : Optional.empty());
    conditions.add("database", true, this::databaseProblem);
    if (storeHere) {
      conditions.add("disk-full", true, disk::full);
    }
    conditions.add("disk", false, disk::low);
  }

  /** The node is in a cluster: others are expected. */
  void expect(HazelcastInstance hazelcast, List<String> members, String own) {
    int expected = members.size() + (members.contains(own) ? 0 : 1);
    conditions.add(
        "cluster",
        false,
        () -> {
          if (!hazelcast.getLifecycleService().isRunning()) {
            return Optional.of("the cluster part of this node does not run");
          }
          int seen = hazelcast.getCluster().getMembers().size();
          return seen >= expected
              ? Optional.empty()
              : Optional.of("this node sees " + seen + " of " + expected + " nodes");
        });
  }

  /** The follower runs; from here on its silence means something. */
  void start() {
    started = true;
    looking = looks.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    disk.look();
    conditions
        .states(); // what broke or came back gets into the log now, whether anyone asks or not
  }

  /** From now on the node is not ready. */
  void stopping() {
    stopping = true;
  }

  /**
   * The database is known not to answer. Stricter than its condition: a read that failed or hangs,
   * not one that is late because this machine is busy.
   */
  boolean databaseAway() {
    long age = System.nanoTime() - follower.readNanos();
    return started && ((!follower.reading() && age > LOST.toNanos()) || age > HUNG.toNanos());
  }

  private Optional<String> databaseProblem() {
    long age = System.nanoTime() - follower.readNanos();
    return !started || age < SILENCE.toNanos()
        ? Optional.empty()
        : Optional.of(
            "the journal was last read " + TimeUnit.NANOSECONDS.toSeconds(age) + " s ago");
  }

  @Override
  public void check() {
    if (databaseAway()) {
      throw Refusal.of(
          503,
          "database-unavailable",
          "the server cannot reach its database; nothing was done, send the command again with the same Idempotency-Key");
    }
    if (diskIsFull()) {
      throw Refusal.of(503, "disk-full", "the server's disk is full; nothing was done");
    }
  }

  boolean takesCommands() {
    return !databaseAway() && !diskIsFull();
  }

  private boolean diskIsFull() {
    return storeHere && disk.full().isPresent();
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
    looks.shutdownNow();
  }
}
