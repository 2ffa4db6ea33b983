package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends {@link Streamed} answers. Parts are made by the workers and written by the event loop; the
 * next one is asked for when the client has taken the last. A client that is too slow is cut off,
 * so that it sees an answer that broke off and never one that looks complete.
 */
final class PartSender {
  private static final Logger LOG = LoggerFactory.getLogger(PartSender.class);

  /** When all workers are busy in the middle of an answer, it waits so long and asks again. */
  private static final long BUSY_MILLIS = 100;

  private final Workers workers;
  private final StreamLimits limits;
  private final AtomicInteger running = new AtomicInteger();

  PartSender(Workers workers, StreamLimits limits) {
    this.workers = workers;
    this.limits = limits;
  }

  /** To be called on the event loop. */
  void send(RoutingContext context, Streamed answer) {
    if (running.incrementAndGet() > limits.most()) {
      running.decrementAndGet();
      context.fail(
          Refusal.of(503, "overloaded", "too many long answers are being sent; try again"));
      return;
    }
    HttpServerResponse response = context.response();
    Sending sending = new Sending(context, answer.rest());
    response.closeHandler(closed -> sending.over());
    response.exceptionHandler(broken -> sending.over());
    response.setChunked(true).putHeader("Content-Type", answer.contentType());
    answer.headers().forEach(response::putHeader);
    sending.write(answer.first());
  }

  /** Answers being sent now. */
  int running() {
    return running.get();
  }

  /** One answer on its way; all of it on one event loop but the making of parts. */
  private final class Sending {
    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Streamed.Parts parts;
    private final long end;
    private long patience = -1;
    private boolean over;

    Sending(RoutingContext context, Streamed.Parts parts) {
      this.vertx = context.vertx();
      this.context = context;
      this.response = context.response();
      this.parts = parts;
      this.end = System.nanoTime() + limits.longest().toNanos();
    }

    void write(Buffer part) {
      if (over) {
        return;
      }
      response.write(part);
      if (response.writeQueueFull()) {
        patience =
            vertx.setTimer(
                limits.patience().toMillis(), late -> cut("the client reads too slowly"));
        response.drainHandler(drained -> next());
      } else {
        next();
      }
    }

    private void next() {
      response.drainHandler(null);
      vertx.cancelTimer(patience);
      if (over) {
        return;
      }
      if (System.nanoTime() > end) {
        cut("the answer takes longer than " + limits.longest());
        return;
      }
      Callable<Buffer> making = parts::next;
      workers
          .<Buffer>run(() -> LogContext.call(context, making))
          .onSuccess(this::made)
          .onFailure(this::failed);
    }

    private void made(Buffer part) {
      if (part != null) {
        write(part);
      } else if (!over) {
        over();
        response.end();
      }
    }

    private void failed(Throwable failure) {
      if (failure instanceof Refusal refusal && refusal.reason().code().equals("overloaded")) {
        vertx.setTimer(BUSY_MILLIS, again -> next());
        return;
      }
      LOG.error("an answer broke off after {} bytes", response.bytesWritten(), failure);
      cut("a part could not be made");
    }

    private void cut(String why) {
      if (!over) {
        LOG.warn("{} cut off: {}", context.request().path(), why);
        over();
        response.reset();
      }
    }

    private void over() {
      if (!over) {
        over = true;
        vertx.cancelTimer(patience);
        running.decrementAndGet();
      }
    }
  }
}
