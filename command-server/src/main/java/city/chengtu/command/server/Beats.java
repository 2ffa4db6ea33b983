package city.chengtu.command.server;

import city.chengtu.command.journal.TransientFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work done again and again, one after another, on a thread of its own. */
final class Beats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beats.class);

  private final ScheduledExecutorService beat;

  Beats(String name) {
    this.beat = Executors.newSingleThreadScheduledExecutor(threads(name));
  }

  static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** A failed run is logged and the next one tries again. */
  void every(Duration pause, String what, Runnable work) {
    var unused =
        beat.scheduleWithFixedDelay(
            () -> run(pause, what, work),
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void run(Duration pause, String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (TransientFailure.isOutage(e)) {
        LOG.warn("{} waits for the database", what);
      } else {
        LOG.error("{} failed; next try in {}", what, pause, e);
      }
    }
  }

  /** Ends after the run that is under way; waits for it some seconds. */
  @Override
  public void close() {
    beat.shutdown();
    try {
      if (!beat.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("a run goes on while the server stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
