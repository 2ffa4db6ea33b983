package city.chengtu.command.ogc.crs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.geotools.api.referencing.cs.AxisDirection;
import org.geotools.referencing.CRS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance class CRS of OGC API – Features Part 2, after its abstract tests (annex A.2). */
@Proves(Proves.FEATURES_2 + "crs")
class CrsTest extends OgcTest {
  private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
  private static final String EPSG = "http://www.opengis.net/def/crs/EPSG/0/";

  CrsTest(TestStore store) {
    super(store);
  }

  private List<String> offered() {
    List<String> offered = new ArrayList<>();
    scene.get("/collections/t_points").ok().json().get("crs").forEach(c -> offered.add(c.asText()));
    return offered;
  }

  /** /conf/crs/crs-uri, storageCrs, default-crs. */
  @Test
  void eachCollectionSaysItsSystemsTheDefaultFirst() {
    assertThat(offered())
        .containsExactly(CRS84, EPSG + 4326, EPSG + 4490, EPSG + 4547, EPSG + 4549, EPSG + 3857);
    for (JsonNode collection : scene.get("/collections").ok().json().get("collections")) {
      assertThat(collection.get("crs").toString()).contains(CRS84);
      assertThat(collection.get("storageCrs").asText()).isEqualTo(CRS84);
    }
  }

  /** /conf/crs/crs-parameter-default, ogc-crs-header. */
  @Test
  void theHeaderNamesTheSystemOfTheAnswer() {
    assertThat(scene.items("t_points").ok().header("Content-Crs")).isEqualTo("<" + CRS84 + ">");
    for (String crs : offered()) {
      assertThat(scene.items("t_points", "crs", crs).ok().header("Content-Crs"))
          .isEqualTo("<" + crs + ">");
      OgcReply item = scene.get("/collections/t_points/items/p01?crs=" + crs).ok();
      assertThat(item.header("Content-Crs")).isEqualTo("<" + crs + ">");
      assertThat(item.json().get("geometry"))
          .isEqualTo(scene.items("t_points", "crs", crs).json().at("/features/0/geometry"));
    }
  }

  /**
   * /conf/crs/crs-parameter, crs-parameter-transform. Expected numbers: PROJ (gdaltransform,
   * CGCS2000 as WGS 84), in the order of the register's axes.
   */
  @ParameterizedTest
  @CsvSource({
    "OGC/1.3/CRS84, 112.91, 28.2, 1e-9",
    "EPSG/0/4326, 28.2, 112.91, 1e-9",
    "EPSG/0/4490, 28.2, 112.91, 1e-9",
    "EPSG/0/4547, 3121087.0421, 392980.5694, 0.001",
    "EPSG/0/4549, 3141054.4610, -197084.0241, 0.001",
    "EPSG/0/3857, 12569083.7055, 3274212.6944, 0.001"
  })
  void coordinatesComeInTheOrderOfTheAxes(
      String crs, double first, double second, double tolerance) {
    JsonNode position =
        scene
            .get("/collections/t_points/items/p01?crs=http://www.opengis.net/def/crs/" + crs)
            .ok()
            .json()
            .at("/geometry/coordinates");
    assertThat(position.get(0).asDouble()).isCloseTo(first, within(tolerance));
    assertThat(position.get(1).asDouble()).isCloseTo(second, within(tolerance));
  }

  /** The register itself says which axis comes first. */
  @ParameterizedTest
  @ValueSource(ints = {4326, 4490, 4547, 4549, 3857})
  void theOrderOfTheAxesIsTheRegisters(int code) throws Exception {
    AxisDirection first =
        CRS.decode("EPSG:" + code).getCoordinateSystem().getAxis(0).getDirection();
    JsonNode position =
        scene
            .get("/collections/t_points/items/p01?crs=" + EPSG + code)
            .ok()
            .json()
            .at("/geometry/coordinates");
    boolean northFirst =
        switch (code) {
          case 4326, 4490 -> position.get(0).asDouble() < 90;
          case 3857 -> position.get(0).asDouble() < 10_000_000;
          default -> position.get(0).asDouble() > 2_000_000;
        };
    assertThat(northFirst).isEqualTo(first.equals(AxisDirection.NORTH));
  }

