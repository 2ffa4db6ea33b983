package city.chengtu.command.ogc;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.ogc.Collections.Opened;
import city.chengtu.command.onemap.TileAnswer;
import city.chengtu.gis.tile.Tile;
import city.chengtu.gis.tile.TileAddress;
import city.chengtu.gis.tile.TileCache;
import city.chengtu.gis.tile.TileView;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OGC API – Tiles: vector tiles of each layer, and of several at once, on each tile matrix set. A
 * tile is made and kept as those of the console are, so both are the same bytes.
 */
final class TileRoutes {
  private static final Moment NOW = new Moment(null, null);
  private static final String LAYER = "layer.read";
  private static final String CATALOGUE = "catalogue.read";
  private static final String DATASET = "/tiles";
  private static final Set<String> FORMS = Set.of("f", "lang");
  private static final Set<String> ONE_LAYER = Set.of("f", "lang", "datetime");
  private static final Set<String> MANY = Set.of("f", "lang", "datetime", "collections");

  /** A tile of several layers is no larger: it would not be drawn in time either. */
  private static final int LARGEST = 16 << 20;

  private final Api api;
  private final Collections collections;
  private final TileCache tiles;
  private final Clock clock;

  TileRoutes(Api api, Collections collections, TileCache tiles, Clock clock) {
    this.api = api;
    this.collections = collections;
    this.tiles = tiles;
    this.clock = clock;
  }

  void mount(Mount mount) {
    mount.get("/ogc/tileMatrixSets", "ogcTileMatrixSets", this::matrixSets);
    mount.get("/ogc/tileMatrixSets/:set", "ogcTileMatrixSet", this::matrixSet);
    mount.get("/ogc/tiles", "ogcTilesets", this::list);
    mount.get("/ogc/tiles/:set", "ogcTileset", this::tileset, "tilejson");
    mount.get("/ogc/tiles/:set/:matrix/:row/:column", "ogcTile", this::tile, "mvt");
    String layer = "/ogc/collections/:collection/tiles";
    mount.get(layer, "ogcLayerTilesets", this::list);
    mount.get(layer + "/:set", "ogcLayerTileset", this::tileset, "tilejson");
    mount.get(layer + "/:set/:matrix/:row/:column", "ogcLayerTile", this::tile, "mvt");
  }

  private Object matrixSets(OgcRequest request) {
    request.parameters().checkKnown(FORMS);
    return request.document(
        MediaType.JSON,
        new TileDocuments(request).matrixSets(),
        request.language().say("瓦片矩阵集", "Tile matrix sets"));
  }

  private Object matrixSet(OgcRequest request) {
    request.parameters().checkKnown(FORMS);
    TileMatrixSet set = matrices(request);
    return request.document(
        MediaType.JSON, set.definition(TileDocuments.own(request, set)), set.title());
  }

  private static TileMatrixSet matrices(OgcRequest request) {
    String id = request.call().path("set");
    return TileMatrixSet.find(id).orElseThrow(() -> Refusal.notFound("tile-matrix-set", id));
  }

  /** What is asked for: one layer or several, and from which moment. */
  private record Asked(
      String at, List<TileSet.Drawn> layers, Map<String, String> kept, Moment time) {
    TileSet on(TileMatrixSet matrices) {
      return new TileSet(matrices, layers);
    }
  }

  private Asked asked(OgcRequest request) {
    String layer = request.call().path("collection");
    request.parameters().checkKnown(layer == null ? MANY : ONE_LAYER);
    Moment time =
        request.parameters().text("datetime").map(t -> Moment.read(t, clock.instant())).orElse(NOW);
    Map<String, String> kept = new LinkedHashMap<>(request.parameters().copy());
    kept.keySet().retainAll(Set.of("datetime", "collections"));
    if (layer != null) {
      Opened opened = collections.open(request.call().actor(), layer);
      return new Asked(
          "/collections/" + layer + "/tiles", List.of(collections.drawn(opened)), kept, time);
    }
    List<Opened> chosen =
        request
            .parameters()
            .text("collections")
            .map(ids -> chosen(request, ids))
            .orElseGet(() -> collections.list(request.call().actor()));
    return new Asked(DATASET, chosen.stream().map(collections::drawn).toList(), kept, time);
  }

  /** In the order they are named: the first lies lowest. */
  private List<Opened> chosen(OgcRequest request, String ids) {
    List<Opened> chosen = new ArrayList<>();
    for (String id : Arrays.stream(ids.split(",", -1)).distinct().toList()) {
      chosen.add(
          collections
              .find(request.call().actor(), id)
              .orElseThrow(
                  () ->
                      Refusal.invalid(
                          "collections",
                          "unknown-collection",
                          "there is no collection '" + id + "'")));
    }
    return chosen;
  }

  private static String title(OgcRequest request, Asked asked) {
    return asked.at().equals(DATASET)
        ? Documents.title(request.language())
        : request.language().say(asked.layers().get(0).layer().title());
  }

  private Object list(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    Asked asked = asked(request);
    List<TileSet> sets = Arrays.stream(TileMatrixSet.values()).map(asked::on).toList();
    String title = title(request, asked);
    return request.document(
        MediaType.JSON,
        new TileDocuments(request).list(asked.at(), sets, asked.kept(), title),
        title + " – " + request.language().say("瓦片集", "Tilesets"));
  }

  private Object tileset(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    TileMatrixSet matrices = matrices(request);
    Asked asked = asked(request);
    String title = title(request, asked);
    TileDocuments documents = new TileDocuments(request);
    if (request.isForm("tilejson")) {
      if (matrices != TileMatrixSet.WEB_MERCATOR) {
        throw Refusal.invalid("f", "unknown-format", "TileJSON is for WebMercatorQuad only");
      }
      JsonObject json = documents.tileJson(asked.at(), asked.on(matrices), asked.kept(), title);
      return request.json(MediaType.JSON, json);
    }
    return request.document(
        MediaType.JSON,
        documents.tileset(asked.at(), asked.on(matrices), asked.kept(), title),
        title + " – " + matrices.id());
  }

  private Answer tile(OgcRequest request) {
    api.check(request.call(), LAYER);
    TileMatrixSet matrices = matrices(request);
    Asked asked = asked(request);
    TileSet set = asked.on(matrices);
    TileAddress address =
        set.address(
            request.call().path("matrix"),
            request.call().path("row"),
            request.call().path("column"));
    List<Tile> parts = new ArrayList<>();
    long size = 0;
    for (TileSet.Drawn drawn : set.at(address.z())) {
      Tile part = part(drawn, address, asked.time());
      size += part.size();
      if (size > LARGEST) {
        throw Refusal.of(422, "too-large", "the tile is too large: name fewer collections");
      }
      parts.add(part);
    }
    Map<String, String> headers = request.headers();
    headers.put("Content-Crs", "<" + matrices.crs().uri() + ">");
    return blank(TileAnswer.of(request.call(), Tile.joined(parts), headers));
  }

  /**
   * A tile with nothing on it: /req/core/tc-error allows 204 or 200 with a blank one, and no bytes
   * are a blank one here. OGC's own test suite counts 200 only.
   */
  private static Answer blank(Answer answer) {
    return answer.status() == 204
        ? Answer.bytes(TileAnswer.MVT, new byte[0], answer.headers())
        : answer;
  }

  private Tile part(TileSet.Drawn drawn, TileAddress address, Moment time) {
    String layer = drawn.layer().id();
    TileView view = drawn.opened().sight().tiles();
    return time.isNow()
        ? tiles.get(layer, address, view)
        : tiles.make(layer, address, view, time::of);
  }
}
