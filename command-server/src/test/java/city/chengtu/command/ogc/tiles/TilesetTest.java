package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conformance class Tileset of OGC API – Tiles Part 1 (annex A.2), and of 17-083r4 the classes for
 * a tileset's metadata and limits.
 */
@Proves({
  Proves.TILES + "tileset",
  Proves.TMS + "tilesetmetadata",
  Proves.TMS + "json-tilesetmetadata",
  Proves.TMS + "tilematrixsetlimits",
  Proves.TMS + "json-tilematrixsetlimits"
})
class TilesetTest extends TilesTest {
  TilesetTest(TestStore store) {
    super(store);
  }

  /** /conf/tileset/description. */
  @ParameterizedTest
  @ValueSource(strings = {"WebMercatorQuad", "WorldCRS84Quad", "CGCS2000Quad"})
  void itsMetadataSayAllThatAClientNeeds(String set) {
    OgcReply reply = scene.get("/collections/t_points/tiles/" + set + "?f=json").ok();
    JsonNode tileset = reply.json();
    assertThat(tileset.get("dataType").asText()).isEqualTo("vector");
    JsonNode definition =
        scene
            .get(
                reply.link(
                    "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", "application/json"))
            .ok()
            .json();
    assertThat(definition.get("id").asText()).isEqualTo(set);
    assertThat(tileset.get("crs")).isEqualTo(definition.get("crs"));
    assertThat(tileset.get("tileMatrixSetURI")).isEqualTo(definition.get("uri"));
    JsonNode item = reply.links("item").get(0);
    assertThat(item.get("templated").asBoolean()).isTrue();
    assertThat(item.get("type").asText()).isEqualTo("application/vnd.mapbox-vector-tile");
    JsonNode layer = tileset.at("/layers/0");
    assertThat(layer.get("id").asText()).isEqualTo("t_points");
    assertThat(layer.get("geometryDimension").asInt()).isZero();
    assertThat(layer.at("/propertiesSchema/properties/floors/type").asText()).isEqualTo("integer");
    for (JsonNode limit : tileset.get("tileMatrixSetLimits")) {
      int level = limit.get("tileMatrix").asInt();
      String inside =
          item.get("href")
              .asText()
              .replace("{tileMatrix}", Integer.toString(level))
              .replace("{tileRow}", limit.get("maxTileRow").asText())
              .replace("{tileCol}", limit.get("minTileCol").asText());
      assertThat(scene.get(inside).status()).as(inside).isEqualTo(200);
      String outside =
          item.get("href")
              .asText()
              .replace("{tileMatrix}", Integer.toString(level))
              .replace("{tileRow}", Integer.toString(limit.get("maxTileRow").asInt() + 1))
              .replace("{tileCol}", limit.get("minTileCol").asText());
      assertThat(scene.get(outside).status()).as(outside).isEqualTo(404);
    }
  }

  /** The limits hold every tile that has something on it. */
  @Test
  void theLimitsHoldAllThatIsDrawn() {
    JsonNode limits =
        scene
            .get("/collections/t_points/tiles/WebMercatorQuad")
            .ok()
            .json()
            .get("tileMatrixSetLimits");
    assertThat(limits).hasSize(23);
    for (int n = 1; n <= OgcScene.POINTS; n++) {
      scene.get(points("WebMercatorQuad", OgcScene.lon(n), 17)).ok();
      scene.get(points("CGCS2000Quad", OgcScene.lon(n), 16)).ok();
    }
  }

  /** Whoever does not see all of a layer is not told where the rest lies, nor of hidden fields. */
  @Test
  void itTellsNoMoreThanItsReaderSees() {
    JsonNode west =
        scene.as(OgcScene.WEST, "/collections/t_points/tiles/WebMercatorQuad").ok().json();
    assertThat(west.has("boundingBox")).isFalse();
    assertThat(west.at("/layers/0").has("boundingBox")).isFalse();
    assertThat(west.at("/tileMatrixSetLimits/0/maxTileRow").asInt()).isZero();
    assertThat(west.toString()).doesNotContain("secret", "phone");
    assertThat(scene.as(OgcScene.WEST, "/collections/t_lines/tiles/WebMercatorQuad").status())
        .isEqualTo(404);
    assertThat(scene.as(OgcScene.NONE, "/collections/t_points/tiles").status()).isEqualTo(403);
    assertThat(scene.as(null, "/collections/t_points/tiles").status()).isEqualTo(401);
  }

  @Test
  void tileJsonIsForWebMaps() {
    JsonNode json = scene.get("/collections/t_points/tiles/WebMercatorQuad?f=tilejson").ok().json();
    assertThat(json.get("tilejson").asText()).isEqualTo("3.0.0");
    List<String> fields = new ArrayList<>();
    json.at("/vector_layers/0/fields").fieldNames().forEachRemaining(fields::add);
    assertThat(fields).contains("name", "floors");
    String tile = tile("WebMercatorQuad", OgcScene.lon(1), LAT, 15);
    String[] at = tile.split("/", -1);
    scene
        .get(
            json.at("/tiles/0")
                .asText()
                .replace("{z}", at[2])
                .replace("{y}", at[3])
                .replace("{x}", at[4]))
        .ok();
    scene.get("/collections/t_points/tiles/WorldCRS84Quad?f=tilejson").refused("f");
  }
}
