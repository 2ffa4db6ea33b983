package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance class Tilesets List of OGC API – Tiles Part 1 (annex A.3). */
@Proves(Proves.TILES + "tilesets-list")
class TilesetsListTest extends TilesTest {
  TilesetsListTest(TestStore store) {
    super(store);
  }

  /** /conf/tilesets-list/tileset-links. */
  @ParameterizedTest
  @ValueSource(strings = {"/tiles", "/collections/t_points/tiles", "/collections/t_live/tiles"})
  void eachTilesetOfTheListLeadsToItsOwnMetadata(String address) {
    OgcReply list = scene.get(address + "?f=json").ok();
    assertThat(list.json().get("tilesets")).hasSize(3);
    for (JsonNode listed : list.json().get("tilesets")) {
      assertThat(listed.get("dataType").asText()).isEqualTo("vector");
      assertThat(listed.path("tileMatrixSetURI").asText()).startsWith("http");
      String self = null;
      for (JsonNode link : listed.get("links")) {
        JsonNode led = scene.get(link.get("href").asText()).ok().json();
        assertThat(led.get("crs")).isEqualTo(listed.get("crs"));
        if (link.get("rel").asText().equals("self")) {
          self = link.get("href").asText();
          assertThat(led.get("tileMatrixSetURI")).isEqualTo(listed.get("tileMatrixSetURI"));
          assertThat(led.get("title")).isEqualTo(listed.get("title"));
        } else {
          assertThat(link.get("rel").asText())
              .isEqualTo("http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme");
          assertThat(self).contains(address + "/" + led.get("id").asText());
          assertThat(led.get("uri")).isEqualTo(listed.get("tileMatrixSetURI"));
        }
      }
    }
  }
}
