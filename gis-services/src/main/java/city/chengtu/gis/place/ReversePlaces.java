package city.chengtu.gis.place;

import city.chengtu.gis.coordinate.Geodesy;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.place.PlaceAt.Direction;
import city.chengtu.gis.place.PlaceAt.Division;
import city.chengtu.gis.place.PlaceAt.Grid;
import city.chengtu.gis.place.PlaceAt.Near;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.distance.DistanceOp;

/**
 * Tells what a point is called: by a door plate close by, else by the nearest known place with
 * bearing and metres, else by the nearest road; and in which divisions and grid it lies (order of
 * use of GB/T 30428.3). Reads the layers; blocks on the database.
 */
public final class ReversePlaces {
  /** A door plate this close is how people call the point. */
  private static final double PLATE_METRES = 50;

  private static final double[] RADII = {50, 200, 800, 2_000};
  private static final double ROAD_METRES = 500;
  private static final int PAGE = 2_000;
  private static final int MOST_READ = 10_000;

  /** Nobody says where they are by one of these. */
  private static final Set<String> NO_LANDMARKS = Set.of("hydrant", "camera", "parking");

  private static final String ADDRESS = "address";
  private static final String NAME = "name";
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Catalogue catalogue;

  public ReversePlaces(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * @param lon degrees east
   * @param lat degrees north
   */
  public PlaceAt at(double lon, double lat, PlaceSight sight) {
    Asked asked = new Asked(lon, lat, sight);
    return new PlaceAt(lon, lat, asked.nearest(), asked.road(), asked.divisions(), asked.grid());
  }

  /** One question. */
  private final class Asked {
    private final double lon;
    private final double lat;
    private final PlaceSight sight;
    private final Point point;

    Asked(double lon, double lat, PlaceSight sight) {
      this.lon = lon;
      this.lat = lat;
      this.sight = sight;
      this.point = FACTORY.createPoint(new Coordinate(lon, lat));
    }

    Near nearest() {
      for (double radius : RADII) {
        List<Near> plates = new ArrayList<>(near("buildings", ADDRESS, radius, "address"));
        plates.addAll(near("poi", ADDRESS, radius, "address"));
        Optional<Near> plate = first(plates);
        if (plate.isPresent() && plate.get().metres() <= PLATE_METRES) {
          return plate.get();
        }
        List<Near> all = new ArrayList<>(plates);
        all.addAll(near("poi", NAME, radius, null));
        all.addAll(near("buildings", NAME, radius, "building"));
        Optional<Near> any = first(all);
        if (any.isPresent()) {
          return any.get();
        }
      }
      return null;
    }

    Near road() {
      return first(near("roads", NAME, ROAD_METRES, "road")).orElse(null);
    }

    private Optional<Near> first(List<Near> found) {
      return found.stream()
          .min(
              Comparator.comparingDouble(Near::metres)
                  .thenComparing(Near::layer)
                  .thenComparing(Near::id));
    }

    /** What of a layer says something in this field within so many metres. */
    private List<Near> near(String layer, String field, double metres, String kind) {
      if (!sight.field(layer, field)) {
        return List.of();
      }
      List<Near> found = new ArrayList<>();
      for (Feature feature : read(layer, Geodesy.around(lon, lat, metres))) {
        String said = text(feature, field);
        String own = shown(feature, "kind");
        if (said != null && !(own != null && NO_LANDMARKS.contains(own))) {
          Near near = near(feature, said, kind != null ? kind : own == null ? "poi" : own);
          if (near.metres() <= metres) {
            found.add(near);
          }
        }
      }
      return found;
    }

    private Near near(Feature feature, String name, String kind) {
      // On a plane where a degree is as long to the east as to the north.
      double squeeze = Math.cos(Math.toRadians(lat));
      AffineTransformation plane = AffineTransformation.scaleInstance(squeeze, 1);
      Coordinate[] pair =
          DistanceOp.nearestPoints(plane.transform(feature.geometry()), plane.transform(point));
      double x = pair[1].x - pair[0].x;
      double y = pair[1].y - pair[0].y;
      double metres = Geodesy.metres(pair[0].x / squeeze, pair[0].y, lon, lat);
      Direction direction =
          metres < 0.5 ? null : Direction.of((Math.toDegrees(Math.atan2(x, y)) + 360) % 360);
      return new Near(
          feature.layer(), feature.id(), name, kind, Math.round(metres * 10) / 10.0, direction);
    }

    List<Division> divisions() {
      return containing(NamedAreas.LAYER).stream()
          .filter(feature -> text(feature, NAME) != null && sight.field(NamedAreas.LAYER, NAME))
          .map(
              feature ->
                  new Division(
                      feature.layer(), feature.id(), text(feature, NAME), shown(feature, "level")))
          .toList();
    }

    Grid grid() {
      List<Feature> grids = containing("grids");
      if (grids.isEmpty()) {
        return null;
      }
      Feature grid = grids.get(grids.size() - 1);
      return new Grid(
          grid.layer(),
          grid.id(),
          shown(grid, "code"),
          shown(grid, "community"),
          shown(grid, "street"),
          shown(grid, "district"));
    }

    /** The largest first. */
    private List<Feature> containing(String layer) {
      return read(layer, new Envelope(lon, lon, lat, lat)).stream()
          .filter(feature -> feature.geometry().covers(point))
          .sorted(
              Comparator.comparingDouble((Feature feature) -> -size(feature.geometry()))
                  .thenComparing(Feature::id))
          .toList();
    }

    private double size(Geometry geometry) {
      return Geodesy.area(geometry);
    }

    private List<Feature> read(String layer, Envelope box) {
      Optional<FeatureSource> source = catalogue.find(layer);
      if (source.isEmpty() || !sight.layer(layer)) {
        return List.of();
      }
      List<Feature> found = new ArrayList<>();
      FeatureQuery query = FeatureQuery.of(layer).within(box).withLimit(PAGE);
      int read = 0;
      for (List<Feature> page = source.get().read(query);
          !page.isEmpty();
          page = page.size() < PAGE || read >= MOST_READ ? List.of() : source.get().read(query)) {
        read += page.size();
        page.stream().filter(sight::feature).forEach(found::add);
        query = query.withAfter(page.get(page.size() - 1).id());
      }
      return found;
    }

    private String shown(Feature feature, String field) {
      return sight.field(feature.layer(), field) ? text(feature, field) : null;
    }

    private String text(Feature feature, String field) {
      return feature.properties().get(field) instanceof String text && !text.isBlank()
          ? text
          : null;
    }
  }
}
