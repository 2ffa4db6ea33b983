package city.chengtu.command.live;

import city.chengtu.command.api.Handshake;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The feed over WebSocket ({@code /live?since=N}) and server-sent events ({@code /live/events},
 * {@code Last-Event-ID}).
 */
public final class LiveRoutes {
  private final LiveHub hub;
  private final Function<HttpServerRequest, Future<Actor>> authenticate;
  private final Function<HttpServerRequest, Future<Actor>> recheck;
  private final Function<HttpServerRequest, ?> credential;

  /**
   * @param authenticate who sends this request; asked at the start
   * @param recheck who sent it, asked again while the connection lasts
   * @param credential what the request is signed in with: equal for those whose recheck gives the
   *     same
   */
  public LiveRoutes(
      LiveHub hub,
      Function<HttpServerRequest, Future<Actor>> authenticate,
      Function<HttpServerRequest, Future<Actor>> recheck,
      Function<HttpServerRequest, ?> credential) {
    this.recheck = recheck;
    this.credential = credential;
    this.hub = hub;
    this.authenticate = authenticate;
  }

  public void mount(Router router) {
    router.get("/live").handler(this::webSocket);
    router.get("/live/events").handler(this::eventStream);
  }

  private void webSocket(RoutingContext context) {
    HttpServerRequest request = context.request();
    Handshake.check(request);
    long since = since("since", request.getParam("since"));
    authenticate
        .apply(request)
        .compose(
            actor ->
                request
                    .toWebSocket()
                    .onSuccess(
                        socket -> {
                          socket.pause(); // until its handlers are set
                          join(request, socket, sender(request, actor), since);
                        }))
        .onFailure(context::fail);
  }

  private Sender sender(HttpServerRequest request, Actor actor) {
    return new Sender(actor, credential.apply(request), () -> recheck.apply(request));
  }

  private void join(HttpServerRequest request, ServerWebSocket socket, Sender sender, long since) {
    AtomicReference<LiveClient> joined = new AtomicReference<>();
    hub.join(
        new WebSocketWire(
            socket,
            request.connection(),
            () -> Optional.ofNullable(joined.get()).ifPresent(hub::drained)),
        sender,
        since,
        client -> {
          joined.set(client);
          try {
            socket.closeHandler(closed -> hub.leave(client));
            socket.exceptionHandler(broken -> hub.leave(client));
            socket.textMessageHandler(text -> interest(socket, client, text));
            socket.binaryMessageHandler(bytes -> refuse(socket, client, "/: send text, not bytes"));
            socket.resume();
          } catch (IllegalStateException closedMeanwhile) {
            hub.leave(client);
          }
        });
  }

  private void interest(ServerWebSocket socket, LiveClient client, String text) {
    try {
      Interest interest = Interest.read(text);
      hub.interest(client, interest.kinds(), interest.view());
    } catch (Refusal e) {
      FieldError at = e.reason().errors().get(0);
      refuse(socket, client, at.field() + ": " + at.detail());
    }
  }

  private static void refuse(ServerWebSocket socket, LiveClient client, String reason) {
    socket.writeTextMessage(
        EventEncoder.control("refused", Instant.now(), client.last, reason).toString());
  }

  private void eventStream(RoutingContext context) {
    String last = context.request().getHeader("Last-Event-ID");
    long since =
        last != null
            ? since("Last-Event-ID", last)
            : since("since", context.request().getParam("since"));
    HttpServerRequest request = context.request();
    authenticate
        .apply(request)
        .onSuccess(actor -> stream(context, sender(request, actor), since))
        .onFailure(context::fail);
  }

  private void stream(RoutingContext context, Sender sender, long since) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Encoding", "identity")
        .putHeader("X-Accel-Buffering", "no");
    hub.join(
        new EventStreamWire(response),
        sender,
        since,
        client -> {
          response.drainHandler(drained -> hub.drained(client));
          response.closeHandler(closed -> hub.leave(client));
          response.exceptionHandler(broken -> hub.leave(client));
        });
  }

  private static long since(String name, String text) {
    if (text == null || text.isBlank()) {
      return -1;
    }
    try {
      long since = Long.parseLong(text);
      if (since >= 0) {
        return since;
      }
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name, "not-a-number", name + " must be a journal position");
    }
    throw Refusal.invalid(name, "out-of-range", name + " must be a journal position, from 0");
  }
}
