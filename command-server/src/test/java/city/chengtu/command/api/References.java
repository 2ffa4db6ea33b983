package city.chengtu.command.api;

import io.vertx.core.json.JsonObject;

/** References inside one JSON document. */
final class References {
  private References() {}

  /** What {@code #/a/b} means in the document; null when it leads nowhere. */
  static Object find(JsonObject document, String reference) {
    if (!reference.startsWith("#/")) {
      return null;
    }
    Object node = document;
    for (String step : reference.substring(2).split("/", -1)) {
      node =
          node instanceof JsonObject object
              ? object.getValue(step.replace("~1", "/").replace("~0", "~"))
              : null;
    }
    return node;
  }
}
