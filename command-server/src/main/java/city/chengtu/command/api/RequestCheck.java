package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.InputTrustHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.RequestValidatorImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks of a request what the contract says of its operation, and what the contract's schemas cannot
 * say: the kind and coding of the body, strict JSON, no parameter twice. Every route of the API
 * goes through it.
 *
 * <p>Done on the event loop, for some microseconds; the library would send each request to another
 * thread and back. Only a large body goes there.
 */
public final class RequestCheck implements InputTrustHandler {
  private static final String JSON = "application/json";
  private static final int LARGE = 16 << 10;

  private final RequestValidatorImpl validator;
  private final Operation operation;
  private final List<Asked> parameters;

  /** A parameter, and what of its schema can be told at once. */
  private record Asked(Parameter parameter, Optional<PlainSchema> plain) {}

  private RequestCheck(RequestValidatorImpl validator, Operation operation) {
    this.validator = validator;
    this.operation = operation;
    this.parameters =
        operation.getParameters().stream()
            .map(parameter -> new Asked(parameter, PlainSchema.of(parameter.getSchema())))
            .toList();
  }

  /** Routes of the contract, each with its check before what is mounted on it. */
  public static RouterBuilder routes(Vertx vertx, OpenAPIContract contract) {
    RequestValidatorImpl validator = new RequestValidatorImpl(vertx, contract);
    RouterBuilder builder = RouterBuilder.create(vertx, contract);
    for (OpenAPIRoute route : builder.getRoutes()) {
      route.setDoValidation(false).addHandler(new RequestCheck(validator, route.getOperation()));
    }
    return builder;
  }

  @Override
  public void handle(RoutingContext context) {
    try {
      parametersOnce(context.request(), operation);
      for (Asked asked : parameters) {
        check(context, asked);
      }
      if (operation.getRequestBody() != null) {
        ValidatableRequest body = body(context);
        if (body.getBody().getBuffer().length() > LARGE) {
          context
              .vertx()
              .executeBlocking(() -> checked(body), false)
              .onComplete(found -> answered(context, found.cause()));
          return;
        }
        checked(body);
      }
    } catch (Refusal | ValidatorException failure) {
      context.fail(failure);
      return;
    }
    context.next();
  }

  private void check(RoutingContext context, Asked asked) {
    Parameter parameter = asked.parameter();
    String value = text(context, parameter);
    if (value == null || asked.plain().filter(plain -> plain.surelyTakes(value)).isEmpty()) {
      validator.validateParameter(parameter, new RequestParameterImpl(encoded(parameter, value)));
    }
  }

  private static void answered(RoutingContext context, Throwable failure) {
    if (failure == null) {
      context.next();
    } else {
      context.fail(failure);
    }
  }

  private RequestParameter checked(ValidatableRequest request) {
    return validator.validateBody(operation.getRequestBody(), request);
  }

  private static ValidatableRequest body(RoutingContext context) {
    Buffer sent = context.body().buffer();
    Buffer body = sent == null ? Buffer.buffer() : sent;
    json(context.request(), body);
    return new ValidatableRequestImpl(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new RequestParameterImpl(body),
        context.request().getHeader("Content-Type"));
  }

  private static String text(RoutingContext context, Parameter parameter) {
    String name = parameter.getName();
    String value =
        switch (parameter.getIn()) {
          case PATH -> context.pathParam(name);
          case QUERY -> context.request().params().get(name);
          case HEADER -> context.request().getHeader(name);
          case COOKIE ->
              Optional.ofNullable(context.request().getCookie(name))
                  .map(Cookie::getValue)
                  .orElse(null);
        };
    if (value == null) {
      return null;
    }
    StrictJson.checkText(name, value);
    return value;
  }

  /**
   * A parameter's value as the contract's library wants it. Its own reading takes the escapes off
   * twice, and takes text that looks like JSON for what it looks like.
   */
  private static String encoded(Parameter parameter, String value) {
    return value != null && parameter.getSchemaType() == SchemaType.STRING
        ? Json.encode(value)
        : value;
  }

  /** Which of two values counts is not for the server to guess. */
  private static void parametersOnce(HttpServerRequest request, Operation operation) {
    for (Parameter parameter : operation.getParameters()) {
      String name = parameter.getName();
      List<String> given =
          parameter.getIn() == Location.QUERY
              ? request.params().getAll(name)
              : parameter.getIn() == Location.HEADER ? request.headers().getAll(name) : List.of();
      if (given.size() > 1) {
        throw Refusal.invalid(name, "given-twice", name + " is there more than once");
      }
    }
  }

  private static void json(HttpServerRequest request, Buffer body) {
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw unsupported("Content-Encoding", "send the body as it is, without a content coding");
    }
    String type = request.getHeader("Content-Type");
    if (type == null && body.length() == 0) {
      return; // that it is missing is the contract's word
    }
    String[] parts = type == null ? new String[] {""} : type.toLowerCase(Locale.ROOT).split(";");
    if (!parts[0].strip().equals(JSON)) {
      throw unsupported("Content-Type", "the body must be " + JSON);
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported("Content-Type", "JSON is written in UTF-8");
      }
    }
    if (body.length() > 0) {
      StrictJson.check(body.getBytes());
    }
  }

  static Refusal unsupported(String header, String detail) {
    return new Refusal(
        new Refusal.Reason(
            415,
            "unsupported-media-type",
            detail,
            List.of(new FieldError(header, "unsupported-media-type", detail)),
            Map.of()));
  }
}
