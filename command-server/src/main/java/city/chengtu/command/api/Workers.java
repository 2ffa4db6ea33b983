package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where blocking work runs: as many threads as the database has connections for it, and a bounded
 * queue. A full queue answers at once, 503 with {@code Retry-After}, instead of letting everyone
 * wait.
 */
public final class Workers implements AutoCloseable {
  private final Vertx vertx;
  private final ThreadPoolExecutor pool;

  public Workers(Vertx vertx, String name, int threads, int queue) {
    this.vertx = vertx;
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            r -> {
              Thread thread = new Thread(r, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs blocking work; the future completes on the caller's event loop. */
  public <T> Future<T> run(Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    try {
      pool.execute(() -> complete(context, promise, work));
    } catch (RejectedExecutionException e) {
      promise.fail(
          Refusal.of(503, "overloaded", "the server has more work than it can take; try again"));
    }
    return promise.future();
  }

  private static <T> void complete(Context context, Promise<T> promise, Callable<T> work) {
    try {
      T result = work.call();
      context.runOnContext(done -> promise.complete(result));
    } catch (Throwable failure) { // whatever it is, the waiting request must hear of it
      context.runOnContext(done -> promise.fail(failure));
    }
  }

  public int queued() {
    return pool.getQueue().size();
  }

  @Override
  public void close() {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
