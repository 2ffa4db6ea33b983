package city.chengtu.gis.place;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.coordinate.Geodesy;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.place.Hits.Hit;
import city.chengtu.gis.place.NameScan.Inside;
import city.chengtu.gis.place.Place.How;
import city.chengtu.gis.place.PlaceFields.Role;
import city.chengtu.gis.place.PlaceFields.Used;
import city.chengtu.gis.store.StoredLayers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;

/**
 * Finds places by what people type: a name (湘雅医院), an address by its ranks (开福区湘雅路87号3栋), a road,
 * the crossing of two roads, a grid or component code, a coordinate in any form; in characters,
 * pinyin, initials, mixed, English, and with a mistake or two. Order: exact, then beginning so,
 * then holding all of it, then similar; among these what lies in the district that was named, what
 * is more often meant, what is nearer. Safe for many threads; reads memory, and the database only
 * for crossings and the shape of a named district.
 */
public final class PlaceSearch implements AutoCloseable {
  /** Beyond this many answers nobody reads on. */
  private static final int MOST_RESULTS = 100;

  /** Candidates of which some may not be for the asker. */
  private static final int CANDIDATES = 4 * MOST_RESULTS;

  private static final int MOST_STRETCHES = 2_000;
  private static final int ROADS_TRIED = 5;
  private static final String ROADS = "roads";

  private final Supplier<Map<String, LayerNames>> names;
  private final BiFunction<String, Collection<String>, List<Feature>> features;
  private final NamedAreas areas;
  private final CoordinateText coordinates = new CoordinateText(new CoordinateSystems());
  private final Runnable closing;

  PlaceSearch(
      Supplier<Map<String, LayerNames>> names,
      BiFunction<String, Collection<String>, List<Feature>> features,
      Runnable closing) {
    this.names = names;
    this.features = features;
    this.areas = new NamedAreas(features);
    this.closing = closing;
  }

  /**
   * Begins to read the names and keeps them in step with the layers. Returns at once.
   *
   * @param folder where the names are kept between starts; null for nowhere
   * @param patience how long a search waits for names that are just being read
   */
  public static PlaceSearch open(
      StoredLayers layers, Catalogue catalogue, Path folder, Duration patience) {
    return open(layers, catalogue, folder, patience, NameRoom.ofHeap());
  }

  /**
   * As {@link #open(StoredLayers, Catalogue, Path, Duration)}.
   *
   * @param most entries of all layers together
   */
  static PlaceSearch open(
      StoredLayers layers, Catalogue catalogue, Path folder, Duration patience, long most) {
    PlaceBook book =
        new PlaceBook(layers, catalogue, folder == null ? null : new NamesFile(folder), most);
    book.start();
    return new PlaceSearch(() -> book.current(patience), layers::find, book::close);
  }

  /** Everything, to somebody who sees everything. */
  public List<Place> find(String text, Coordinate near, int limit) {
    return find(text, near, limit, PlaceSight.all());
  }

