package city.chengtu.command.server;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Workers;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: 200 when it can do its work,
 * else 503; with what is degraded either way. Both answer from memory and never wait for anything.
 */
final class Health {
  private final Core core;
  private final Workers workers;
  private final Observed observed;

  /**
   * @param observed who is told why something does not work; others hear what
   */
  Health(Core core, Workers workers, Observed observed) {
    this.core = core;
    this.workers = workers;
    this.observed = observed;
  }

  void mount(Router router) {
    router.get("/health/live").handler(c -> send(c, 200, new JsonObject().put("status", "up")));
    router
        .get("/health/ready")
        .handler(
            c -> {
              List<Conditions.State> states = core.conditions.states();
              boolean ready = states.stream().noneMatch(Conditions.State::forbidsWork);
              send(c, ready ? 200 : 503, state(ready, states, observed.by(c.request())));
            });
  }

  private JsonObject state(boolean ready, List<Conditions.State> states, boolean why) {
    List<Object> degraded = new ArrayList<>();
    for (Conditions.State s : states) {
      s.problem().ifPresent(problem -> degraded.add(part(s, why ? problem : null)));
    }
    JsonObject state =
        new JsonObject()
            .put("status", !ready ? "down" : degraded.isEmpty() ? "up" : "degraded")
            .put("degraded", degraded)
            .put("journalPosition", core.follower.knownHead())
            .put("followerPosition", core.follower.position())
            .put("takesCommands", core.watch.takesCommands())
            .put("queued", workers.queued());
    core.hazelcast.ifPresent(h -> state.put("clusterMembers", h.getCluster().getMembers().size()));
    return state;
  }

  private static Map<String, Object> part(Conditions.State state, String why) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("part", state.part());
    part.put("needed", state.needed());
    part.put("since", state.since().toString());
    if (why != null) {
      part.put("problem", why);
    }
    return part;
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
