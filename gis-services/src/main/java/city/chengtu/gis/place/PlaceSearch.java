package city.chengtu.gis.place;

import city.chengtu.gis.coordinate.Geodesy;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.locationtech.jts.geom.Coordinate;

/**
 * Finds places by what people say: a name (湘雅医院), an address (芙蓉路388号), a road (芙蓉路) or a crossing
 * (芙蓉路与五一大道). Exact names come before names that begin so, and those before names that merely
 * contain it; among equals the nearest comes first. Calls block on the database. Safe for many
 * threads.
 */
public final class PlaceSearch {
  private static final Pattern ADDRESS =
      Pattern.compile("(.*?\\D)\\d+(?:[-－—]\\d+)?\\s*(?:号|號|no\\.?)?.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern CROSSING =
      Pattern.compile(
          "(.+?)(?:与|和|跟|×|/|&|＆|、|@|\\s+x\\s+|\\s+and\\s+|\\s+at\\s+)(.+?)(?:的?(?:交叉口|交叉路口|十字路口|路口|交汇处|交界处|交会处))?",
          Pattern.CASE_INSENSITIVE);
  private static final int MOST_STRETCHES = 2_000;

  /** Beyond this many answers nobody reads on. */
  private static final int MOST_RESULTS = 100;

  private final SpatialDatabase database;
  private final StoredLayers layers;

  private PlaceSearch(SpatialDatabase database, StoredLayers layers) {
    this.database = database;
    this.layers = layers;
  }

  /** Brings the names up to date and keeps them so with every change of a layer. */
  public static PlaceSearch open(
      SpatialDatabase database, StoredLayers layers, Catalogue catalogue) {
    PlaceIndex index = new PlaceIndex(database, layers);
    index.refreshAll();
    catalogue.onChange((layer, extent) -> index.refresh(layer));
    return new PlaceSearch(database, layers);
  }

  /**
   * @param near lon,lat degrees: where the asker looks; null for anywhere
   * @param limit 1 to 100
   * @return best first; empty when nothing is known by that name
   * @throws IllegalArgumentException when the limit is out of range
   */
  public List<Place> find(String text, Coordinate near, int limit) {
    if (limit < 1 || limit > MOST_RESULTS) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST_RESULTS + ": " + limit);
    }
    String normal = PlaceText.normal(text);
    if (normal.isEmpty()) {
      return List.of();
    }
    PlaceTable.Near from =
        near == null ? new PlaceTable.Near(0, 0) : new PlaceTable.Near(near.x, near.y);
    return database.jdbi().withHandle(handle -> find(handle, text.strip(), normal, from, limit));
  }

  private List<Place> find(
      Handle handle, String text, String normal, PlaceTable.Near near, int limit) {
    Map<String, Place> found = new LinkedHashMap<>();
    crossing(handle, text, near, found);
    named(handle, normal, near, limit, found);
    if (found.isEmpty()) {
      road(handle, text, near, limit, found);
    }
    return found.values().stream().limit(limit).toList();
  }

  private static void named(
      Handle handle, String normal, PlaceTable.Near near, int limit, Map<String, Place> found) {
    String term = PlaceText.term(normal);
    // 芙蓉路388 means 芙蓉路388号 before it means 芙蓉路3880号.
    add(found, PlaceTable.exact(handle, List.of(term, PlaceText.term(normal + "号")), near, limit));
    if (found.size() < limit) {
      add(found, PlaceTable.beginning(handle, term, near, limit));
    }
    if (found.size() < limit && normal.length() > 1) {
      add(found, PlaceTable.containing(handle, term, near, limit));
    }
  }

  /** No such house: the road it would stand on. */
  private static void road(
      Handle handle, String text, PlaceTable.Near near, int limit, Map<String, Place> found) {
    Matcher address = ADDRESS.matcher(text);
    if (address.matches()) {
      String road = PlaceText.normal(address.group(1));
      if (!road.isEmpty()) {
        add(found, PlaceTable.exact(handle, List.of(PlaceText.term(road)), near, limit));
      }
    }
  }

  private void crossing(
      Handle handle, String text, PlaceTable.Near near, Map<String, Place> found) {
    Matcher crossing = CROSSING.matcher(text);
    if (!crossing.matches()) {
      return;
    }
    List<Feature> first = stretches(handle, crossing.group(1));
    List<Feature> second = stretches(handle, crossing.group(2));
    if (first.isEmpty() || second.isEmpty()) {
      return;
    }
    Coordinate from = new Coordinate(near.lon(), near.lat());
    String name =
        first.get(0).properties().get("name") + " × " + second.get(0).properties().get("name");
    String id = first.get(0).id() + "," + second.get(0).id();
    List<Place> places = new ArrayList<>();
    Crossings.of(first, second).stream()
        .sorted(Comparator.comparingDouble(at -> Geodesy.metres(from, at)))
        .forEach(at -> places.add(new Place("roads", id, name, "intersection", null, at.x, at.y)));
    places.forEach(place -> found.put(place.id() + " " + place.lon() + " " + place.lat(), place));
  }

  /** All stretches of the road of this name, or of the first whose name begins so. */
  private List<Feature> stretches(Handle handle, String name) {
    String normal = PlaceText.normal(name);
    if (normal.isEmpty()) {
      return List.of();
    }
    List<String> terms = PlaceTable.roadsBeginning(handle, PlaceText.term(normal));
    return terms.isEmpty()
        ? List.of()
        : layers.find("roads", PlaceTable.stretches(handle, terms.get(0), MOST_STRETCHES));
  }

  private static void add(Map<String, Place> found, List<Place> more) {
    for (Place place : more) {
      found.putIfAbsent(key(place), place);
    }
  }

  /** The same feature by two of its names, and a road by two of its stretches, is one answer. */
  private static String key(Place place) {
    return place.kind().equals("road") ? "road " + place.name() : place.layer() + " " + place.id();
  }
}
