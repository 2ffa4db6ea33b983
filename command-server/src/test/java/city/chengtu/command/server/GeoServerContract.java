package city.chengtu.command.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contract of GeoServer's REST interface as its manual writes it (2.2x, docs.geoserver.org,
 * user manual, "REST"): what is sent, which status comes back, what JSON looks like. One workspace
 * knows one data store. Pages: rest/api/workspaces, rest/api/datastores, rest/api/featuretypes,
 * rest/api/styles, rest/api/layers, rest/api/accesscontrol, rest/api/reload.
 */
final class GeoServerContract implements AutoCloseable {
  private static final String AUTHORIZATION =
      "Basic " + Base64.getEncoder().encodeToString("admin:geo".getBytes(StandardCharsets.UTF_8));
  private static final Pattern STORE =
      Pattern.compile("/workspaces/([^/]+)/datastores/([^/.]+)(?:\\.json)?");
  private static final Pattern TYPES =
      Pattern.compile("/workspaces/([^/]+)/datastores/([^/]+)/featuretypes(?:\\.json)?");
  private static final Pattern TYPE =
      Pattern.compile("/workspaces/([^/]+)/datastores/([^/]+)/featuretypes/([^/.]+)(?:\\.json)?");
  private static final Pattern STYLE =
      Pattern.compile("/workspaces/([^/]+)/styles/([^/.]+)(?:\\.sld)?");
  private static final Pattern LAYER = Pattern.compile("/layers/([^/:]+):([^/.]+)(?:\\.json)?");
  private static final Pattern RULE = Pattern.compile("/security/acl/layers/(.+)");

  private final HttpServer server;
  final Map<String, JsonObject> stores = new TreeMap<>();
  final Map<String, JsonObject> types = new TreeMap<>();
  final Map<String, String> styles = new TreeMap<>();
  final Map<String, String> defaults = new TreeMap<>();
  final Map<String, String> rules = new TreeMap<>(Map.of("*.*.r", "*", "*.*.w", "ADMIN"));
  final List<String> workspaces = new ArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();

  /** Whether a table can be read by the store's connection. */
  Predicate<JsonObject> readable = type -> true;

  /** The write with this number fails; 0 for none. */
  final AtomicInteger failAt = new AtomicInteger();

  volatile boolean down;

  private record Reply(int status, String type, String body) {
    static Reply of(int status) {
      return new Reply(status, "text/plain", "");
    }

    static Reply json(JsonObject json) {
      return new Reply(200, "application/json", json.encode());
    }
  }

