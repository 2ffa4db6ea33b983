package city.chengtu.command.cases;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/** What the one map says about a place: the unit grid it lies in, the component standing there. */
public final class CityPlaces {
  private static final String GRIDS = "grids";
  private static final String COMPONENTS = "components";
  private static final int FEW = 50;

  private final Catalogue catalogue;

  public CityPlaces(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Code of the unit grid a point lies in; empty when no grid is loaded there. */
  Optional<String> grid(Geometry point) {
    return catalogue
        .find(GRIDS)
        .flatMap(
            grids ->
                grids
                    .read(FeatureQuery.of(GRIDS).within(point.getEnvelopeInternal()).withLimit(FEW))
                    .stream()
                    .filter(grid -> grid.geometry().covers(point))
                    .findFirst())
        .map(CityPlaces::code);
  }

  private static String code(Feature grid) {
    Object code = grid.properties().get("code");
    return code == null ? grid.id() : code.toString();
  }

  /** False only when components are loaded and none has this code. */
  boolean mayHaveComponent(String code) {
    Optional<FeatureSource> components = catalogue.find(COMPONENTS);
    return components.isEmpty() || components.get().find(code).isPresent();
  }
}
