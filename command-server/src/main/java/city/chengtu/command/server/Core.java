package city.chengtu.command.server;

import city.chengtu.command.backup.Backup;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Checkpoints;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.HazelcastRelay;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.JournalFollower;
import city.chengtu.command.journal.SigningKey;
import city.chengtu.command.journal.TransientFailure;
import city.chengtu.gis.store.SpatialDatabase;
import com.hazelcast.core.HazelcastInstance;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What everything stands on: the store, the journal and its follower, the command path, the
 * cluster.
 */
final class Core implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Core.class);

  private static final Duration TIME_BEAT = Duration.ofSeconds(5);

  final Clock clock;
  final SpatialDatabase database;
  final Journal journal;
  final JournalFollower follower;
  final Commands commands;
  final Optional<HazelcastInstance> hazelcast;
  final Conditions conditions;
  final NodeWatch watch;
  private final Checkpoints checkpoints;
  private volatile String signingProblem;
  private volatile long signedNanos = System.nanoTime();
  private volatile boolean announced;
  private final List<Future<?>> beats = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          r -> {
            Thread thread = new Thread(r, "core-beat");
            thread.setDaemon(true);
            return thread;
          });

  private Core(
      Clock clock,
      SpatialDatabase database,
      Settings settings,
      Path data,
      Optional<HazelcastInstance> hazelcast) {
    this.clock = clock;
    this.database = database;
    this.hazelcast = hazelcast;
    this.journal = new Journal(database.jdbi(), clock, Chain.of(settings.get(Settings.HASH)));
    // The follower watches whether the database answers: it must not stand in anyone's queue.
    Journal watched = new Journal(database.lookout(), clock, Chain.of(settings.get(Settings.HASH)));
    this.follower = new JournalFollower(watched, settings.get(Settings.FOLLOW_BEAT));
    this.conditions = new Conditions(clock);
    this.watch = new NodeWatch(conditions, follower, disk(settings, data), storeIsHere(settings));
    conditions.add("signing", false, () -> Optional.ofNullable(signingProblem));
    hazelcast.ifPresent(
        h -> watch.expect(h, settings.get(Settings.CLUSTER_MEMBERS), Cluster.own(settings)));
    database.refuseWhile(watch::databaseAway);
    Optional<HazelcastRelay> relay = hazelcast.map(h -> new HazelcastRelay(h, follower));
    this.commands =
        new Commands(database.jdbi(), journal, clock, entries -> publish(relay, entries));
    this.checkpoints =
        new Checkpoints(database.jdbi(), clock, () -> SigningKey.in(data.resolve("keys")));
  }

  /**
   * Opens store and cluster. The follower is started by {@link #start}, when its listeners are
   * there.
   */
  static Core open(Settings settings, Path data, Clock clock) {
    return open(settings, data, clock, StoreOptions.open(settings, data));
  }

  /** As {@link #open}, for a node: it shares the database, and its time, with others. */
  static Core openForServing(Settings settings, Path data, CityClock clock) {
    SpatialDatabase database = StoreOptions.openForServing(settings, data);
    agree(clock, database);
    Core core = open(settings, data, clock, database);
    core.every(TIME_BEAT, "agreeing on the time", () -> agree(clock, database));
    return core;
  }

  private static void agree(CityClock clock, SpatialDatabase database) {
    long asked = System.nanoTime();
    clock.agree(database.now(), asked);
  }

  private static Core open(Settings settings, Path data, Clock clock, SpatialDatabase database) {
    try {
      Core core =
          new Core(clock, database, settings, data, Cluster.join(settings, database.dialect()));
      core.announceKey();
      return core;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Takes back-ups of the store as it is. */
  Backup backup(Settings settings) {
    return new Backup(
        database,
        database.migrations(StoreOptions.MIGRATIONS),
        Chain.of(settings.get(Settings.HASH)),
        Version.text(),
        clock);
  }

  private void publish(Optional<HazelcastRelay> relay, List<JournalEntry> entries) {
    follower.offer(entries);
    relay.ifPresent(r -> r.publish(entries));
  }

  void start(Duration checkpointEvery) {
    follower.start();
    watch.start();
    long every = checkpointEvery.toMillis();
    beats.add(beat.scheduleWithFixedDelay(this::sign, every, every, TimeUnit.MILLISECONDS));
  }

  /** Runs on a beat; a failed run is logged and the next one tries again. */
  void every(Duration pause, String what, Runnable work) {
    beats.add(
        beat.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                if (TransientFailure.isOutage(e)) {
                  LOG.warn("{} waits for the database", what);
                } else {
                  LOG.error("{} failed; next try in {}", what, pause, e);
                }
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** A node that cannot read its key works without signing, and says so; the chain goes on. */
  private void announceKey() {
    try {
      checkpoints.announce(commands);
      announced = true;
      signingProblem = null;
    } catch (UncheckedIOException | IllegalStateException e) {
      signingProblem = e.getMessage();
      LOG.error("checkpoints are not signed", e);
    }
  }

  private void sign() {
    try {
      if (!announced) {
        announceKey();
      }
      if (announced) {
        checkpoints.sign();
        signedNanos = System.nanoTime();
        signingProblem = null;
      }
    } catch (RuntimeException e) {
      if (!TransientFailure.isOutage(e)) {
        signingProblem = e.getMessage();
      }
      LOG.error("the journal's checkpoint was not signed; trying again on the next beat", e);
    }
  }

  /** For how long the head has not been signed, seconds. */
  double secondsSinceSigned() {
    return (System.nanoTime() - signedNanos) / 1e9;
  }

  private static DiskSpace disk(Settings settings, Path data) {
    return new DiskSpace(
        data, settings.get(Settings.DISK_WARN), settings.get(Settings.DISK_RESERVE));
  }

  private static boolean storeIsHere(Settings settings) {
    return !settings.get(Settings.DATABASE).startsWith("jdbc:");
  }

  @Override
  public void close() {
    beats.forEach(b -> b.cancel(false));
    beat.shutdown();
    watch.close();
    follower.close();
    sign();
    hazelcast.ifPresent(HazelcastInstance::shutdown);
    database.close();
  }
}
