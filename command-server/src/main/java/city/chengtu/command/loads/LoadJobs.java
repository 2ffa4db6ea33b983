package city.chengtu.command.loads;

import city.chengtu.command.journal.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The loads that run on this node: so many at once and not one more. */
final class LoadJobs implements AutoCloseable {
  private static final long STOP_SECONDS = 20;

  private final Semaphore places;
  private final ExecutorService threads;
  private final Map<UUID, LoadProgress> running = new ConcurrentHashMap<>();

  LoadJobs(int most) {
    this.places = new Semaphore(most);
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "load");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a place, to be filled by {@link #start} or given back by {@link #release}.
   *
   * @throws Refusal 503 when as many run as may
   */
  void reserve() {
    if (!places.tryAcquire()) {
      throw Refusal.of(
          503, "overloaded", "as many loads run as this server takes at once; try again");
    }
  }

  void release() {
    places.release();
  }

  /** Runs work in the reserved place. */
  void start(UUID load, LoadProgress progress, Runnable work) {
    running.put(load, progress);
    threads.execute(
        () -> {
          try {
            work.run();
          } finally {
            running.remove(load, progress);
            places.release();
          }
        });
  }

  Optional<LoadProgress> find(UUID load) {
    return Optional.ofNullable(running.get(load));
  }

  /** Asks those that run to stop, and waits for them. */
  @Override
  public void close() {
    running.values().forEach(LoadProgress::cancel);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
