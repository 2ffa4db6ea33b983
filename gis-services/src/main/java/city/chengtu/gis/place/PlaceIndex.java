package city.chengtu.gis.place;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/** Keeps the names that can be searched in step with the layers they come from. */
final class PlaceIndex {
  private static final int PAGE = 5_000;

  /** When more than one feature in this many has changed, starting anew is quicker. */
  private static final int REBUILD_SHARE = 5;

  /** Field that says what the feature is; a fixed word where the layer has none. */
  private static final Map<String, String> KIND_FIELD =
      Map.of("places", "kind", "poi", "kind", "boundaries", "level");

  private static final Map<String, String> FIXED_KIND =
      Map.of("roads", "road", "buildings", "address");
  private static final Set<String> LAYERS =
      Set.of("places", "poi", "boundaries", "roads", "buildings");

  private final SpatialDatabase database;
  private final StoredLayers layers;

  PlaceIndex(SpatialDatabase database, StoredLayers layers) {
    this.database = database;
    this.layers = layers;
  }

  void refreshAll() {
    LAYERS.stream().sorted().forEach(this::refresh);
  }

  /** Brings the names of one layer up to date; nothing to do for layers without names. */
  void refresh(String layer) {
    if (!LAYERS.contains(layer)) {
      return;
    }
    FeatureSource source = layers.get(layer);
    database
        .jdbi()
        .useTransaction(
            handle -> {
              long version = source.version();
              long indexed = PlaceTable.lock(handle, layer);
              if (version > indexed) {
                update(handle, source, indexed);
                PlaceTable.indexed(handle, layer, version);
              }
            });
  }

  private void update(Handle handle, FeatureSource source, long indexed) {
    String layer = source.layer().id();
    List<String> touched = indexed == 0 ? List.of() : layers.touchedSince(layer, indexed);
    if (indexed > 0 && touched.size() * (long) REBUILD_SHARE < source.count()) {
      for (int i = 0; i < touched.size(); i += PAGE) {
        List<String> ids = touched.subList(i, Math.min(touched.size(), i + PAGE));
        PlaceTable.delete(handle, layer, ids);
        add(handle, layers.find(layer, ids));
      }
      return;
    }
    PlaceTable.deleteAll(handle, layer);
    FeatureQuery query = FeatureQuery.of(layer).withLimit(PAGE);
    for (List<Feature> page = source.read(query); !page.isEmpty(); page = source.read(query)) {
      add(handle, page);
      query = query.withAfter(page.get(page.size() - 1).id());
    }
  }

  private static void add(Handle handle, List<Feature> features) {
    List<PlaceTable.Entry> entries = new ArrayList<>();
    features.forEach(feature -> enter(feature, entries));
    PlaceTable.insert(handle, entries);
  }

  private static void enter(Feature feature, List<PlaceTable.Entry> entries) {
    String name = text(feature, "name");
    String address = text(feature, "address");
    String shown = name == null ? address : name;
    if (shown == null) {
      return;
    }
    Coordinate at = at(feature);
    Place place =
        new Place(feature.layer(), feature.id(), shown, kind(feature), address, at.x, at.y);
    enter(place, name, true, entries);
    enter(place, address, false, entries);
  }

  private static void enter(
      Place place, String typed, boolean withWords, List<PlaceTable.Entry> entries) {
    String normal = typed == null ? "" : PlaceText.normal(typed);
    if (!normal.isEmpty()) {
      entries.add(new PlaceTable.Entry(place, normal, withWords));
    }
  }

  private static String kind(Feature feature) {
    String field = KIND_FIELD.get(feature.layer());
    String kind = field == null ? null : text(feature, field);
    return kind == null ? FIXED_KIND.getOrDefault(feature.layer(), "place") : kind;
  }

  /** On a line its middle vertex, on an area a point inside. */
  private static Coordinate at(Feature feature) {
    if (feature.geometry() instanceof LineString line) {
      return line.getCoordinateN(line.getNumPoints() / 2);
    }
    return feature.geometry().getInteriorPoint().getCoordinate();
  }

  private static String text(Feature feature, String field) {
    return feature.properties().get(field) instanceof String text && !text.isBlank() ? text : null;
  }
}
