package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.command.ogc.VectorTile;
import city.chengtu.gis.store.TestStore;
import city.chengtu.gis.tile.TileAddress;
import city.chengtu.gis.tile.TileGrid;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Conformance class Mapbox Vector Tiles of OGC API – Tiles Part 1: read by a published decoder. */
@Proves(Proves.TILES + "mvt")
class MvtTest extends TilesTest {
  private static final double EXTENT = 4096;

  MvtTest(TestStore store) {
    super(store);
  }

  /** /conf/mvt/content: a point lies where its coordinates say, on each grid to half a unit. */
  @ParameterizedTest
  @CsvSource({"WebMercatorQuad, 16", "WorldCRS84Quad, 15", "CGCS2000Quad, 15"})
  void coordinatesLieWhereTheyShould(String set, int level) {
    TileGrid grid = set.equals("WebMercatorQuad") ? TileGrid.WEB_MERCATOR : TileGrid.LON_LAT;
    double lon = OgcScene.lon(7);
    Geometry point =
        VectorTile.of(scene.get(points(set, lon, level))).layers().get("t_points").get(0);
    Envelope box = TileAddress.at(grid, lon, LAT, level).envelope();
    double unit = box.getWidth() / EXTENT;
    assertThat(box.getMinX() + point.getCoordinate().x * unit).isCloseTo(lon, within(unit));
    // Within one tile of this size Mercator's latitudes are as good as even.
    assertThat(box.getMaxY() - point.getCoordinate().y * box.getHeight() / EXTENT)
        .isCloseTo(LAT, within(unit));
  }

  /** A ring around a hole keeps its area: on degrees the shape is that of the coordinates. */
  @Test
  void areasAreWhole() {
    Geometry ring =
        VectorTile.of(
                scene.get("/collections/t_areas/tiles" + tile("CGCS2000Quad", 112.95, 28.15, 8)))
            .layers()
            .get("t_areas")
            .stream()
            .max(Comparator.comparingDouble(Geometry::getArea))
            .orElseThrow();
    Envelope drawn = TileAddress.at(TileGrid.LON_LAT, 112.95, 28.15, 8).envelope(128 / EXTENT);
    Geometry expected =
        OgcScene.shape(
                "t_areas",
                "ring",
                "POLYGON ((112.9 28.1, 113 28.1, 113 28.2, 112.9 28.2, 112.9 28.1),"
                    + " (112.92 28.12, 112.98 28.12, 112.98 28.18, 112.92 28.18, 112.92 28.12))")
            .geometry()
            .intersection(new GeometryFactory().toGeometry(drawn));
    double unit = drawn.getWidth() / (EXTENT + 256);
    assertThat(ring.getArea() * unit * unit)
        .isCloseTo(expected.getArea(), within(expected.getLength() * unit));
  }
}
