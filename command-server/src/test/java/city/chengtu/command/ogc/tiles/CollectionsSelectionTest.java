package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.command.ogc.VectorTile;
import city.chengtu.gis.store.TestStore;
import org.junit.jupiter.api.Test;

/** Conformance class Collections Selection of OGC API – Tiles Part 1 (annex A.6). */
@Proves(Proves.TILES + "collections-selection")
class CollectionsSelectionTest extends TilesTest {
  CollectionsSelectionTest(TestStore store) {
    super(store);
  }

  /** /conf/collections-selection/query-collections, collections-response. */
  @Test
  void aTileHoldsTheLayersNamedInTheirOrder() {
    String tile = "/tiles" + tile("CGCS2000Quad", OgcScene.lon(5), LAT, 9);
    assertThat(VectorTile.of(scene.get(tile + "?collections=t_points,t_areas")).layers().keySet())
        .containsExactly("t_points", "t_areas");
    assertThat(VectorTile.of(scene.get(tile + "?collections=t_areas,t_points")).layers().keySet())
        .containsExactly("t_areas", "t_points");
  }

  @Test
  void soDoTheTilesetsAndTheirAddresses() {
    OgcReply list = scene.get("/tiles?collections=t_lines").ok();
    OgcReply tileset = scene.get(list.json().at("/tilesets/0/links/0/href").asText()).ok();
    assertThat(tileset.json().get("layers")).hasSize(1);
    assertThat(tileset.json().at("/layers/0/id").asText()).isEqualTo("t_lines");
    String tile =
        tileset
            .links("item")
            .get(0)
            .get("href")
            .asText()
            .replace("{tileMatrix}/{tileRow}/{tileCol}", "0/0/0");
    assertThat(VectorTile.of(scene.get(tile)).layers()).containsOnlyKeys("t_lines");
  }

  @Test
  void whatIsNotThereOrNotSeenIsRefused() {
    scene.get("/tiles?collections=t_points,nowhere").refused("collections");
    scene.as(OgcScene.WEST, "/tiles?collections=t_lines").refused("collections");
    scene.get("/tiles?collections=").refused("collections");
  }
}
