package city.chengtu.command.server;

import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Checkpoints;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.HazelcastRelay;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.JournalFollower;
import city.chengtu.command.journal.SigningKey;
import city.chengtu.gis.store.SpatialDatabase;
import com.hazelcast.core.HazelcastInstance;
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

  /** Soon enough that the reason is known before the screens call themselves stale, at 3 s. */
  private static final Duration DATABASE_SILENCE = Duration.ofSeconds(2);

  final Clock clock;
  final SpatialDatabase database;
  final Journal journal;
  final JournalFollower follower;
  final Commands commands;
  final Optional<HazelcastInstance> hazelcast;
  final Conditions conditions;
  private final Checkpoints checkpoints;
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
    this.follower = new JournalFollower(journal, settings.get(Settings.FOLLOW_BEAT));
    this.conditions = new Conditions(clock);
    conditions.add("database", true, this::databaseProblem);
    Optional<HazelcastRelay> relay = hazelcast.map(h -> new HazelcastRelay(h, follower));
    this.commands =
        new Commands(database.jdbi(), journal, clock, entries -> publish(relay, entries));
    this.checkpoints = new Checkpoints(database.jdbi(), clock, SigningKey.in(data.resolve("keys")));
  }

  /**
   * Opens store and cluster. The follower is started by {@link #start}, when its listeners are
   * there.
   */
  static Core open(Settings settings, Path data, Clock clock) {
    SpatialDatabase database = StoreOptions.open(settings, data);
    try {
      Core core =
          new Core(clock, database, settings, data, Cluster.join(settings, database.dialect()));
      core.checkpoints.announce(core.commands);
      return core;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private void publish(Optional<HazelcastRelay> relay, List<JournalEntry> entries) {
    follower.offer(entries);
    relay.ifPresent(r -> r.publish(entries));
  }

  private Optional<String> databaseProblem() {
    long age = System.nanoTime() - follower.readNanos();
    if (follower.reading() && age < DATABASE_SILENCE.toNanos()) {
      return Optional.empty();
    }
    return Optional.of(
        "the journal was last read " + TimeUnit.NANOSECONDS.toSeconds(age) + " s ago");
  }

  void start(Duration checkpointEvery) {
    follower.start();
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
                LOG.error("{} failed; next try in {}", what, pause, e);
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  private void sign() {
    try {
      checkpoints.sign();
    } catch (RuntimeException e) {
      LOG.error("the journal's checkpoint was not signed; trying again on the next beat", e);
    }
  }

  @Override
  public void close() {
    beats.forEach(b -> b.cancel(false));
    beat.shutdown();
    follower.close();
    sign();
    hazelcast.ifPresent(HazelcastInstance::shutdown);
    database.close();
  }
}
