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
import java.util.function.BooleanSupplier;

/**
 * Where blocking work runs: as many threads as the database has connections for it, and a bounded
 * queue. A full queue answers at once, 503 with {@code Retry-After}, instead of letting everyone
 * wait.
 */
public final class Workers implements AutoCloseable {
  private static final int SPARE_THREADS = 2;
  private static final int IDLE_SECONDS = 10;

  private final Vertx vertx;
  private final ThreadPoolExecutor pool;
  private final ThreadPoolExecutor spare;
  private final BooleanSupplier stuck;

  public Workers(Vertx vertx, String name, int threads, int queue) {
    this(vertx, name, threads, queue, () -> false);
  }

  /**
   * @param stuck true while the threads may all be waiting for what does not answer: new work then
   *     goes to two spare ones, and what needs no database still gets its answer
   */
  public Workers(Vertx vertx, String name, int threads, int queue, BooleanSupplier stuck) {
    this.vertx = vertx;
    this.stuck = stuck;
    this.pool = pool(name, threads, queue);
    this.spare = pool(name + "-spare", SPARE_THREADS, queue);
    spare.allowCoreThreadTimeOut(true);
  }

  private static ThreadPoolExecutor pool(String name, int threads, int queue) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        threads,
        threads,
        IDLE_SECONDS,
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
      (stuck.getAsBoolean() ? spare : pool).execute(() -> complete(context, promise, work));
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

  /** Threads at work. */
  public int active() {
    return pool.getActiveCount() + spare.getActiveCount();
  }

  public int queued() {
    return pool.getQueue().size() + spare.getQueue().size();
  }

  @Override
  public void close() {
    pool.shutdown();
    spare.shutdown();
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