  /** /conf/crs/bbox-crs-parameter: the same box in each system finds the same. */
  @Test
  void aBoxIsReadInItsOwnSystem() {
    for (String crs : offered()) {
      JsonNode west = at("p03", crs);
      JsonNode east = at("p06", crs);
      double margin = crs.equals(CRS84) || crs.endsWith("4326") || crs.endsWith("4490") ? 1e-3 : 90;
      double a = Math.min(west.get(0).asDouble(), east.get(0).asDouble()) - margin;
      double b = Math.min(west.get(1).asDouble(), east.get(1).asDouble()) - margin;
      double c = Math.max(west.get(0).asDouble(), east.get(0).asDouble()) + margin;
      double d = Math.max(west.get(1).asDouble(), east.get(1).asDouble()) + margin;
      String box = a + "," + b + "," + c + "," + d;
      assertThat(scene.items("t_points", "bbox", box, "bbox-crs", crs).ok().ids())
          .as(crs + " " + box)
          .containsExactly("p03", "p04", "p05", "p06");
    }
  }

  private JsonNode at(String point, String crs) {
    return scene
        .get("/collections/t_points/items/" + point + "?crs=" + crs)
        .ok()
        .json()
        .at("/geometry/coordinates");
  }

  /** A side of a box on the plane is no parallel: what lies between the two is not in it. */
  @Test
  void theSidesOfABoxAreStraightInItsSystem() {
    scene.merge(
        OgcScene.shape("t_empty", "inside", "POINT (114 28.2005)"), // northing 3120661
        OgcScene.shape("t_empty", "below", "POINT (114 28.18)")); // 3118390; corners lie at 28.16
    try {
      assertThat(
              scene
                  .items(
                      "t_empty", "bbox", "3120000,200000,3124000,800000", "bbox-crs", EPSG + 4547)
                  .ok()
                  .ids())
          .containsExactly("inside");
    } finally {
      scene.end("t_empty", "inside", "below");
    }
  }

  /** A map zoomed out shows more than a projection can. */
  @Test
  void aBoxBeyondTheProjectionIsTheWholeWorld() {
    assertThat(
            scene
                .items("t_points", "bbox-crs", EPSG + 3857, "bbox", "-9e7,-9e7,9e7,9e7")
                .ok()
                .ids())
        .hasSize(OgcScene.POINTS);
    assertThat(
            scene
                .items("t_points", "bbox-crs", EPSG + 4547, "bbox", "-9e7,-9e7,9e7,9e7")
                .ok()
                .ids())
        .hasSize(OgcScene.POINTS);
  }

  /** A map that shows a part of the world and of what lies beyond the projection. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4547;-9e7,-9e7,5e6,9e7", "4547;3e6,-9e7,9e7,9e7", "4547;3e6,300000,9e7,9e7",
        "4547;-9e7,-9e7,9e7,400000", "4549;-9e7,-9e7,5e6,9e7", "4549;3e6,-9e7,3.2e6,0",
        "3857;-9e7,-9e7,2e7,4e6", "3857;1e7,-9e7,9e7,9e7", "3857;1e7,0,1.3e7,9e7"
      })
  void aBoxPartlyBeyondTheProjectionHoldsThePartWithin(int code, String box) {
    assertThat(scene.items("t_points", "bbox-crs", EPSG + code, "bbox", box).ok().ids())
        .contains("p01");
  }

  /** /conf/crs/crs-parameter-invalid, bbox-crs-parameter-invalid. */
  @Test
  void systemsThatAreNotOfferedAreRefused() {
    for (String bad : List.of("EPSG:4326", EPSG + 2335, "", "x", CRS84 + "/")) {
      scene.items("t_points", "crs", bad).refused("crs");
      scene.items("t_points", "bbox", "1,2,3,4", "bbox-crs", bad).refused("bbox-crs");
      scene.items("t_points", "filter-crs", bad, "filter", "floors=1").refused("filter-crs");
    }
    scene.get("/collections/t_points/items/p01?crs=x").refused("crs");
  }

  @Test
  void pagesKeepTheSystem() {
    OgcReply first = scene.items("t_points", "crs", EPSG + 4547, "limit", "20").ok();
    OgcReply second = scene.get(first.link("next", "application/geo+json")).ok();
    assertThat(second.header("Content-Crs")).isEqualTo("<" + EPSG + 4547 + ">");
    assertThat(second.json().at("/features/0/geometry/coordinates/0").asDouble())
        .isGreaterThan(3_000_000);
  }
}
