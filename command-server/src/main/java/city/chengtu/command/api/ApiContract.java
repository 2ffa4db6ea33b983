package city.chengtu.command.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The API's contract: one OpenAPI 3.1 document, written as one fragment per domain package and put
 * together here. A path, schema or parameter that two fragments define is an error.
 */
public final class ApiContract {
  private static final List<String> MAPS =
      List.of("schemas", "parameters", "responses", "requestBodies", "headers", "securitySchemes");

  private final JsonObject document;

  private ApiContract(JsonObject document) {
    this.document = document;
  }

  /**
   * @param fragments names of the fragments, {@code openapi/<name>.yaml} on the class path; the
   *     first one holds {@code info} and {@code servers}
   */
  public static ApiContract of(List<String> fragments) {
    JsonObject whole = fragment(fragments.get(0));
    for (String name : fragments.subList(1, fragments.size())) {
      JsonObject fragment = fragment(name);
      merge(whole, fragment, "paths", name);
      JsonObject components = child(whole, "components");
      JsonObject more = fragment.getJsonObject("components", new JsonObject());
      MAPS.forEach(map -> merge(components, more, map, name));
    }
    return new ApiContract(whole);
  }

  private static JsonObject fragment(String name) {
    return read("/openapi/" + name + ".yaml");
  }

  /** A YAML document of the class path as JSON; a key given twice is an error. */
  public static JsonObject read(String resource) {
    try (InputStream in = ApiContract.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no such contract fragment: " + resource);
      }
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Map<String, Object> map = new Yaml(new SafeConstructor(options)).load(in);
      return new JsonObject(map).copy();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static void merge(JsonObject whole, JsonObject fragment, String key, String from) {
    JsonObject target = child(whole, key);
    for (Map.Entry<String, Object> entry : fragment.getJsonObject(key, new JsonObject())) {
      if (target.containsKey(entry.getKey())) {
        throw new IllegalStateException(from + ".yaml defines again: " + entry.getKey());
      }
      target.put(entry.getKey(), entry.getValue());
    }
  }

  private static JsonObject child(JsonObject parent, String key) {
    if (!parent.containsKey(key)) {
      parent.put(key, new JsonObject());
    }
    return parent.getJsonObject(key);
  }

  /** The whole document, as served at {@code /openapi.json}. */
  public JsonObject document() {
    return document.copy();
  }

  /**
   * The contract by which requests are checked. Answers and bodies that are not JSON are left out:
   * the library knows neither problem+json nor images, and answers are checked in the tests.
   */
  public Future<OpenAPIContract> forRequests(Vertx vertx) {
    JsonObject slim = document.copy();
    slim.remove("security");
    // The library wants a whole URL; only its path counts.
    slim.getJsonArray("servers").stream()
        .map(JsonObject.class::cast)
        .forEach(server -> server.put("url", "http://localhost" + server.getString("url")));
    for (Map.Entry<String, Object> path : slim.getJsonObject("paths")) {
      for (Map.Entry<String, Object> operation : (JsonObject) path.getValue()) {
        if (operation.getValue() instanceof JsonObject o && o.containsKey("operationId")) {
          slim(o);
        }
      }
    }
    return OpenAPIContract.from(vertx, slim)
        .map(
            contract ->
                new KeptContract(contract, new KeptSchemas(contract.getSchemaRepository())));
  }

  private static void slim(JsonObject operation) {
    operation.remove("security");
    operation.put(
        "responses",
        new JsonObject().put("default", new JsonObject().put("description", "see the document")));
    JsonObject body = operation.getJsonObject("requestBody");
    if (body != null
        && !body.getJsonObject("content", new JsonObject()).containsKey("application/json")) {
      operation.remove("requestBody");
    }
  }
}
