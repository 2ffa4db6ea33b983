package city.chengtu.command.ogc;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.Extents;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/** The layers of the catalogue as collections, as one actor sees them. */
final class Collections {
  private final Catalogue catalogue;
  private final AccessPolicy policy;
  private final Extents extents;

  Collections(Catalogue catalogue, AccessPolicy policy, Extents extents) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.extents = extents;
  }

  /** A layer and what its asker sees of it. */
  record Opened(FeatureSource source, MapSight sight) {
    /** With the fields that show. */
    Layer layer() {
      return sight.layer();
    }
  }

  /**
   * @throws Refusal 404 when there is no such layer, or none for this actor
   */
  Opened open(Actor actor, String id) {
    return find(actor, id).orElseThrow(() -> Refusal.notFound("collection", id));
  }

  /** Empty when there is no such layer, or none for this actor. */
  Optional<Opened> find(Actor actor, String id) {
    return catalogue
        .find(id)
        .map(source -> new Opened(source, new MapSight(policy, actor, source.layer())))
        .filter(opened -> opened.sight().some());
  }

  /** As a part of tiles. */
  TileSet.Drawn drawn(Opened opened) {
    return new TileSet.Drawn(opened, extent(opened).orElse(null));
  }

  /** The layers this actor sees anything of. */
  List<Opened> list(Actor actor) {
    List<Opened> list = new ArrayList<>();
    for (FeatureSource source : catalogue.list()) {
      MapSight sight = new MapSight(policy, actor, source.layer());
      if (sight.some()) {
        list.add(new Opened(source, sight));
      }
    }
    return list;
  }

  JsonObject describe(OgcRequest request, Opened opened) {
    Layer layer = opened.layer();
    Language language = request.language();
    JsonObject json =
        new JsonObject()
            .put("id", layer.id())
            .put("title", language.say(layer.title()))
            .put("description", description(layer, language))
            .put("itemType", "feature")
            .put("crs", new JsonArray(Crs.uris()))
            .put("storageCrs", Crs.CRS84.uri());
    extent(opened)
        .ifPresent(
            e ->
                json.put(
                    "extent",
                    new JsonObject()
                        .put(
                            "spatial",
                            new JsonObject()
                                .put("bbox", new JsonArray().add(box(e)))
                                .put("crs", Crs.CRS84.uri()))));
    return json.put("links", Link.json(links(request, layer)));
  }

  /** Only when all of the layer shows: it would tell where the rest lies. */
  private Optional<Envelope> extent(Opened opened) {
    return opened.sight().all()
        ? extents.find(opened.source().layer().id(), opened.source().version())
        : Optional.empty();
  }

  private static JsonArray box(Envelope e) {
    return new JsonArray().add(e.getMinX()).add(e.getMinY()).add(e.getMaxX()).add(e.getMaxY());
  }

  private static String description(Layer layer, Language language) {
    String owner = layer.origin().owner() + "; " + layer.origin().source();
    String number = layer.origin().approvalNumber();
    return number == null ? owner : owner + language.say("；审图号 ", "; map approval ") + number;
  }

  static List<Link> links(OgcRequest request, Layer layer) {
    Language language = request.language();
    String self = request.collection(layer.id());
    String title = language.say(layer.title());
    String features = language.say("要素", "Features");
    return List.of(
        new Link(self + "?f=json", "self", MediaType.JSON, title),
        new Link(self + "?f=html", "alternate", MediaType.HTML, title),
        new Link(self + "/items?f=json", "items", MediaType.GEOJSON, features),
        new Link(self + "/items?f=html", "items", MediaType.HTML, features),
        new Link(
            self + "/queryables?f=json",
            Link.QUERYABLES,
            MediaType.SCHEMA,
            language.say("可查询字段", "Queryables")),
        new Link(
            self + "/tiles?f=json",
            TileDocuments.VECTOR,
            MediaType.JSON,
            language.say("瓦片集", "Tilesets")),
        new Link(
            self + "/styles?f=json",
            StyleRoutes.STYLES,
            MediaType.JSON,
            language.say("样式", "Styles")),
        new Link(
            self + "/schema?f=json",
            "describedby",
            MediaType.SCHEMA,
            language.say("字段结构", "Schema of the features")));
  }
}
