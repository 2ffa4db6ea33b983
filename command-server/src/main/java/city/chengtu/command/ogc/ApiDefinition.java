package city.chengtu.command.ogc;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The service's OpenAPI 3.0 document, with each layer's own addresses and fields: clients read
 * there how large a page may be and what can be asked for. It holds the layers its reader sees.
 */
final class ApiDefinition {
  private static final List<String> ITEM_PARAMETERS =
      List.of(
          "limit",
          "bbox",
          "bboxCrs",
          "crs",
          "datetime",
          "filter",
          "filterLang",
          "filterCrs",
          "after",
          "f",
          "lang");

  private final OgcRequest request;
  private final Language language;

  ApiDefinition(OgcRequest request) {
    this.request = request;
    this.language = request.language();
  }

  JsonObject document(List<Layer> layers, String version) {
    JsonObject paths = new JsonObject();
    paths.put("/", path("getLandingPage", say("首页", "Landing page"), answer("landing"), true));
    paths.put(
        "/conformance",
        path("getConformance", say("符合的标准", "Conformance classes"), answer("conformance"), true));
    paths.put("/api", path("getApi", say("本文档", "This document"), answer("definition"), true));
    paths.put(
        "/collections", path("getCollections", say("图层", "Layers"), answer("collections"), false));
    layers.forEach(layer -> layer(paths, layer));
    new TileOperations(language).addTo(paths);
    return new JsonObject()
        .put("openapi", "3.0.3")
        .put(
            "info",
            new JsonObject()
                .put("title", Documents.title(language))
                .put("version", version)
                .put(
                    "description",
                    "OGC API – Features, Part 1, 2, 3, 4; OGC API – Tiles, Part 1; OGC API – Styles"))
        .put("servers", new JsonArray().add(new JsonObject().put("url", request.base())))
        .put(
            "tags",
            new JsonArray()
                .add(new JsonObject().put("name", "service"))
                .add(new JsonObject().put("name", "data")))
        .put(
            "security",
            new JsonArray()
                .add(new JsonObject().put("basic", new JsonArray()))
                .add(new JsonObject().put("token", new JsonArray()))
                .add(new JsonObject().put("session", new JsonArray())))
        .put("paths", paths)
        .put("components", components());
  }

  private void layer(JsonObject paths, Layer layer) {
    String name = language.say(layer.title());
    String at = "/collections/" + layer.id();
    String operation = Character.toUpperCase(layer.id().charAt(0)) + layer.id().substring(1);
    paths.put(at, path("describe" + operation, name, answer("collection"), false));
    paths.put(at + "/queryables", path("getQueryables" + operation, name, answer("schema"), false));
    paths.put(at + "/schema", path("getSchema" + operation, name, answer("schema"), false));
    JsonObject items = items(layer, name, operation);
    paths.put(at + "/items", items);
    JsonObject item = path("getItem" + operation, name, answer("feature"), false);
    item.getJsonObject("get")
        .getJsonArray("parameters")
        .add(reference("parameters", "featureId"))
        .add(reference("parameters", "crs"));
    paths.put(at + "/items/{featureId}", item);
    if (!layer.live()) {
      new ApiWrites(language).add(items, item, name, operation);
    }
  }

  private JsonObject items(Layer layer, String name, String operation) {
    JsonArray parameters = new JsonArray();
    ITEM_PARAMETERS.forEach(p -> parameters.add(reference("parameters", p)));
    parameters.add(query(Fields.ID, say("标识", "Identity"), new JsonObject().put("type", "string")));
    for (Field field : layer.fields()) {
      if (!ItemQuery.OWN.contains(field.name()) && !field.name().equals(Fields.ID)) {
        parameters.add(
            query(field.name(), language.say(field.title()), Fields.schema(field, language, true)));
      }
    }
    JsonObject items = path("getItems" + operation, name, answer("features"), false);
    items.getJsonObject("get").put("parameters", parameters);
    return items;
  }

  /**
   * @param open true when nobody needs to sign in
   */
  static JsonObject path(String operation, String summary, JsonObject answer, boolean open) {
    JsonObject get =
        new JsonObject()
            .put("operationId", operation)
            .put("summary", summary)
            .put("tags", new JsonArray().add(open ? "service" : "data"))
            .put(
                "parameters",
                new JsonArray()
                    .add(reference("parameters", "f"))
                    .add(reference("parameters", "lang")))
            .put("responses", responses(answer, open));
    if (open) {
      get.put("security", new JsonArray());
    }
    return new JsonObject().put("get", get);
  }

  private static JsonObject responses(JsonObject answer, boolean open) {
    JsonObject responses = new JsonObject().put("200", answer);
    List<String> refused =
        open
            ? List.of("400", "401", "500", "503")
            : List.of("400", "401", "403", "404", "429", "500", "503");
    refused.forEach(status -> responses.put(status, reference("responses", "Problem")));
    return responses;
  }

