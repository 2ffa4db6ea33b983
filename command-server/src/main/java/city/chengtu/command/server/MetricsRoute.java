package city.chengtu.command.server;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.metrics.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /metrics}, for Prometheus; see {@link Observed} for who may read it. */
final class MetricsRoute {
  private final Vertx vertx;
  private final Metrics metrics;
  private final Observed observed;

  MetricsRoute(Vertx vertx, Metrics metrics, Observed observed) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.observed = observed;
  }

  void mount(Router router) {
    router.get("/metrics").handler(this::answer);
  }

  /** Off the event loop, but not on our workers: they may all wait for the database. */
  private void answer(RoutingContext context) {
    if (!observed.by(context.request())) {
      context.fail(
          Refusal.of(
              403,
              "forbidden",
              "metrics are for this machine, or for whoever sends the setting metrics.token"));
      return;
    }
    vertx
        .executeBlocking(metrics::text, false)
        .onSuccess(
            text ->
                context
                    .response()
                    .putHeader("Content-Type", Metrics.CONTENT_TYPE)
                    .putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(text)))
        .onFailure(context::fail);
  }
}
