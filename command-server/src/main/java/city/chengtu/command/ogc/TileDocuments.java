package city.chengtu.command.ogc;

import city.chengtu.command.ogc.TileSet.Drawn;
import city.chengtu.command.onemap.TileAnswer;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.tile.TileRange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;

/**
 * The documents about tiles: tile matrix sets, lists of tilesets, a tileset's metadata (OGC
 * 17-083r4) and its TileJSON 3.0.
 */
final class TileDocuments {
  static final String SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";
  static final String VECTOR = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
  private static final String SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

  private final OgcRequest request;
  private final Language language;

  TileDocuments(OgcRequest request) {
    this.request = request;
    this.language = request.language();
  }

  JsonObject matrixSets() {
    JsonArray sets = new JsonArray();
    for (TileMatrixSet set : TileMatrixSet.values()) {
      sets.add(
          new JsonObject()
              .put("id", set.id())
              .put("title", set.title())
              .put("uri", set.uri(own(request, set)))
              .put("crs", set.crs().uri())
              // The standard wants a link "self", OGC's test suite one "item".
              .put("links", Link.json(List.of(scheme(set, "self"), scheme(set, "item")))));
    }
    return new JsonObject()
        .put("tileMatrixSets", sets)
        .put("links", Link.json(request.forms(MediaType.JSON)));
  }

  /** Where a tile matrix set is defined, without the form: so it has one name in every answer. */
  static String own(OgcRequest request, TileMatrixSet set) {
    return request.at("/tileMatrixSets/" + set.id());
  }

  private Link scheme(TileMatrixSet set, String rel) {
    return new Link(
        request.at("/tileMatrixSets/" + set.id() + "?f=json"), rel, MediaType.JSON, set.title());
  }

  /**
   * @param at address of the list, from the landing page on
   * @param kept parameters that the tilesets' addresses keep
   */
  JsonObject list(String at, List<TileSet> sets, Map<String, String> kept, String title) {
    JsonArray list = new JsonArray();
    for (TileSet set : sets) {
      list.add(
          summary(set, title)
              .put(
                  "links",
                  Link.json(
                      List.of(
                          new Link(
                              address(at, set, kept, "json"),
                              "self",
                              MediaType.JSON,
                              set.matrices().title()),
                          scheme(set.matrices(), SCHEME)))));
    }
    return new JsonObject()
        .put("tilesets", list)
        .put("links", Link.json(request.forms(MediaType.JSON)));
  }

  private String address(String at, TileSet set, Map<String, String> kept, String form) {
    return request.at(at + "/" + set.matrices().id()) + query(kept, form);
  }

  private static String query(Map<String, String> kept, String form) {
    Map<String, String> all = new TreeMap<>(kept);
    all.put("f", form);
    return OgcRequest.query(all);
  }

  private JsonObject summary(TileSet set, String title) {
    return new JsonObject()
        .put("title", title + " – " + set.matrices().id())
        .put("tileMatrixSetURI", set.matrices().uri(own(request, set.matrices())))
        .put("dataType", "vector")
        .put("crs", set.matrices().crs().uri());
  }

  /** All about a tileset. */
  JsonObject tileset(String at, TileSet set, Map<String, String> kept, String title) {
    JsonObject json = summary(set, title);
    if (set.box() != null) {
      json.put("boundingBox", box(set.box()));
    }
    JsonArray limits = new JsonArray();
    set.limits().forEach(limit -> limits.add(limit(limit)));
    JsonArray layers = new JsonArray();
    set.layers().forEach(drawn -> layers.add(layer(set, drawn)));
    return json.put("tileMatrixSetLimits", limits)
        .put("layers", layers)
        .put("links", links(at, set, kept));
  }

  private static JsonObject limit(TileRange limit) {
    return new JsonObject()
        .put("tileMatrix", Integer.toString(limit.z()))
        .put("minTileRow", limit.north())
        .put("maxTileRow", limit.south())
        .put("minTileCol", limit.west())
        .put("maxTileCol", limit.east());
  }

