package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import city.chengtu.command.journal.TransientFailure;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into problem+json (RFC 9457): {@code type, title, status, code, detail,
 * errors, traceId}. What the sender can mend is 4xx with the field named; anything else is 500 with
 * a trace id that stands in the log, and no inner detail.
 */
public final class ProblemHandler implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private static final String WITHOUT_DATABASE =
      "the server cannot reach its database; a command is not taken, or its answer was lost: send it again with the same Idempotency-Key";

  @Override
  public void handle(RoutingContext context) {
    LogContext.run(context, () -> answer(context));
  }

  private static void answer(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof HttpException && failure.getCause() instanceof ValidatorException) {
      failure = failure.getCause(); // the router wraps what the contract refuses
    }
    if (failure == null) {
      int status = context.statusCode() < 400 ? 500 : context.statusCode();
      send(context, problem(status, code(status), null));
    } else if (failure instanceof RefusedEarlier refused) {
      JsonObject stored = new JsonObject(refused.receipt().answer());
      send(
          context,
          problem(refused.receipt().status(), stored.getString("code"), null)
              .mergeIn(stored)
              .put("commandId", refused.receipt().id().toString()));
    } else if (failure instanceof Refusal refusal) {
      send(context, problem(refusal.reason()));
    } else if (failure instanceof ValidatorException invalid) {
      send(context, problem(ContractError.of(invalid)));
    } else if (failure instanceof HttpException http && http.getStatusCode() < 500) {
      send(context, problem(http.getStatusCode(), code(http.getStatusCode()), http.getPayload()));
    } else if (isBrokenOff(context, failure)) {
      LOG.debug("{} broke off: {}", context.request().path(), failure.toString());
      send(context, problem(400, "bad-request", "the request could not be read to its end"));
    } else if (TransientFailure.isOutage(failure)) {
      LOG.warn(
          "{} {} without the database: {}",
          context.request().method(),
          context.request().path(),
          failure.toString());
      send(context, problem(503, "database-unavailable", WITHOUT_DATABASE));
    } else {
      LOG.error("{} {} failed", context.request().method(), context.request().path(), failure);
      send(context, problem(500, "internal", "the server failed; the trace id stands in its log"));
    }
  }

  /** The sender went away in the middle of its request, or sent no HTTP from there on. */
  private static boolean isBrokenOff(RoutingContext context, Throwable failure) {
    return failure instanceof HttpClosedException || !context.request().isEnded();
  }

  /** Answers outside the routes: a request that is no proper HTTP. */
  public static void answer(HttpServerResponse response, int status, String detail) {
    JsonObject problem = problem(status, code(status), detail);
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(problem.put("traceId", Trace.fresh()).toBuffer());
  }

  private static JsonObject problem(Refusal.Reason reason) {
    JsonObject problem = problem(reason.status(), reason.code(), reason.detail());
    if (!reason.errors().isEmpty()) {
      problem.put("errors", errors(reason.errors()));
    }
    reason.extension().forEach((key, value) -> problem.put(key, plain(value)));
    return problem;
  }

  private static Object plain(Object value) {
    String json = city.chengtu.command.journal.StateJson.write(value);
    return io.vertx.core.json.Json.decodeValue(json);
  }

  private static JsonArray errors(List<FieldError> errors) {
    JsonArray array = new JsonArray();
    for (FieldError e : errors) {
      array.add(
          new JsonObject().put("field", e.field()).put("code", e.code()).put("detail", e.detail()));
    }
    return array;
  }

  private static JsonObject problem(int status, String code, String detail) {
    JsonObject problem =
        new JsonObject()
            .put("type", "urn:chengtu:problem:" + code)
            .put("title", code == null ? "" : code.replace('-', ' '))
            .put("status", status)
            .put("code", code);
    return detail == null ? problem : problem.put("detail", detail);
  }

  private static String code(int status) {
    return switch (status) {
      case 400 -> "bad-request";
      case 401 -> "unauthenticated";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 414 -> "uri-too-long";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      case 431 -> "header-too-large";
      case 500 -> "internal";
      default -> "http-" + status;
    };
  }

  private static void send(RoutingContext context, JsonObject problem) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    int status = problem.getInteger("status");
    if (!context.request().isEnded()) {
      response.putHeader("Connection", "close"); // the rest of the body is not awaited
    }
    if (status == 503) {
      response.putHeader("Retry-After", "1");
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(problem.put("traceId", Trace.of(context)).toBuffer());
  }
}
