package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the contract's schemas cannot say of a request, asked just before they are: the kind and
 * coding of the body, strict JSON, no parameter twice. Every route of the API goes through it.
 */
public final class RequestCheck implements RequestExtractor {
  private static final String JSON = "application/json";
  private final RequestExtractor extractor = RequestExtractor.withBodyHandler();

  @Override
  public Future<ValidatableRequest> extractValidatableRequest(
      RoutingContext context, Operation operation) {
    try {
      parametersOnce(context.request(), operation);
      if (operation.getRequestBody() != null) {
        Buffer body = context.body().buffer();
        json(context.request(), body == null ? Buffer.buffer() : body);
      }
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
    return extractor.extractValidatableRequest(context, operation);
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