  private static JsonObject box(Envelope e) {
    return new JsonObject()
        .put("lowerLeft", new JsonArray().add(e.getMinX()).add(e.getMinY()))
        .put("upperRight", new JsonArray().add(e.getMaxX()).add(e.getMaxY()))
        .put("crs", Crs.CRS84.uri());
  }

  private JsonObject layer(TileSet set, Drawn drawn) {
    Layer layer = drawn.layer();
    JsonObject fields = new JsonObject();
    layer.fields().forEach(f -> fields.put(f.name(), Fields.schema(f, language, false)));
    JsonObject json =
        new JsonObject()
            .put("id", layer.id())
            .put("title", language.say(layer.title()))
            .put("dataType", "vector")
            .put("geometryDimension", dimension(layer))
            .put(
                "propertiesSchema",
                new JsonObject().put("type", "object").put("properties", fields));
    if (layer.origin().approvalNumber() != null) {
      json.put("attribution", layer.origin().approvalNumber());
    }
    if (set.first(layer) <= set.last(layer)) {
      json.put("minTileMatrix", Integer.toString(set.first(layer)))
          .put("maxTileMatrix", Integer.toString(set.last(layer)));
    }
    return drawn.box() == null ? json : json.put("boundingBox", box(drawn.box()));
  }

  private static int dimension(Layer layer) {
    return switch (layer.geometry()) {
      case POINT -> 0;
      case LINE -> 1;
      case POLYGON -> 2;
    };
  }

  private JsonArray links(String at, TileSet set, Map<String, String> kept) {
    List<Link> links = new ArrayList<>(request.forms(MediaType.JSON));
    links.add(scheme(set.matrices(), SCHEME));
    if (set.matrices() == TileMatrixSet.WEB_MERCATOR) {
      links.add(
          new Link(
              address(at, set, kept, "tilejson"), "describedby", MediaType.JSON, "TileJSON 3.0"));
    }
    return Link.json(links)
        .add(
            new Link(
                    template(at, set, kept, "/{tileMatrix}/{tileRow}/{tileCol}"),
                    "item",
                    TileAnswer.MVT,
                    language.say("瓦片", "Tiles"))
                .json()
                .put("templated", true));
  }

  private String template(String at, TileSet set, Map<String, String> kept, String place) {
    return request.at(at + "/" + set.matrices().id()) + place + query(kept, "mvt");
  }

  /** For web maps; its tiles are those of Web Mercator. */
  JsonObject tileJson(String at, TileSet set, Map<String, String> kept, String title) {
    JsonArray layers = new JsonArray();
    for (Drawn drawn : set.layers()) {
      JsonObject fields = new JsonObject();
      for (Field field : drawn.layer().fields()) {
        fields.put(field.name(), language.say(field.title()));
      }
      layers.add(
          new JsonObject()
              .put("id", drawn.layer().id())
              .put("description", language.say(drawn.layer().title()))
              .put("minzoom", set.first(drawn.layer()))
              .put("maxzoom", set.last(drawn.layer()))
              .put("fields", fields));
    }
    List<TileRange> limits = set.limits();
    JsonObject json =
        new JsonObject()
            .put("tilejson", "3.0.0")
            .put("name", title)
            .put("scheme", "xyz")
            .put("tiles", new JsonArray().add(template(at, set, kept, "/{z}/{y}/{x}")))
            .put("minzoom", limits.isEmpty() ? 0 : limits.get(0).z())
            .put("maxzoom", limits.isEmpty() ? 0 : limits.get(limits.size() - 1).z())
            .put("vector_layers", layers);
    Envelope e = set.box();
    return e == null
        ? json
        : json.put(
            "bounds",
            new JsonArray().add(e.getMinX()).add(e.getMinY()).add(e.getMaxX()).add(e.getMaxY()));
  }
}
