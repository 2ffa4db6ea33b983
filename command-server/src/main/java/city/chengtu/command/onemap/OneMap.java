package city.chengtu.command.onemap;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.FeatureJson.Shown;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Theme;
import city.chengtu.gis.place.Place;
import city.chengtu.gis.place.PlaceAt;
import city.chengtu.gis.place.PlaceSearch;
import city.chengtu.gis.place.PlacesNotReady;
import city.chengtu.gis.place.ReversePlaces;
import city.chengtu.gis.tile.Tile;
import city.chengtu.gis.tile.TileAddress;
import city.chengtu.gis.tile.TileCache;
import city.chengtu.gis.tile.TileMaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The one map as one actor sees it: catalogue, features, clicks, tiles. Whatever has a place is
 * asked for here, stored or live. Blocking.
 */
public final class OneMap {
  /** Features looked at for one page when most of them must not be shown. */
  private static final int MOST_LOOKED_AT = 20_000;

  /** Features read at once for a click. */
  private static final int STEP = 2_000;

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Catalogue catalogue;
  private final AccessPolicy policy;
  private final Journal journal;
  private final Extents extents;
  private final TileCache tiles;
  private final TileMaker maker;
  private final PlaceSearch places;

  /**
   * @param tiles keeps the tiles of now
   * @param maker makes the tiles of past moments, which are not kept
   */
  public OneMap(
      Catalogue catalogue,
      AccessPolicy policy,
      Journal journal,
      Extents extents,
      TileCache tiles,
      TileMaker maker,
      PlaceSearch places) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.journal = journal;
    this.extents = extents;
    this.tiles = tiles;
    this.maker = maker;
    this.places = places;
  }

  /** The branches of the layer tree, in their order. */
  public List<Theme> themes() {
    return catalogue.themes();
  }

  /** The layers this actor sees anything of, lowest in drawing order first. */
  public List<LayerCard> layers(Actor actor) {
    List<LayerCard> cards = new ArrayList<>();
    for (FeatureSource source : catalogue.list()) {
      MapSight sight = new MapSight(policy, actor, source.layer());
      if (sight.some()) {
        cards.add(card(source, sight));
      }
    }
    return cards;
  }

  /**
   * @throws Refusal 404 when there is no such layer, or none for this actor
   */
  LayerCard layer(Actor actor, String id) {
    FeatureSource source = source(id);
    return card(source, sight(actor, source));
  }

  /** A layer as the catalogue lists it to whom the sight is of. */
  public LayerCard card(FeatureSource source, MapSight sight) {
    long version = source.version();
    return new LayerCard(
        sight.layer(),
        sight.all() ? source.count() : null,
        version,
        sight.all()
            ? extents.find(source.layer().id(), version).map(LayerCard::box).orElse(null)
            : null,
        null);
  }

  private FeatureSource source(String id) {
    return catalogue.find(id).orElseThrow(() -> Refusal.notFound("layer", id));
  }

  private MapSight sight(Actor actor, FeatureSource source) {
    MapSight sight = new MapSight(policy, actor, source.layer());
    if (!sight.some()) {
      throw Refusal.notFound("layer", source.layer().id());
    }
    return sight;
  }

  /**
   * @param next where the next page begins; null at the end
   * @param position journal position it is true at; empty for a stored layer
   */
  record Page(List<Shown> features, String next, OptionalLong position) {}

  /**
   * Features in order of id that truly meet the box. A page may be short, even empty, and yet have
   * a next one.
   *
   * @param after the last id of the page before, or null
   */
  Page features(
      Actor actor, String layer, Optional<Envelope> box, Instant at, int limit, String after) {
    FeatureSource source = source(layer);
    MapSight sight = sight(actor, source);
    OptionalLong position = position(source);
    Geometry area = box.map(FACTORY::toGeometry).orElse(null);
    List<Shown> shown = new ArrayList<>();
    String from = after;
    int step = limit + 1;
    for (int looked = 0; looked < MOST_LOOKED_AT; looked += step) {
      List<Feature> rows =
          source.read(
              FeatureQuery.of(layer)
                  .within(box.orElse(null))
                  .asOf(at)
                  .withLimit(step)
                  .withAfter(from));
      for (Feature feature : rows) {
        if (shown.size() == limit) {
          return new Page(shown, from, position);
        }
        from = feature.id();
        if (sight.shows(feature) && (area == null || area.intersects(feature.geometry()))) {
          shown.add(new Shown(feature, sight.properties(feature), null));
        }
      }
      if (rows.size() < step) {
        return new Page(shown, null, position);
      }
    }
    return new Page(shown, from, position);
  }

  /**
   * One feature as it is now.
   *
   * @throws Refusal 404 when there is none such, or none for this actor
   */
  Page feature(Actor actor, String layer, String id) {
    FeatureSource source = source(layer);
    MapSight sight = sight(actor, source);
    OptionalLong position = position(source);
    Feature feature =
        source.find(id).filter(sight::shows).orElseThrow(() -> Refusal.notFound("feature", id));
    return new Page(List.of(new Shown(feature, sight.properties(feature), null)), null, position);
  }

  /** The position is read before the rows: what comes between is told twice, never lost. */
  private OptionalLong position(FeatureSource source) {
    return source.layer().live() ? OptionalLong.of(journal.position()) : OptionalLong.empty();
  }

  /**
   * What lies within so many metres of a point, nearest first.
   *
   * @throws Refusal 422 when the layer is too dense there to look at everything
   */
  Page around(
      Actor actor, String layer, double lon, double lat, double metres, Instant at, int limit) {
    FeatureSource source = source(layer);
    MapSight sight = sight(actor, source);
    OptionalLong position = position(source);
    Nearby nearby = new Nearby(lon, lat);
    FeatureQuery query = FeatureQuery.of(layer).within(nearby.box(metres)).asOf(at).withLimit(STEP);
    List<Shown> found = new ArrayList<>();
    int looked = 0;
    for (List<Feature> rows = source.read(query);
        !rows.isEmpty();
        rows = rows.size() < STEP ? List.of() : source.read(query)) {
      looked += rows.size();
      if (looked > MOST_LOOKED_AT) {
        throw Refusal.of(422, "too-many", "too many features there; ask with a smaller tolerance");
      }
      for (Feature feature : rows) {
        double distance = nearby.metres(feature.geometry());
        if (distance <= metres && sight.shows(feature)) {
          found.add(new Shown(feature, sight.properties(feature), distance));
        }
      }
      query = query.withAfter(rows.get(rows.size() - 1).id());
    }
    List<Shown> nearest =
        found.stream()
            .sorted(
                Comparator.comparingDouble(Shown::distance)
                    .thenComparing(shown -> shown.feature().id()))
            .limit(limit)
            .toList();
    return new Page(nearest, null, position);
  }

  /**
   * @param position journal position it is true at; empty for a stored layer
   */
  record Drawn(Tile tile, OptionalLong position) {}

  /**
   * @param at a past moment, or null for now
   */
  Drawn tile(Actor actor, String layer, TileAddress address, Instant at) {
    FeatureSource source = source(layer);
    MapSight sight = sight(actor, source);
    OptionalLong position = position(source);
    Tile tile =
        at == null
            ? tiles.get(layer, address, sight.tiles())
            : maker.make(source, address, sight.tiles(), at);
    return new Drawn(tile, position);
  }

  /**
   * Places by what people call them, best first, of what this actor sees.
   *
   * @param near where the asker looks, or null
   * @throws Refusal 503 when the names are being read for the first time
   */
  List<Place> places(Actor actor, String text, Coordinate near, int limit) {
    try {
      return places.find(text, near, limit, new ActorPlaces(policy, catalogue, actor));
    } catch (PlacesNotReady e) {
      throw Refusal.of(503, "places-not-ready", "the names of places are being read; ask again");
    }
  }

  /**
   * What a point is called, of what this actor sees: the next door plate or place, divisions, grid.
   */
  PlaceAt placeAt(Actor actor, double lon, double lat) {
    return new ReversePlaces(catalogue).at(lon, lat, new ActorPlaces(policy, catalogue, actor));
  }
}
