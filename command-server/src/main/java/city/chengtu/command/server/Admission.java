package city.chengtu.command.server;

import city.chengtu.command.api.Call;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.metrics.Metrics;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests at work, and refuses new ones once the server stops. */
final class Admission implements Handler<RoutingContext> {
  private static final long LOOK_MILLIS = 10;
  private final AtomicInteger running = new AtomicInteger();
  private final Metrics metrics;
  private volatile boolean closed;

  Admission(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!closed) {
      long began = System.nanoTime();
      Call.arrived(context);
      running.incrementAndGet();
      context.addEndHandler(ended -> answered(context, began));
    }
    feed(context);
  }

  private void answered(RoutingContext context, long began) {
    running.decrementAndGet();
    metrics.request(
        Call.operation(context).orElse("none"),
        context.response().getStatusCode(),
        System.nanoTime() - began);
  }

  /** For what never ends by itself: let in or not, but not waited for. */
  void feed(RoutingContext context) {
    if (closed) {
      context
          .response()
          .putHeader("Connection", "close"); // so that the next request finds another node
      context.fail(Refusal.of(503, "stopping", "this server stops; send the request again"));
    } else {
      context.next();
    }
  }

  /** Requests that have no answer yet. */
  int running() {
    return running.get();
  }

  /**
   * Takes no more, and waits for those at work.
   *
   * @return how many are still without an answer after this time
   */
  int drain(Duration limit) {
    closed = true;
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (running.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return running.get();
  }
}
