package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.command.ogc.VectorTile;
import city.chengtu.gis.store.TestStore;
import org.junit.jupiter.api.Test;

/** Conformance class Dataset Tilesets of OGC API – Tiles Part 1 (annex A.4). */
@Proves(Proves.TILES + "dataset-tilesets")
class DatasetTilesetsTest extends TilesTest {
  private static final String VECTOR = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

  DatasetTilesetsTest(TestStore store) {
    super(store);
  }

  /** /conf/dataset-tilesets/landingpage, operation. */
  @Test
  void theLandingPageLeadsToTheTilesOfAllLayers() {
    OgcReply root = scene.get("?f=json").ok();
    OgcReply list = scene.get(root.link(VECTOR, "application/json")).ok();
    assertThat(list.json().get("tilesets")).isNotEmpty();
    scene
        .get(root.link("http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", "application/json"))
        .ok();
  }

  @Test
  void aTileHoldsAllLayersThatItsReaderSees() {
    String tile = "/tiles" + tile("WebMercatorQuad", OgcScene.lon(5), LAT, 10);
    VectorTile all = VectorTile.of(scene.get(tile));
    assertThat(all.layers()).containsOnlyKeys("t_points", "t_lines", "t_areas", "t_live");
    VectorTile west = VectorTile.of(scene.as(OgcScene.WEST, tile));
    assertThat(west.layers()).containsOnlyKeys("t_points", "t_live");
    OgcReply first = scene.get(tile).ok();
    assertThat(scene.get(tile, "If-None-Match", first.header("ETag")).status()).isEqualTo(304);
  }
}
