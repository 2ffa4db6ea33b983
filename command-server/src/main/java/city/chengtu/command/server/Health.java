package city.chengtu.command.server;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Workers;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: it can do its work; else 503
 * saying what is missing.
 */
final class Health {
  private final Core core;
  private final Workers workers;

  Health(Core core, Workers workers) {
    this.core = core;
    this.workers = workers;
  }

  void mount(Router router) {
    router.get("/health/live").handler(c -> send(c, 200, new JsonObject().put("status", "up")));
    router
        .get("/health/ready")
        .handler(
            c ->
                workers
                    .run(core.journal::position)
                    .onSuccess(
                        position -> send(c, core.follower.reading() ? 200 : 503, state(position)))
                    .onFailure(
                        e ->
                            send(
                                c,
                                503,
                                new JsonObject()
                                    .put("status", "down")
                                    .put("database", String.valueOf(e.getMessage())))));
  }

  private JsonObject state(long position) {
    JsonObject state =
        new JsonObject()
            .put("status", core.follower.reading() ? "up" : "down")
            .put("database", "up")
            .put("journalPosition", position)
            .put("followerPosition", core.follower.position())
            .put("queued", workers.queued());
    core.hazelcast.ifPresent(h -> state.put("clusterMembers", h.getCluster().getMembers().size()));
    return state;
  }

  private static void send(RoutingContext context, int status, JsonObject state) {
    Answer answer = Answer.json(state.getMap());
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", answer.contentType())
        .putHeader("Cache-Control", "no-store")
        .end(answer.body());
  }
}
