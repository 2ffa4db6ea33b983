package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into problem+json (RFC 9457): {@code type, title, status, code, detail,
 * errors, traceId}. What the sender can mend is 4xx with the field named; anything else is 500 with
 * a trace id that stands in the log, and no inner detail.
 */
public final class ProblemHandler implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  @Override
  public void handle(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof HttpException && failure.getCause() instanceof ValidatorException) {
      failure = failure.getCause(); // the router wraps what the contract refuses
    }
    if (failure == null) {
      send(context, problem(context.statusCode(), code(context.statusCode()), null));
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
      send(context, problem(invalid));
    } else if (failure instanceof HttpException http && http.getStatusCode() < 500) {
      send(context, problem(http.getStatusCode(), code(http.getStatusCode()), http.getPayload()));
    } else {
      LOG.error(
          "{} {} failed, trace {}",
          context.request().method(),
          context.request().path(),
          trace(context),
          failure);
      send(context, problem(500, "internal", "the server failed; the trace id stands in its log"));
    }
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

  private static JsonObject problem(ValidatorException invalid) {
    int status =
        switch (invalid.type().name()) {
          case "MISSING_OPERATION" -> 404;
          default -> 400;
        };
    List<FieldError> errors = new ArrayList<>();
    if (invalid instanceof SchemaValidationException schema) {
      collect(schema.getOutputUnit(), errors);
    }
    JsonObject problem = problem(status, "invalid-request", invalid.getMessage());
    return errors.isEmpty() ? problem : problem.put("errors", errors(innermost(errors)));
  }

  /** The library lists every object around a wrong member too; only the member is at fault. */
  private static List<FieldError> innermost(List<FieldError> errors) {
    return errors.stream()
        .filter(e -> errors.stream().noneMatch(o -> o.field().startsWith(e.field() + "/")))
        .toList();
  }

  /** The leaves of the library's nested error tree: the fields really at fault. */
  private static void collect(OutputUnit unit, List<FieldError> into) {
    if (unit == null || into.size() >= 20) {
      return;
    }
    if (unit.getErrors() == null || unit.getErrors().isEmpty()) {
      if (unit.getError() != null) {
        String field = unit.getInstanceLocation() == null ? "" : unit.getInstanceLocation();
        into.add(new FieldError(field.replaceFirst("^#", ""), "invalid-value", unit.getError()));
      }
      return;
    }
    unit.getErrors().forEach(inner -> collect(inner, into));
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
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      default -> "http-" + status;
    };
  }

  /** The request's trace id: the sender's, or a new one. */
  static String trace(RoutingContext context) {
    String trace = context.get("chengtu.trace");
    if (trace == null) {
      trace = UUID.randomUUID().toString().toLowerCase(Locale.ROOT);
      context.put("chengtu.trace", trace);
    }
    return trace;
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
    if (status == 503) {
      response.putHeader("Retry-After", "1");
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(problem.put("traceId", trace(context)).toBuffer());
  }
}