  /**
   * @param near lon,lat degrees: where the asker looks; null for anywhere
   * @param limit 1 to 100
   * @return best first; empty when nothing is known by that name
   * @throws IllegalArgumentException when the limit is out of range
   * @throws PlacesNotReady when the names are being read for the first time
   */
  public List<Place> find(String text, Coordinate near, int limit, PlaceSight sight) {
    if (limit < 1 || limit > MOST_RESULTS) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST_RESULTS + ": " + limit);
    }
    Map<String, LayerNames> all = names.get();
    Optional<Place> coordinate =
        coordinates.read(text, near == null ? middle(all) : near).map(PlaceSearch::place);
    if (coordinate.isPresent()) {
      return List.of(coordinate.get());
    }
    PlaceQuery query = PlaceQuery.of(text);
    if (query == null) {
      return List.of();
    }
    Map<String, Place> found = new LinkedHashMap<>();
    for (Place crossing : crossings(all, text, near, sight)) {
      found.put(crossing.id() + " " + crossing.lon() + " " + crossing.lat(), crossing);
    }
    for (Hit hit : named(all, query, near, sight)) {
      if (found.size() >= limit) {
        break;
      }
      String key = key(hit);
      if (!found.containsKey(key) && sight.feature(hit.layer().layer(), id(hit))) {
        found.put(key, place(hit, sight));
      }
    }
    return found.isEmpty()
        ? byIdentity(all.values(), text.strip(), sight).stream().limit(limit).toList()
        : found.values().stream().limit(limit).toList();
  }

  /** In layers whose codes are not kept: there the code is often what a feature is called by. */
  private List<Place> byIdentity(Collection<LayerNames> all, String id, PlaceSight sight) {
    List<Place> places = new ArrayList<>();
    for (LayerNames names : all) {
      String layer = names.layer();
      if (names.fields().leavesCodesOut() && sight.layer(layer)) {
        features.apply(layer, List.of(id)).stream()
            .filter(sight::feature)
            .map(feature -> identified(layer, feature))
            .forEach(places::add);
      }
    }
    places.sort(Comparator.comparing(Place::layer));
    return places;
  }

  private static Place identified(String layer, Feature feature) {
    Coordinate at = feature.geometry().getInteriorPoint().getCoordinate();
    String id = feature.id();
    return new Place(
        layer,
        id,
        id,
        "place",
        null,
        at.x,
        at.y,
        new Place.Match("id", id, 0, id.length(), How.EXACT));
  }

  /** Somewhere in the city, for metres without a zone; null when nothing is known. */
  private static Coordinate middle(Map<String, LayerNames> all) {
    for (LayerNames layer :
        all.values().stream().sorted(Comparator.comparing(LayerNames::layer)).toList()) {
      for (NameTable table : layer.tables()) {
        if (table.records() > 0) {
          return new Coordinate(table.lon(table.records() / 2), table.lat(table.records() / 2));
        }
      }
    }
    return null;
  }

  private static Place place(CoordinateText.Spot spot) {
    String name = String.format(Locale.ROOT, "%.6f, %.6f", spot.lon(), spot.lat());
    return new Place(
        null,
        null,
        name,
        "coordinate",
        null,
        spot.lon(),
        spot.lat(),
        new Place.Match("coordinate", spot.how(), 0, spot.how().length(), How.EXACT));
  }

  private List<Hit> named(
      Map<String, LayerNames> all, PlaceQuery query, Coordinate near, PlaceSight sight) {
    List<LayerNames> layers = List.copyOf(all.values());
    NamedAreas.Found area = area(all, query, sight);
    Inside inside = area == null ? null : areas.inside(area.id());
    Hits hits = new Hits(CANDIDATES, near);
    NameScan scan = new NameScan(layers, sight, inside, hits);
    scan.precise(query);
    PlaceQuery rest = area == null ? null : PlaceQuery.of(area.rest());
    if (rest != null && !hits.hasExact()) {
      scan.precise(rest);
    }
    if (!query.words().isEmpty() && !hits.hasExact()) {
      scan.words(query.words());
    }
    if (hits.isEmpty() && !query.houses().isEmpty()) {
      streets(all, query, sight, inside, hits);
    }
    if (hits.isEmpty()) {
      scan.fuzzy(query);
      if (rest != null) {
        scan.fuzzy(rest);
      }
    }
    return hits.best();
  }

  /** The district a text names beside what is looked for in it; null for none. */
  private NamedAreas.Found area(Map<String, LayerNames> all, PlaceQuery query, PlaceSight sight) {
    LayerNames boundaries = all.get(NamedAreas.LAYER);
    if (boundaries == null || !sight.layer(NamedAreas.LAYER)) {
      return null;
    }
    NamedAreas.Found first = areas.atBeginning(boundaries, query.normal());
    if (first != null) {
      return first;
    }
    for (String word : query.spoken()) {
      String id = areas.id(boundaries, word);
      if (id != null && query.spoken().size() > 1) {
        return new NamedAreas.Found(id, query.without(word));
      }
    }
    return null;
  }

  /** No such house: the road it would stand on. */
  private static void streets(
      Map<String, LayerNames> all, PlaceQuery query, PlaceSight sight, Inside inside, Hits hits) {
    List<LayerNames> roads = all.values().stream().filter(l -> l.fields().oneByName()).toList();
    PlaceQuery street = PlaceQuery.of(query.houses().get(0).streetText());
    if (street != null) {
      new NameScan(roads, sight, inside, hits).whole(street.name());
    }
  }

  /** Crossings of two roads, those nearest first. */
  private List<Place> crossings(
      Map<String, LayerNames> all, String text, Coordinate near, PlaceSight sight) {
    LayerNames roads = all.get(ROADS);
    if (roads == null || !sight.layer(ROADS)) {
      return List.of();
    }
    for (RoadPair pair : RoadPair.of(text)) {
      List<String> first = roads(roads, pair.first(), near, sight);
      List<String> second = first.isEmpty() ? List.of() : roads(roads, pair.second(), near, sight);
      for (String a : first) {
        for (String b : second) {
          List<Place> crossings = a.equals(b) ? List.of() : crossings(roads, a, b, near, sight);
          if (!crossings.isEmpty()) {
            return crossings;
          }
        }
      }
    }
    return List.of();
  }

  /** The names of the roads a text may mean, normalised, best first. */
  private static List<String> roads(
      LayerNames roads, String text, Coordinate near, PlaceSight sight) {
    PlaceQuery query = PlaceQuery.of(text);
    if (query == null) {
      return List.of();
    }
    Hits hits = new Hits(ROADS_TRIED, near);
    NameScan scan = new NameScan(List.of(roads), sight, null, hits);
    scan.precise(query);
    if (hits.isEmpty()) {
      scan.fuzzy(query);
    }
    return hits.best().stream()
        .map(hit -> hit.table().entry(hit.record()).texts()[hit.field()])
        .map(PlaceText::normal)
        .distinct()
        .toList();
  }

  private List<Place> crossings(
      LayerNames roads, String a, String b, Coordinate near, PlaceSight sight) {
    List<Feature> first = stretches(roads, a, sight);
    List<Feature> second = stretches(roads, b, sight);
    if (first.isEmpty() || second.isEmpty()) {
      return List.of();
    }
    String name = name(first) + " × " + name(second);
    String id = first.get(0).id() + "," + second.get(0).id();
    List<Coordinate> places = new ArrayList<>(Crossings.of(first, second));
    if (near != null) {
      places.sort(Comparator.comparingDouble(at -> Geodesy.metres(near, at)));
    }
    return places.stream()
        .map(
            at ->
                new Place(
                    ROADS,
                    id,
                    name,
                    "intersection",
                    null,
                    at.x,
                    at.y,
                    new Place.Match("name", name, 0, name.length(), How.EXACT)))
        .toList();
  }

  private static Object name(List<Feature> stretches) {
    return stretches.get(0).properties().get("name");
  }

  private List<Feature> stretches(LayerNames roads, String normal, PlaceSight sight) {
    List<String> ids =
        roads.idsOf(normal, MOST_STRETCHES).stream()
            .filter(id -> sight.feature(ROADS, id))
            .toList();
    return ids.isEmpty() ? List.of() : features.apply(ROADS, ids);
  }

  /** The same feature by two of its names, and a road by two of its stretches, is one answer. */
  private static String key(Hit hit) {
    if (hit.layer().fields().oneByName()) {
      PlaceEntry entry = hit.table().entry(hit.record());
      return hit.layer().layer() + " name " + entry.texts()[hit.field()];
    }
    return hit.layer().layer() + " " + id(hit);
  }

  private static String id(Hit hit) {
    return hit.table().id(hit.record());
  }

  private static Place place(Hit hit, PlaceSight sight) {
    String layer = hit.layer().layer();
    PlaceEntry entry = hit.table().entry(hit.record());
    List<Used> used = hit.layer().fields().used();
    String[] texts = entry.texts().clone();
    for (int i = 0; i < texts.length; i++) {
      if (!sight.field(layer, used.get(i).name())) {
        texts[i] = null;
      }
    }
    String address = first(texts, used, Role.ADDRESS);
    return new Place(
        layer,
        entry.id(),
        shown(texts, used, hit.field(), address),
        entry.kind(),
        address,
        entry.lon(),
        entry.lat(),
        match(hit, used.get(hit.field()), texts[hit.field()]));
  }

  private static String shown(String[] texts, List<Used> used, int field, String address) {
    String name = first(texts, used, Role.NAME);
    if (name == null) {
      name = address;
    }
    if (name == null) {
      String label = first(texts, used, Role.LABEL);
      name = label == null ? texts[field] : label + " " + texts[field];
    }
    return name;
  }

  private static String first(String[] texts, List<Used> used, Role role) {
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null && used.get(i).role() == role) {
        return texts[i];
      }
    }
    return null;
  }

  private static Place.Match match(Hit hit, Used used, String text) {
    int shift = 0;
    if (used.role() == Role.ADDRESS && hit.to() - hit.from() < PlaceText.normal(text).length()) {
      // Houses are found by their street: where that stands in the address.
      String street = PlaceText.normal(AddressParts.of(text).street());
      shift = Math.max(0, PlaceText.normal(text).indexOf(street));
    }
    int[] span = PlaceText.span(text, hit.from() + shift, hit.to() + shift);
    return new Place.Match(used.name(), text, span[0], span[1], hit.how());
  }

  @Override
  public void close() {
    closing.run();
  }
}
