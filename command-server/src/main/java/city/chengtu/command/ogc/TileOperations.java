package city.chengtu.command.ogc;

import city.chengtu.command.onemap.TileAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of tiles and styles in the service's OpenAPI document. Operations end as table 6 of
 * OGC API – Tiles has it.
 */
final class TileOperations {
  private static final String TILE = "/{tileMatrix}/{tileRow}/{tileCol}";

  private final Language language;

  TileOperations(Language language) {
    this.language = language;
  }

  void addTo(JsonObject paths) {
    String sets = language.say("瓦片矩阵集", "Tile matrix sets");
    add(paths, "/tileMatrixSets", "tms.getTileMatrixSetsList", sets, object(MediaType.JSON, true));
    add(
        paths,
        "/tileMatrixSets/{tileMatrixSetId}",
        "tms.getTileMatrixSet",
        sets,
        object(MediaType.JSON, true),
        "tileMatrixSetId");
    tiles(paths, "/tiles", "map.dataset.vector", List.of("datetime", "collections"));
    tiles(
        paths,
        "/collections/{collectionId}/tiles",
        "layer.collection.vector",
        List.of("collectionId", "datetime"));
    String styles = language.say("样式", "Styles");
    add(paths, "/styles", "getStyles", styles, object(MediaType.JSON, true));
    add(
        paths,
        "/styles/{styleId}",
        "getStyle",
        styles,
        object(MediaType.MAPBOX, true),
        "mapStyleId");
    add(
        paths,
        "/collections/{collectionId}/styles",
        "collection.getStyles",
        styles,
        object(MediaType.JSON, true),
        "collectionId");
    JsonObject sheet = object(MediaType.MAPBOX, true);
    sheet.getJsonObject("content").put(MediaType.SLD_10, text()).put(MediaType.SLD_11, text());
    add(
        paths,
        "/collections/{collectionId}/styles/{styleId}",
        "collection.getStyle",
        styles,
        sheet,
        "collectionId",
        "layerStyleId");
  }

  private void tiles(JsonObject paths, String at, String prefix, List<String> parameters) {
    String list = language.say("瓦片集", "Tilesets");
    add(
        paths,
        at,
        prefix + ".getTileSetsList",
        list,
        object(MediaType.JSON, true),
        parameters.toArray(String[]::new));
    String[] withSet = with(parameters, "tileMatrixSetId");
    add(
        paths,
        at + "/{tileMatrixSetId}",
        prefix + ".getTileSet",
        list,
        object(MediaType.JSON, true),
        withSet);
    JsonObject tile = object(TileAnswer.MVT, false);
    tile.getJsonObject("content")
        .put(
            TileAnswer.MVT,
            new JsonObject()
                .put("schema", new JsonObject().put("type", "string").put("format", "binary")));
    String[] withPlace = with(Arrays.asList(withSet), "tileMatrix", "tileRow", "tileCol");
    add(
        paths,
        at + "/{tileMatrixSetId}" + TILE,
        prefix + ".getTile",
        language.say("瓦片", "A tile"),
        tile,
        withPlace);
  }

  private static String[] with(List<String> some, String... more) {
    return Stream.concat(some.stream(), Arrays.stream(more)).toArray(String[]::new);
  }

  private static void add(
      JsonObject paths,
      String path,
      String operation,
      String summary,
      JsonObject answer,
      String... parameters) {
    boolean open = path.startsWith("/tileMatrixSets");
    JsonObject entry = ApiDefinition.path(operation, summary, answer, open);
    JsonObject get = entry.getJsonObject("get");
    JsonArray given = get.getJsonArray("parameters");
    // The forms are not those of other addresses.
    given.remove(0);
    given.add(ApiDefinition.query("f", "f", ApiDefinition.choice(forms(path, operation))));
    for (String parameter : parameters) {
      given.add(ApiDefinition.reference("parameters", parameter));
    }
    paths.put(path, entry);
  }

  private static String[] forms(String path, String operation) {
    if (operation.endsWith("getTile")) {
      return new String[] {"mvt"};
    }
    if (operation.endsWith("getTileSet")) {
      return new String[] {"json", "html", "tilejson"};
    }
    if (operation.endsWith("getStyle")) {
      return path.startsWith("/styles")
          ? new String[] {"mapbox", "html"}
          : new String[] {"mapbox", "sld10", "sld11", "html"};
    }
    return new String[] {"json", "html"};
  }

  private static JsonObject object(String type, boolean html) {
    JsonObject content =
        new JsonObject()
            .put(type, new JsonObject().put("schema", new JsonObject().put("type", "object")));
    if (html) {
      content.put(MediaType.HTML, text());
    }
    return new JsonObject().put("description", "OK").put("content", content);
  }

  private static JsonObject text() {
    return new JsonObject().put("schema", new JsonObject().put("type", "string"));
  }

  /** The parameters that only these addresses have. */
  JsonObject parameters() {
    JsonObject sets = ApiDefinition.inPath("tileMatrixSetId", "tile matrix set");
    sets.put(
        "schema",
        ApiDefinition.choice(
            Arrays.stream(TileMatrixSet.values()).map(TileMatrixSet::id).toArray(String[]::new)));
    return new JsonObject()
        .put("tileMatrixSetId", sets)
        .put("tileMatrix", ApiDefinition.inPath("tileMatrix", language.say("级别", "level")))
        .put("tileRow", ApiDefinition.inPath("tileRow", language.say("行，自北", "row from the north")))
        .put(
            "tileCol",
            ApiDefinition.inPath("tileCol", language.say("列，自西", "column from the west")))
        .put("collectionId", ApiDefinition.inPath("collectionId", language.say("图层", "layer")))
        .put("mapStyleId", ApiDefinition.inPath("styleId", "onemap"))
        .put("layerStyleId", ApiDefinition.inPath("styleId", "default"))
        .put(
            "collections",
            ApiDefinition.query(
                "collections",
                language.say("图层，以逗号分隔", "layers, the lowest first"),
                new JsonObject()
                    .put("type", "array")
                    .put("items", new JsonObject().put("type", "string"))));
  }
}
