package city.chengtu.command.loads;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.store.StoredLayers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * What the store itself knows about the city when a file comes in: where the city lies, by its
 * administrative boundaries, and where named things are, by its POI and place names.
 */
public final class CitySurroundings {
  private static final String BOUNDARIES = "boundaries";
  private static final List<String> NAMED = List.of("poi", "places");
  private static final double MARGIN_DEGREES = 0.1;
  private static final int PAGE = 1_000;
  private static final int MOST = 200_000;

  private CitySurroundings() {}

  public static Surroundings of(StoredLayers layers) {
    Envelope city = new Envelope();
    each(layers.get(BOUNDARIES), f -> city.expandToInclude(f.geometry().getEnvelopeInternal()));
    if (!city.isNull()) {
      city.expandBy(MARGIN_DEGREES);
    }
    return new Surroundings(city.isNull() ? null : city, () -> knownPlaces(layers));
  }

  /** Names that only one thing bears. */
  private static Map<String, Coordinate> knownPlaces(StoredLayers layers) {
    Map<String, Coordinate> places = new HashMap<>();
    Set<String> several = new HashSet<>();
    for (String layer : NAMED) {
      each(
          layers.get(layer),
          f -> {
            if (f.properties().get("name") instanceof String name
                && places.put(name, f.geometry().getCentroid().getCoordinate()) != null) {
              several.add(name);
            }
          });
    }
    places.keySet().removeAll(several);
    return places;
  }

  private static void each(FeatureSource source, Consumer<Feature> taker) {
    FeatureQuery query = FeatureQuery.of(source.layer().id()).withLimit(PAGE);
    int read = 0;
    List<Feature> page = source.read(query);
    while (!page.isEmpty() && read < MOST) {
      page.forEach(taker);
      read += page.size();
      page = source.read(query.withAfter(page.get(page.size() - 1).id()));
    }
  }
}
