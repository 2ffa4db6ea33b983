package city.chengtu.command.dispatch;

import city.chengtu.command.api.Gate;
import city.chengtu.command.api.Handshake;
import city.chengtu.command.api.StrictJson;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trackers that keep a connection: {@code WebSocket /positions}. Each text frame is a batch as in
 * {@code POST /positions} and is answered by one frame, what became of it or why it was refused, in
 * order. A connection is read no faster than its batches are taken.
 */
public final class PositionSocketRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(PositionSocketRoutes.class);
  private final Positions positions;
  private final Workers workers;
  private final Gate gate;
  private final Function<HttpServerRequest, Future<Actor>> authenticate;

  public PositionSocketRoutes(
      Positions positions,
      Workers workers,
      Gate gate,
      Function<HttpServerRequest, Future<Actor>> authenticate) {
    this.positions = positions;
    this.workers = workers;
    this.gate = gate;
    this.authenticate = authenticate;
  }

  public void mount(Router router) {
    router.get("/positions").handler(this::open);
  }

  private void open(RoutingContext context) {
    HttpServerRequest request = context.request();
    Handshake.check(request);
    request.pause();
    authenticate
        .apply(request)
        .compose(
            actor -> {
              gate.check(actor, "position.report");
              return request.toWebSocket().onSuccess(socket -> serve(socket, request, actor));
            })
        .onFailure(context::fail);
  }

  private void serve(ServerWebSocket socket, HttpServerRequest request, Actor opened) {
    socket.textMessageHandler(
        text -> {
          socket.pause();
          workers
              .run(
                  () ->
                      StateJson.write(
                          positions.accept(
                              opened, StrictJson.read(text, Requests.Fixes.class).fixes())))
              .otherwise(PositionSocketRoutes::refused)
              .compose(socket::writeTextMessage)
              .onComplete(
                  sent -> {
                    if (sent.failed()) {
                      LOG.info(
                          "a tracker of {} left: {}", opened.account(), sent.cause().getMessage());
                    } else {
                      next(socket, request);
                    }
                  });
        });
    socket.binaryMessageHandler(
        bytes ->
            socket.writeTextMessage(
                refused(Refusal.invalid("/", "not-json", "send text, not bytes"))));
  }

  /** Between two batches: whoever has lost its token is cut. */
  private void next(ServerWebSocket socket, HttpServerRequest request) {
    authenticate
        .apply(request)
        .onSuccess(still -> socket.resume())
        .onFailure(gone -> socket.close((short) 4401, "signed out"));
  }

  private static String refused(Throwable failure) {
    Map<String, Object> problem = new LinkedHashMap<>();
    if (failure instanceof Refusal refusal) {
      problem.put("status", refusal.reason().status());
      problem.put("code", refusal.reason().code());
      problem.put("detail", refusal.reason().detail());
      if (!refusal.reason().errors().isEmpty()) {
        problem.put("errors", refusal.reason().errors());
      }
    } else {
      LOG.error("a batch of positions failed", failure);
      problem.put("status", 500);
      problem.put("code", "internal");
      problem.put("detail", "the batch was not taken; send it again");
    }
    return StateJson.write(problem);
  }
}
