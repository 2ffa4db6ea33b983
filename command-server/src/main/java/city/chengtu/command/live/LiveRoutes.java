package city.chengtu.command.live;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Envelope;

/**
 * The feed over WebSocket ({@code /live?since=N}) and server-sent events ({@code /live/events},
 * {@code Last-Event-ID}).
 */
public final class LiveRoutes {
  private static final int MAX_MESSAGE = 4_096;
  private final LiveHub hub;
  private final Function<HttpServerRequest, Future<Actor>> authenticate;
  private final Function<HttpServerRequest, Future<Actor>> recheck;

  /**
   * @param authenticate who sends this request; asked at the start and again while the connection
   *     lasts
   */
  public LiveRoutes(
      LiveHub hub,
      Function<HttpServerRequest, Future<Actor>> authenticate,
      Function<HttpServerRequest, Future<Actor>> recheck) {
    this.recheck = recheck;
    this.hub = hub;
    this.authenticate = authenticate;
  }

  public void mount(Router router) {
    router.get("/live").handler(this::webSocket);
    router.get("/live/events").handler(this::eventStream);
  }

  private void webSocket(RoutingContext context) {
    long since = since(context.request().getParam("since"));
    HttpServerRequest request = context.request();
    Supplier<Future<Actor>> who = () -> recheck.apply(request);
    authenticate
        .apply(request)
        .compose(
            actor ->
                request
                    .toWebSocket()
                    .onSuccess(
                        socket -> {
                          socket.pause(); // until its handlers are set
                          join(socket, actor, who, since);
                        }))
        .onFailure(context::fail);
  }

  private void join(ServerWebSocket socket, Actor actor, Supplier<Future<Actor>> who, long since) {
    hub.join(
        new WebSocketWire(socket),
        actor,
        who,
        since,
        client -> {
          socket.textMessageHandler(text -> interest(socket, client, text));
          socket.drainHandler(drained -> hub.drained(client));
          socket.closeHandler(closed -> hub.leave(client));
          socket.exceptionHandler(broken -> hub.leave(client));
          if (socket.isClosed()) {
            hub.leave(client);
          }
          socket.resume();
        });
  }

  private void interest(ServerWebSocket socket, LiveClient client, String text) {
    try {
      if (text.length() > MAX_MESSAGE) {
        throw Refusal.invalid(
            "/", "too-large", "a message has at most " + MAX_MESSAGE + " characters");
      }
      JsonNode message = StateJson.mapper().readTree(text);
      hub.interest(client, kinds(message.get("types")), view(message.get("view")));
    } catch (JsonProcessingException | Refusal e) {
      socket.writeTextMessage(
          EventEncoder.control("refused", Instant.now(), client.last, e.getMessage()).toString());
    }
  }

  private static Set<String> kinds(JsonNode types) {
    if (types == null) {
      return null;
    }
    if (!types.isArray() || types.size() > 50) {
      throw Refusal.invalid(
          "/types", "not-a-list", "types must be a list of at most 50 subject kinds");
    }
    Set<String> kinds = new HashSet<>();
    types.forEach(t -> kinds.add(t.asText()));
    return kinds;
  }

  private static Envelope view(JsonNode view) {
    if (view == null) {
      return null;
    }
    if (!view.isArray() || view.size() != 4 || !view.get(0).isNumber()) {
      throw Refusal.invalid("/view", "not-a-box", "view must be [west, south, east, north]");
    }
    return new Envelope(
        view.get(0).asDouble(),
        view.get(2).asDouble(),
        view.get(1).asDouble(),
        view.get(3).asDouble());
  }

  private void eventStream(RoutingContext context) {
    String last = context.request().getHeader("Last-Event-ID");
    long since = since(last != null ? last : context.request().getParam("since"));
    Supplier<Future<Actor>> who = () -> authenticate.apply(context.request());
    who.get().onSuccess(actor -> stream(context, actor, who, since)).onFailure(context::fail);
  }

  private void stream(
      RoutingContext context, Actor actor, Supplier<Future<Actor>> who, long since) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Encoding", "identity")
        .putHeader("X-Accel-Buffering", "no");
    hub.join(
        new EventStreamWire(response),
        actor,
        who,
        since,
        client -> {
          response.drainHandler(drained -> hub.drained(client));
          response.closeHandler(closed -> hub.leave(client));
          response.exceptionHandler(broken -> hub.leave(client));
        });
  }

  private static long since(String text) {
    if (text == null || text.isBlank()) {
      return -1;
    }
    try {
      long since = Long.parseLong(text);
      if (since >= 0) {
        return since;
      }
    } catch (NumberFormatException e) {
      throw Refusal.invalid("since", "not-a-number", "since must be a journal position");
    }
    throw Refusal.invalid("since", "out-of-range", "since must be a journal position, from 0");
  }
}