  private static JsonObject answer(String schema) {
    String type =
        switch (schema) {
          case "feature", "features" -> MediaType.GEOJSON;
          case "schema" -> MediaType.SCHEMA;
          case "definition" -> MediaType.OPENAPI;
          default -> MediaType.JSON;
        };
    JsonObject content =
        new JsonObject()
            .put(type, new JsonObject().put("schema", reference("schemas", schema)))
            .put(
                MediaType.HTML,
                new JsonObject().put("schema", new JsonObject().put("type", "string")));
    return new JsonObject().put("description", "OK").put("content", content);
  }

  static JsonObject reference(String kind, String name) {
    return new JsonObject().put("$ref", "#/components/" + kind + "/" + name);
  }

  private String say(String zh, String en) {
    return language.say(zh, en);
  }

  private JsonObject components() {
    return new JsonObject()
        .put("parameters", parameters())
        .put(
            "responses",
            new JsonObject()
                .put(
                    "Problem",
                    new JsonObject()
                        .put("description", say("拒绝或失败", "Refused or failed"))
                        .put(
                            "content",
                            new JsonObject()
                                .put(
                                    "application/problem+json",
                                    new JsonObject()
                                        .put("schema", reference("schemas", "problem"))))))
        .put("schemas", ApiSchemas.all())
        .put(
            "securitySchemes",
            new JsonObject()
                .put(
                    "basic",
                    scheme("basic", say("用户名为账号，密码为接口令牌", "account, and a token as password")))
                .put("token", scheme("bearer", say("接口令牌", "a token")))
                .put(
                    "session",
                    new JsonObject()
                        .put("type", "apiKey")
                        .put("in", "cookie")
                        .put("name", "chengtu_session")));
  }

  private static JsonObject scheme(String scheme, String description) {
    return new JsonObject()
        .put("type", "http")
        .put("scheme", scheme)
        .put("description", description);
  }

  private JsonObject parameters() {
    JsonObject crs = new JsonObject().put("type", "string").put("enum", new JsonArray(Crs.uris()));
    return new JsonObject()
        .put("limit", query("limit", say("一页最多的要素数", "most features in a page"), limit()))
        .put("bbox", box())
        .put("bboxCrs", query("bbox-crs", say("bbox 的坐标系", "reference system of bbox"), crs))
        .put("crs", query("crs", say("返回坐标的坐标系", "reference system of the answer"), crs))
        .put(
            "datetime",
            query(
                "datetime",
                say("时刻或区间：读取当时的状态", "instant or interval: the state as of then"),
                new JsonObject().put("type", "string")))
        .put(
            "filter",
            query(
                "filter", say("CQL2 条件", "a CQL2 filter"), new JsonObject().put("type", "string")))
        .put(
            "filterLang",
            query(
                "filter-lang",
                say("filter 的语言", "language of filter"),
                choice("cql2-text", "cql2-json")))
        .put(
            "filterCrs",
            query("filter-crs", say("filter 中坐标的坐标系", "reference system of filter"), crs))
        .put(
            "after",
            query(
                "after",
                say("来自 next 链接", "from a link to the next page"),
                new JsonObject().put("type", "string")))
        .put("f", query("f", say("格式", "form of the answer"), choice("json", "html")))
        .put("lang", query("lang", say("语言", "language"), choice("zh", "en")))
        .put("featureId", inPath("featureId", say("要素标识", "identity of the feature")))
        .mergeIn(new TileOperations(language).parameters());
  }

  static JsonObject inPath(String name, String description) {
    return new JsonObject()
        .put("name", name)
        .put("in", "path")
        .put("required", true)
        .put("description", description)
        .put("schema", new JsonObject().put("type", "string"));
  }

  private static JsonObject limit() {
    return new JsonObject()
        .put("type", "integer")
        .put("minimum", 1)
        .put("maximum", ItemQuery.LARGEST_PAGE)
        .put("default", ItemQuery.PAGE);
  }

  static JsonObject choice(String... values) {
    return new JsonObject().put("type", "string").put("enum", new JsonArray(List.of(values)));
  }

  static JsonObject query(String name, String description, JsonObject schema) {
    return new JsonObject()
        .put("name", name)
        .put("in", "query")
        .put("description", description)
        .put("required", false)
        .put("schema", schema)
        .put("style", "form")
        .put("explode", false);
  }

  /** By the letter of requirement /req/core/fc-bbox-definition. */
  private JsonObject box() {
    JsonObject numbers =
        new JsonObject()
            .put("type", "array")
            .put(
                "oneOf",
                new JsonArray()
                    .add(new JsonObject().put("minItems", 4).put("maxItems", 4))
                    .add(new JsonObject().put("minItems", 6).put("maxItems", 6)))
            .put("items", new JsonObject().put("type", "number"));
    return query("bbox", say("范围", "the box features must meet"), numbers);
  }
}
