package city.chengtu.command.onemap;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.cases.FixedLayer;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.StandardLayers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class BoundaryAreasTest {
  private static Geometry square(double west, double east) {
    return new GeometryFactory().toGeometry(new Envelope(west, east, 0, 1));
  }

  private static Feature division(String code, double west, double east) {
    return new Feature(
        "boundaries", code, 1, Instant.EPOCH, square(west, east), Map.of("code", code));
  }

  private static BoundaryAreas areas(Feature... divisions) {
    Catalogue catalogue = new Catalogue();
    StandardLayers.themes().forEach(catalogue::add);
    catalogue.add(new FixedLayer(StandardLayers.get("boundaries"), List.of(divisions)));
    return new BoundaryAreas(catalogue);
  }

  @Test
  void aDivisionIsItsOwnShape() {
    BoundaryAreas areas = areas(division("430102", 0, 5), division("430102001", 0, 1));
    assertThat(areas.find("430102").orElseThrow().equalsTopo(square(0, 5))).isTrue();
  }

  @Test
  void aDivisionThatIsNotDrawnIsAllThatLiesInIt() {
    BoundaryAreas areas =
        areas(
            division("430102001", 0, 1), division("430102002", 1, 2), division("430103001", 7, 8));
    assertThat(areas.find("430102").orElseThrow().equalsTopo(square(0, 2))).isTrue();
  }

  @Test
  void anUnknownDivisionIsNowhere() {
    assertThat(areas(division("430102", 0, 5)).find("999999")).isEmpty();
    assertThat(new BoundaryAreas(new Catalogue()).find("430102")).isEmpty();
  }
}
