package city.chengtu.command.onemap;

import city.chengtu.command.access.Areas;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * The areas of the access policy, from the boundaries layer: the division whose code it is or,
 * where that one is not drawn itself, all divisions below it together.
 */
public final class BoundaryAreas implements Areas {
  private static final String LAYER = "boundaries";
  private static final String CODE = "code";
  private static final int STEP = 1_000;

  private final Catalogue catalogue;

  public BoundaryAreas(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Optional<Geometry> find(String divisionCode) {
    List<Geometry> itself = new ArrayList<>();
    List<Geometry> below = new ArrayList<>();
    catalogue
        .find(LAYER)
        .ifPresent(
            boundaries -> {
              for (Feature division : all(boundaries)) {
                String code = String.valueOf(division.properties().get(CODE));
                if (code.equals(divisionCode)) {
                  itself.add(division.geometry());
                } else if (code.startsWith(divisionCode)) {
                  below.add(division.geometry());
                }
              }
            });
    return Optional.ofNullable(UnaryUnionOp.union(itself.isEmpty() ? below : itself));
  }

  private static List<Feature> all(FeatureSource boundaries) {
    List<Feature> all = new ArrayList<>();
    FeatureQuery query = FeatureQuery.of(LAYER).withLimit(STEP);
    for (List<Feature> page = boundaries.read(query); ; page = boundaries.read(query)) {
      all.addAll(page);
      if (page.size() < STEP) {
        return all;
      }
      query = query.withAfter(page.get(page.size() - 1).id());
    }
  }

  @Override
  public long version() {
    return catalogue.find(LAYER).map(FeatureSource::version).orElse(0L);
  }
}
