package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the contract's schemas cannot say of a request, asked just before they are: the kind and
 * coding of the body, strict JSON, no parameter twice. Every route of the API goes through it.
 */
public final class RequestCheck implements RequestExtractor {
  private static final String JSON = "application/json";

  @Override
  public Future<ValidatableRequest> extractValidatableRequest(
      RoutingContext context, Operation operation) {
    try {
      parametersOnce(context.request(), operation);
      Map<Location, Map<String, RequestParameter>> given = new EnumMap<>(Location.class);
      for (Location location : Location.values()) {
        given.put(location, new HashMap<>());
      }
      for (Parameter parameter : operation.getParameters()) {
        given
            .get(parameter.getIn())
            .put(parameter.getName(), new RequestParameterImpl(text(context, parameter)));
      }
      return Future.succeededFuture(request(context, operation, given));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private static ValidatableRequest request(
      RoutingContext context,
      Operation operation,
      Map<Location, Map<String, RequestParameter>> given) {
    Map<String, RequestParameter> cookies = given.get(Location.COOKIE);
    Map<String, RequestParameter> headers = given.get(Location.HEADER);
    Map<String, RequestParameter> path = given.get(Location.PATH);
    Map<String, RequestParameter> query = given.get(Location.QUERY);
    if (operation.getRequestBody() == null) {
      return new ValidatableRequestImpl(cookies, headers, path, query);
    }
    Buffer sent = context.body().buffer();
    Buffer body = sent == null ? Buffer.buffer() : sent;
    json(context.request(), body);
    return new ValidatableRequestImpl(
        cookies,
        headers,
        path,
        query,
        new RequestParameterImpl(body),
        context.request().getHeader("Content-Type"));
  }

  /**
   * A parameter's value as the contract's library wants it. Its own reading takes the escapes off
   * twice, and takes text that looks like JSON for what it looks like.
   */
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
    return parameter.getSchemaType() == SchemaType.STRING ? Json.encode(value) : value;
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
