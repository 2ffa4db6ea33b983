package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conformance classes TileMatrixSet and its JSON encoding of OGC Two Dimensional Tile Matrix Set
 * 2.0 (17-083r4, annex A), by the numbers of its annex D.
 */
@Proves({Proves.TMS + "tilematrixset", Proves.TMS + "json-tilematrixset"})
class TileMatrixSetTest extends TilesTest {
  TileMatrixSetTest(TestStore store) {
    super(store);
  }

  @Test
  void theListLeadsToEachDefinition() {
    OgcReply list = scene.as(null, "/tileMatrixSets?f=json").ok();
    assertThat(list.json().get("tileMatrixSets")).hasSize(3);
    for (JsonNode set : list.json().get("tileMatrixSets")) {
      JsonNode own = scene.as(null, set.at("/links/0/href").asText()).ok().json();
      assertThat(own.get("id")).isEqualTo(set.get("id"));
      assertThat(own.get("crs")).isEqualTo(set.get("crs"));
      assertThat(own.get("uri")).isEqualTo(set.get("uri"));
      assertThat(set.get("links").findValuesAsText("rel")).containsExactly("self", "item");
    }
    assertThat(scene.get("/tileMatrixSets/Nowhere").status()).isEqualTo(404);
    scene.get("/tileMatrixSets?f=xml").refused("f");
  }

  @ParameterizedTest
  @CsvSource({
    "WebMercatorQuad, http://www.opengis.net/def/crs/EPSG/0/3857, X, -20037508.3427892, 20037508.3427892, 25, 1, 1, 559082264.028717, 156543.033928041",
    "WorldCRS84Quad, http://www.opengis.net/def/crs/OGC/1.3/CRS84, Lon, -180, 90, 18, 2, 1, 279541132.014358, 0.703125",
    "CGCS2000Quad, http://www.opengis.net/def/crs/EPSG/0/4490, Lat, 90, -180, 22, 2, 1, 279541132.014358, 0.703125"
  })
  void itsNumbersAreTheStandards(
      String id,
      String crs,
      String firstAxis,
      double originFirst,
      double originSecond,
      int levels,
      int width,
      int height,
      double scale,
      double cell) {
    JsonNode set = scene.get("/tileMatrixSets/" + id + "?f=json").ok().json();
    assertThat(set.get("crs").asText()).isEqualTo(crs);
    assertThat(set.at("/orderedAxes/0").asText()).isEqualTo(firstAxis);
    assertThat(set.get("tileMatrices")).hasSize(levels);
    for (int z = 0; z < levels; z++) {
      JsonNode matrix = set.get("tileMatrices").get(z);
      double times = Math.pow(2, z);
      assertThat(matrix.get("id").asText()).isEqualTo(Integer.toString(z));
      assertThat(matrix.get("matrixWidth").asLong()).isEqualTo((long) (width * times));
      assertThat(matrix.get("matrixHeight").asLong()).isEqualTo((long) (height * times));
      assertThat(matrix.get("scaleDenominator").asDouble() * times)
          .isCloseTo(scale, within(scale * 1e-11));
      assertThat(matrix.get("cellSize").asDouble() * times).isCloseTo(cell, within(cell * 1e-11));
      assertThat(matrix.get("tileWidth").asInt()).isEqualTo(256);
      assertThat(matrix.at("/pointOfOrigin/0").asDouble()).isCloseTo(originFirst, within(1e-6));
      assertThat(matrix.at("/pointOfOrigin/1").asDouble()).isCloseTo(originSecond, within(1e-6));
    }
    assertThat(set.get("uri").asText())
        .isEqualTo(
            id.equals("CGCS2000Quad")
                ? scene.base() + "/tileMatrixSets/CGCS2000Quad"
                : "http://www.opengis.net/def/tilematrixset/OGC/1.0/" + id);
  }
}
