package city.chengtu.command.prove.requests;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds answers to the contract: the status is documented, the content type is one of those
 * promised, the body fits its schema.
 */
public final class AnswerCheck {
  private static final String BASE = "https://chengtu.invalid/";
  private static final int MOST = 10;
  private final JsonObject document;
  private final Map<String, Validator> validators = new ConcurrentHashMap<>();

  /**
   * @param document the contract as served at {@code /openapi.json}
   */
  public AnswerCheck(JsonObject document) {
    this.document = document;
  }

  /**
   * @param path as it was asked for, {@code /api/v1/…}, with or without its query
   * @param contentType null for none
   * @return what is not as promised; empty when all is
   */
  public List<String> check(
      String method, String path, int status, String contentType, byte[] body) {
    Optional<JsonObject> operation = operation(method, path);
    if (operation.isEmpty()) {
      // 401: who is not signed in does not learn which paths there are
      return Set.of(400, 401, 404, 405).contains(status)
          ? List.of()
          : List.of(method + " " + path + " is in no contract, yet answered with " + status);
    }
    JsonObject responses = operation.get().getJsonObject("responses");
    JsonObject promised = responses.getJsonObject(Integer.toString(status));
    if (promised == null) {
      if (status < 400) {
        return List.of("status " + status + " is not documented");
      }
      promised = responses.getJsonObject("default");
    }
    return promised == null
        ? List.of("status " + status + " is not documented")
        : content(resolved(promised), contentType, body);
  }

  private List<String> content(JsonObject promised, String contentType, byte[] body) {
    JsonObject content = promised.getJsonObject("content", new JsonObject());
    if (content.isEmpty()) {
      return body.length == 0 ? List.of() : List.of("there is a body, and none was promised");
    }
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!content.containsKey(type)) {
      return List.of("content type '" + type + "' is none of " + content.fieldNames());
    }
    JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
    // Lines of JSON are no JSON as a whole.
    if (schema == null || !type.endsWith("json") || type.endsWith("ndjson")) {
      return body.length > 0 ? List.of() : List.of("the body is empty");
    }
    return fit(schema, body);
  }

  private List<String> fit(JsonObject schema, byte[] body) {
    Object value;
    try {
      value = Json.decodeValue(io.vertx.core.buffer.Buffer.buffer(body));
    } catch (DecodeException e) {
      return List.of("the body is not JSON: " + e.getMessage());
    }
    OutputUnit unit =
        validators.computeIfAbsent(schema.encode(), key -> validator(schema)).validate(value);
    if (Boolean.TRUE.equals(unit.getValid())) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    collect(unit, faults);
    return faults.isEmpty() ? List.of("the body does not fit its schema") : faults;
  }

  /** References are kept, into the same components: schemas may hold themselves. */
  private Validator validator(JsonObject schema) {
    JsonObject whole =
        schema
            .copy()
            .put("$id", BASE + "answer-" + Integer.toHexString(schema.encode().hashCode()))
            .put("components", document.getJsonObject("components"));
    JsonSchema json = JsonSchema.of(whole.copy());
    return SchemaRepository.create(
            new JsonSchemaOptions()
                .setBaseUri(BASE)
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic))
        .dereference(json)
        .validator(json);
  }

  private static void collect(OutputUnit unit, List<String> into) {
    if (unit.getErrors() != null && !unit.getErrors().isEmpty()) {
      unit.getErrors().forEach(inner -> collect(inner, into));
    } else if (unit.getError() != null && into.size() < MOST) {
      into.add(unit.getInstanceLocation() + ": " + unit.getError());
    }
  }

  private JsonObject resolved(JsonObject response) {
    String reference = response.getString("$ref");
    return reference == null
        ? response
        : document
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private Optional<JsonObject> operation(String method, String path) {
    String base = document.getJsonArray("servers").getJsonObject(0).getString("url");
    String plain = path.split("\\?", 2)[0];
    JsonObject found = null;
    int parameters = Integer.MAX_VALUE;
    for (Map.Entry<String, Object> entry : document.getJsonObject("paths")) {
      String pattern =
          Pattern.quote(base + entry.getKey()).replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q");
      int holes = entry.getKey().split("\\{", -1).length;
      JsonObject operation =
          ((JsonObject) entry.getValue()).getJsonObject(method.toLowerCase(java.util.Locale.ROOT));
      // The one with the fewest parameters is meant: /incidents/duplicates is no incident.
      if (operation != null && holes < parameters && plain.matches(pattern)) {
        found = operation;
        parameters = holes;
      }
    }
    return Optional.ofNullable(found);
  }
}
