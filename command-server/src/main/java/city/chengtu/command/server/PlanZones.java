package city.chengtu.command.server;

import city.chengtu.command.incidents.Place;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/** The planning zones a place lies in, by id and by kind: what plans say where they apply. */
final class PlanZones implements Function<Place, Set<String>> {
  private static final String LAYER = "plan_zones";
  private static final int MOST = 100;
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private final Catalogue catalogue;

  PlanZones(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Set<String> apply(Place place) {
    Point point = FACTORY.createPoint(new Coordinate(place.lon(), place.lat()));
    Set<String> zones = new HashSet<>();
    for (Feature zone :
        catalogue
            .get(LAYER)
            .read(FeatureQuery.of(LAYER).within(point.getEnvelopeInternal()).withLimit(MOST))) {
      if (zone.geometry().covers(point)) {
        zones.add(zone.id());
        Object kind = zone.properties().get("kind");
        if (kind != null) {
          zones.add(kind.toString());
        }
      }
    }
    return zones;
  }
}
