package city.chengtu.command.questions;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.routing.Closures;
import city.chengtu.gis.routing.Reached;
import city.chengtu.gis.routing.RoadNetwork;
import city.chengtu.gis.routing.RoadPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Driving times by road from features to one place, around what is closed now. Times are of the way
 * to the place, as help comes to an incident.
 */
final class RoadReach {
  /** Faster than any way in a city: what is farther than this times the minutes is out of reach. */
  static final double FASTEST = 36;

  /** A feature farther from any road is not reached by road. */
  private static final double MOST_OFF_ROAD = 500;

  private static final String CLOSURES = "closures";
  private static final int MOST_CLOSURES = 1_000;

  private final RoadNetwork.Snapshot network;
  private final Closures closures;
  private final RoadPoint target;

  private RoadReach(RoadNetwork.Snapshot network, Closures closures, RoadPoint target) {
    this.network = network;
    this.closures = closures;
    this.target = target;
  }

  /** Makes reaches of places. */
  static final class Network {
    private final Supplier<Optional<RoadNetwork.Snapshot>> roads;
    private final Catalogue catalogue;

    /**
     * @param roads empty while there is none
     * @param catalogue where the closures in force are
     */
    Network(Supplier<Optional<RoadNetwork.Snapshot>> roads, Catalogue catalogue) {
      this.roads = roads;
      this.catalogue = catalogue;
    }

    /**
     * @throws Refusal 503 while there is no road network, 422 when no open road is near the place
     */
    RoadReach to(double lon, double lat) {
      RoadNetwork.Snapshot network =
          roads
              .get()
              .orElseThrow(
                  () -> Refusal.of(503, "no-roads", "there is no road network, or not yet"));
      Closures closures = network.closures(closed());
      RoadPoint target =
          network
              .nearest(lon, lat, closures)
              .filter(p -> p.metresOff() <= MOST_OFF_ROAD)
              .orElseThrow(
                  () ->
                      Refusal.of(
                          422, "off-road", "no open road within 500 m of " + lon + ", " + lat));
      return new RoadReach(network, closures, target);
    }

    private List<Geometry> closed() {
      Optional<FeatureSource> source = catalogue.find(CLOSURES);
      return source
          .map(s -> s.read(FeatureQuery.of(CLOSURES).withLimit(MOST_CLOSURES)))
          .orElse(List.of())
          .stream()
          .map(Feature::geometry)
          .toList();
    }
  }

  /** Seconds from each feature, in their order; NaN where there is no way. */
  double[] seconds(List<Feature> features) {
    double[] seconds = new double[features.size()];
    List<RoadPoint> origins = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = Double.NaN;
      Coordinate at = middle(features.get(i).geometry());
      Optional<RoadPoint> origin =
          network.nearest(at.x, at.y, closures).filter(p -> p.metresOff() <= MOST_OFF_ROAD);
      if (origin.isPresent()) {
        origins.add(origin.get());
        places.add(i);
      }
    }
    List<Reached> reached = network.times().to(target, origins, closures);
    for (int i = 0; i < reached.size(); i++) {
      seconds[places.get(i)] = reached.get(i).seconds();
    }
    return seconds;
  }

  private static Coordinate middle(Geometry geometry) {
    return geometry.getNumPoints() == 1
        ? geometry.getCoordinate()
        : geometry.getInteriorPoint().getCoordinate();
  }
}
