package city.chengtu.command.prove.witness;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.function.Consumer;

/**
 * Looks now and then whether what was delivered this moment is in the database: one look at a time,
 * begun at once, so that nothing waits and nothing queues.
 */
final class Prober implements AutoCloseable {
  private final WorkerExecutor thread;
  private final Context context;
  private final Probe probe;
  private final LedgerFile ledger;
  private final Consumer<String> count;
  private long highest = -1;
  private boolean looking;

  Prober(Vertx vertx, Context context, Probe probe, LedgerFile ledger, Consumer<String> count) {
    this.thread = vertx.createSharedWorkerExecutor("probe", 1);
    this.context = context;
    this.probe = probe;
    this.ledger = ledger;
    this.count = count;
  }

  /** A client was given entries up to this position. */
  void delivered(int client, long position) {
    if (looking || position <= highest) {
      return;
    }
    highest = position;
    looking = true;
    thread
        .executeBlocking(probe::head)
        .onComplete(head -> context.runOnContext(now -> looked(client, position, head)));
  }

  private void looked(int client, long position, io.vertx.core.AsyncResult<Long> head) {
    looking = false;
    if (head.failed() || head.result() < 0) {
      count.accept("probe unanswered");
      return;
    }
    count.accept("probe");
    if (head.result() < position) {
      ledger.write(
          e ->
              e.put("client", client)
                  .put("event", "uncommitted")
                  .put("position", position)
                  .put("head", head.result()));
    }
  }

  @Override
  public void close() {
    probe.close();
  }
}
