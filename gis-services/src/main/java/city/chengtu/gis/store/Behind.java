package city.chengtu.gis.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One piece of work at a time on a thread of its own, so that a delivery's giver can read on while
 * the batch before is being written. For one user: who comes with the next piece waits until the
 * last is done. The thread is made when first needed.
 */
final class Behind {
  private ExecutorService thread;
  private Future<?> running;

  /** Starts this when what was started before is done. */
  void run(Runnable work) {
    settle();
    if (thread == null) {
      thread =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread made = new Thread(task, Thread.currentThread().getName() + "-behind");
                made.setDaemon(true);
                return made;
              });
    }
    running = thread.submit(work);
  }

  /** Waits until nothing is being done; throws what the last piece threw, once. */
  void settle() {
    Future<?> last = running;
    running = null;
    if (last == null) {
      return;
    }
    try {
      last.get();
    } catch (InterruptedException e) {
      running = last;
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was being written", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException("a batch could not be written", cause);
  }

  /**
   * Ends the thread when its work is done: nobody else may touch the connection before. An
   * interruption is kept for later.
   */
  void end() {
    if (thread == null) {
      return;
    }
    thread.shutdown();
    boolean interrupted = false;
    for (boolean over = false; !over; ) {
      try {
        over = thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
