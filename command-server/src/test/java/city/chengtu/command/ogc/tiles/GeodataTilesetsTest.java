package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Conformance class GeoData Tilesets of OGC API – Tiles Part 1 (annex A.5). */
@Proves(Proves.TILES + "geodata-tilesets")
class GeodataTilesetsTest extends TilesTest {
  GeodataTilesetsTest(TestStore store) {
    super(store);
  }

  /** /conf/geodata-tilesets/desc-links, operation. */
  @Test
  void eachCollectionLeadsToItsTiles() {
    for (JsonNode collection : scene.get("/collections").ok().json().get("collections")) {
      OgcReply own = scene.get("/collections/" + collection.get("id").asText()).ok();
      String tiles =
          own.link("http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", "application/json");
      JsonNode tileset =
          scene
              .get(scene.get(tiles).ok().json().at("/tilesets/0/links/0/href").asText())
              .ok()
              .json();
      assertThat(tileset.at("/layers/0/id")).isEqualTo(collection.get("id"));
    }
  }
}
