package city.chengtu.command.ogc;

import city.chengtu.command.ogc.Collections.Opened;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The documents about the service and its collections, as JSON. */
final class Documents {
  private final Collections collections;

  Documents(Collections collections) {
    this.collections = collections;
  }

  JsonObject landing(OgcRequest request) {
    Language language = request.language();
    List<Link> links = new ArrayList<>(request.forms(MediaType.JSON));
    links.add(
        new Link(
            request.at("/api?f=json"),
            "service-desc",
            MediaType.OPENAPI,
            language.say("接口定义", "The API's definition")));
    links.add(
        new Link(
            request.at("/api?f=html"),
            "service-doc",
            MediaType.HTML,
            language.say("接口说明", "The API's documentation")));
    links.add(
        new Link(
            request.at("/conformance"),
            "conformance",
            MediaType.JSON,
            language.say("符合的标准", "Conformance")));
    links.add(
        new Link(request.at("/collections"), "data", MediaType.JSON, language.say("图层", "Layers")));
    links.add(
        new Link(
            request.at("/tiles?f=json"),
            TileDocuments.VECTOR,
            MediaType.JSON,
            language.say("瓦片集", "Tilesets")));
    links.add(
        new Link(
            request.at("/tileMatrixSets?f=json"),
            TileDocuments.SCHEMES,
            MediaType.JSON,
            language.say("瓦片矩阵集", "Tile matrix sets")));
    links.add(
        new Link(
            request.at("/styles?f=json"),
            StyleRoutes.STYLES,
            MediaType.JSON,
            language.say("样式", "Styles")));
    return new JsonObject()
        .put("title", title(language))
        .put(
            "description",
            language.say(
                "城图一张图的全部图层，按 OGC API – Features、Tiles、Styles 提供。",
                "All layers of Chengtu's one map, by OGC API – Features, Tiles and Styles."))
        .put("links", Link.json(links));
  }

  static String title(Language language) {
    return language.say("城图 OGC 服务", "Chengtu OGC services");
  }

  JsonObject conformance() {
    return new JsonObject().put("conformsTo", new JsonArray(Conformance.CLASSES));
  }

  JsonObject collections(OgcRequest request, List<Opened> opened) {
    JsonArray list = new JsonArray();
    opened.forEach(o -> list.add(collections.describe(request, o)));
    return new JsonObject()
        .put("links", Link.json(request.forms(MediaType.JSON)))
        .put("collections", list);
  }

  JsonObject collection(OgcRequest request, Opened opened) {
    return collections.describe(request, opened);
  }
}