  GeoServerContract() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/geoserver";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().replaceFirst("^/geoserver/rest", "");
    String query = exchange.getRequestURI().getRawQuery();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Reply reply;
    synchronized (this) {
      reply = reply(exchange, path, query == null ? "" : query, body);
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Reply reply(HttpExchange exchange, String path, String query, String body) {
    String method = exchange.getRequestMethod();
    log.add(method + " " + path);
    if (down) {
      return Reply.of(503);
    }
    if (!AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return Reply.of(401);
    }
    if (!method.equals("GET") && failAt.get() > 0 && failAt.decrementAndGet() == 0) {
      return new Reply(500, "text/plain", "java.lang.NullPointerException");
    }
    Matcher store = STORE.matcher(path);
    if (store.matches()) {
      return store(method, store.group(1), body);
    }
    if (TYPES.matcher(path).matches()) {
      return types(method, body);
    }
    Matcher type = TYPE.matcher(path);
    if (type.matches()) {
      return type(method, type.group(3), query, body);
    }
    Matcher style = STYLE.matcher(path);
    if (style.matches()) {
      return style(method, style.group(2), query, body);
    }
    Matcher layer = LAYER.matcher(path);
    if (layer.matches()) {
      return layer(method, layer.group(2), body);
    }
    Matcher rule = RULE.matcher(path);
    if (rule.matches()) {
      return rules.remove(URLDecoder.decode(rule.group(1), StandardCharsets.UTF_8)) == null
          ? Reply.of(404)
          : Reply.of(200);
    }
    return others(method, path, query, body);
  }

  private Reply others(String method, String path, String query, String body) {
    if (path.equals("/workspaces") && method.equals("POST")) {
      String name = new JsonObject(body).getJsonObject("workspace").getString("name");
      if (workspaces.contains(name)) {
        return Reply.of(409); // rest/api/workspaces: "POST a workspace that exists"
      }
      workspaces.add(name);
      return Reply.of(201);
    }
    Matcher named = Pattern.compile("/workspaces/([^/.]+)\\.json").matcher(path);
    if (named.matches()) {
      return workspaces.contains(named.group(1))
          ? Reply.json(
              new JsonObject().put("workspace", new JsonObject().put("name", named.group(1))))
          : Reply.of(404);
    }
    if (path.endsWith("/datastores") && method.equals("POST")) {
      JsonObject store = new JsonObject(body).getJsonObject("dataStore");
      if (stores.putIfAbsent(store.getString("name"), store) != null) {
        return new Reply(500, "text/plain", "Store already exists in workspace");
      }
      return Reply.of(201);
    }
    if (path.endsWith("/styles") && method.equals("POST")) {
      String name = query.replaceFirst(".*name=([^&]+).*", "$1");
      if (styles.putIfAbsent(name, body) != null) {
        return Reply.of(403); // rest/api/styles: "POST with a name that exists"
      }
      return Reply.of(201);
    }
    if (path.equals("/security/acl/layers.json")) {
      return acl(method, body);
    }
    return path.equals("/reset") ? Reply.of(200) : Reply.of(404);
  }

  /** rest/api/datastores; passwords come back encrypted. */
  private Reply store(String method, String workspace, String body) {
    JsonObject store = stores.get("chengtu");
    if (!workspaces.contains(workspace) || store == null) {
      return Reply.of(404);
    }
    if (method.equals("PUT")) {
      stores.put("chengtu", new JsonObject(body).getJsonObject("dataStore"));
      return Reply.of(200);
    }
    JsonObject shown = store.copy();
    shown
        .getJsonObject("connectionParameters")
        .getJsonArray("entry")
        .forEach(
            e -> {
              if (((JsonObject) e).getString("@key").equals("passwd")) {
                ((JsonObject) e).put("$", "crypt1:abcd");
              }
            });
    return Reply.json(new JsonObject().put("dataStore", shown));
  }

  /** rest/api/featuretypes; a new one makes a layer. */
  private Reply types(String method, String body) {
    if (!stores.containsKey("chengtu")) {
      return Reply.of(404);
    }
    if (method.equals("POST")) {
      JsonObject type = new JsonObject(body).getJsonObject("featureType");
      String name = type.getString("name");
      if (types.containsKey(name)) {
        return new Reply(
            500, "text/plain", "Resource named '" + name + "' already exists in store");
      }
      if (!readable.test(type)) {
        return new Reply(
            400,
            "text/plain",
            "Trying to create new feature type inside the store, but no attributes");
      }
      types.put(name, type);
      defaults.put(name, "generic");
      return Reply.of(201);
    }
    JsonArray list = new JsonArray();
    types.keySet().forEach(name -> list.add(new JsonObject().put("name", name).put("href", "…")));
    return Reply.json(
        new JsonObject()
            .put("featureTypes", list.isEmpty() ? "" : new JsonObject().put("featureType", list)));
  }

  private Reply type(String method, String name, String query, String body) {
    JsonObject type = types.get(name);
    if (type == null) {
      return Reply.of(404);
    }
    if (method.equals("PUT")) {
      JsonObject changed = new JsonObject(body).getJsonObject("featureType");
      if (!readable.test(changed)) {
        return Reply.of(400);
      }
      type.mergeIn(changed);
      return Reply.of(200);
    }
    if (method.equals("DELETE")) {
      if (!query.contains("recurse=true")) {
        return Reply.of(403); // layers refer to it
      }
      types.remove(name);
      defaults.remove(name);
      return Reply.of(200);
    }
    return Reply.json(new JsonObject().put("featureType", type));
  }

  /** rest/api/styles. */
  private Reply style(String method, String name, String query, String body) {
    if (!styles.containsKey(name)) {
      return Reply.of(404);
    }
    switch (method) {
      case "PUT" -> styles.put(name, body);
      case "DELETE" -> {
        if (defaults.containsValue("chengtu:" + name) && !query.contains("recurse=true")) {
          return Reply.of(403);
        }
        styles.remove(name);
      }
      default -> {
        return new Reply(200, "application/vnd.ogc.sld+xml", styles.get(name));
      }
    }
    return Reply.of(200);
  }

  /** rest/api/layers. */
  private Reply layer(String method, String name, String body) {
    if (!defaults.containsKey(name)) {
      return Reply.of(404);
    }
    if (method.equals("PUT")) {
      JsonObject style = new JsonObject(body).getJsonObject("layer").getJsonObject("defaultStyle");
      if (!styles.containsKey(style.getString("name"))) {
        return Reply.of(500);
      }
      defaults.put(name, style.getString("workspace") + ":" + style.getString("name"));
      return Reply.of(200);
    }
    return Reply.json(
        new JsonObject()
            .put(
                "layer",
                new JsonObject()
                    .put("name", name)
                    .put("defaultStyle", new JsonObject().put("name", defaults.get(name)))));
  }

  /** rest/api/accesscontrol: POST of a rule that is there, PUT of one that is not: 409. */
  private Reply acl(String method, String body) {
    if (method.equals("GET")) {
      JsonObject all = new JsonObject();
      rules.forEach(all::put);
      return Reply.json(all);
    }
    JsonObject given = new JsonObject(body);
    boolean conflict =
        given.fieldNames().stream().anyMatch(r -> rules.containsKey(r) == method.equals("POST"));
    if (conflict) {
      return Reply.of(409);
    }
    given.forEach(e -> rules.put(e.getKey(), (String) e.getValue()));
    return Reply.of(200);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
