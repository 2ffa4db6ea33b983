package city.chengtu.command.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The AsyncAPI document and its house rules. */
final class AsyncApi {
  private final JsonObject document;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  AsyncApi(JsonObject document) {
    this.document = document;
  }

  static AsyncApi served() {
    try (InputStream in =
        Objects.requireNonNull(AsyncApi.class.getResourceAsStream("/asyncapi.yaml"))) {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Map<String, Object> map = new Yaml(new SafeConstructor(options)).load(in);
      return new AsyncApi(new JsonObject(map).copy());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every CloudEvents type that the document names. */
  Set<String> types() {
    Set<String> types = new TreeSet<>();
    collectTypes(document.getJsonObject("components").getJsonObject("schemas"), types);
    return types;
  }

  /** Everything that breaks a rule, with the place; empty for a good document. */
  List<String> faults() {
    require(document.getString("asyncapi", "").startsWith("3."), "asyncapi", "must be 3.x");
    JsonObject info = document.getJsonObject("info", new JsonObject());
    require(
        info.containsKey("title") && info.containsKey("version"),
        "info",
        "needs title and version");
    JsonObject channels = document.getJsonObject("channels", new JsonObject());
    channels.forEach(e -> channel(e.getKey(), (JsonObject) e.getValue()));
    JsonObject operations = document.getJsonObject("operations", new JsonObject());
    operations.forEach(e -> operation(e.getKey(), (JsonObject) e.getValue()));
    channels.forEach(e -> everyMessageFlows(e.getKey(), (JsonObject) e.getValue()));
    JsonObject messages = components("messages");
    messages.forEach(e -> message(e.getKey(), (JsonObject) e.getValue()));
    components("schemas").forEach(e -> schema("schemas/" + e.getKey(), e.getValue()));
    references("", document);
    return faults;
  }

  private JsonObject components(String kind) {
    return document
        .getJsonObject("components", new JsonObject())
        .getJsonObject(kind, new JsonObject());
  }

  private void channel(String name, JsonObject channel) {
    String place = "channels/" + name;
    require(channel.getString("address", "").startsWith("/"), place, "has no address");
    described(place, channel, "title", "description");
    require(
        !channel.getJsonObject("messages", new JsonObject()).isEmpty(), place, "has no messages");
  }

  private void operation(String name, JsonObject operation) {
    String place = "operations/" + name;
    require(
        Set.of("send", "receive").contains(operation.getString("action", "")),
        place,
        "action must be send or receive");
    described(place, operation, "summary");
    messagesOf(place, operation);
    if (operation.containsKey("reply")) {
      messagesOf(place + "/reply", operation.getJsonObject("reply"));
    }
  }

  private void messagesOf(String place, JsonObject operation) {
    String channel = operation.getJsonObject("channel", new JsonObject()).getString("$ref", "?");
    JsonArray messages = operation.getJsonArray("messages", new JsonArray());
    require(!messages.isEmpty(), place, "has no messages");
    for (Object each : messages) {
      String reference = ((JsonObject) each).getString("$ref", "?");
      require(
          reference.startsWith(channel + "/messages/"),
          place,
          "is not of its channel: " + reference);
      used.add(reference);
    }
  }

  private void everyMessageFlows(String name, JsonObject channel) {
    for (String message : channel.getJsonObject("messages", new JsonObject()).fieldNames()) {
      String reference = "#/channels/" + name + "/messages/" + message;
      require(
          used.contains(reference),
          "channels/" + name,
          "no operation sends or receives " + message);
    }
  }

  private void message(String name, JsonObject message) {
    String place = "messages/" + name;
    described(place, message, "name", "title", "summary");
    require(message.containsKey("payload"), place, "has no payload");
  }

  /** Every property of every object says what it is, by words or by a fixed value. */
  private void schema(String place, Object node) {
    if (node instanceof JsonArray array) {
      array.forEach(item -> schema(place, item));
    } else if (node instanceof JsonObject object) {
      if (object.getValue("properties") instanceof JsonObject properties) {
        properties.forEach(e -> property(place + "/" + e.getKey(), (JsonObject) e.getValue()));
      }
      object.forEach(e -> schema(place + "/" + e.getKey(), e.getValue()));
    }
  }

  private void property(String place, JsonObject property) {
    boolean told =
        Set.of("description", "const", "enum", "$ref").stream().anyMatch(property::containsKey)
            || "object".equals(property.getString("type"));
    require(told, place, "has no description");
  }

  private void references(String place, Object node) {
    if (node instanceof JsonObject object) {
      String reference = object.getValue("$ref") instanceof String text ? text : null;
      require(
          reference == null || References.find(document, reference) != null,
          place,
          "leads nowhere: " + reference);
      object.forEach(e -> references(place + "/" + e.getKey(), e.getValue()));
    } else if (node instanceof JsonArray array) {
      array.forEach(item -> references(place, item));
    }
  }

  private static void collectTypes(Object node, Set<String> types) {
    if (node instanceof String text && text.startsWith("city.chengtu.")) {
      types.add(text);
    } else if (node instanceof JsonObject object) {
      object.forEach(e -> collectTypes(e.getValue(), types));
    } else if (node instanceof JsonArray array) {
      array.forEach(item -> collectTypes(item, types));
    }
  }

  private void described(String place, JsonObject object, String... keys) {
    for (String key : keys) {
      require(!object.getString(key, "").isBlank(), place, "has no " + key);
    }
  }

  private void require(boolean holds, String place, String fault) {
    if (!holds) {
      faults.add(place + ": " + fault);
    }
  }
}
