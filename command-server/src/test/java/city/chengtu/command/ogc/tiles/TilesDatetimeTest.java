package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.command.ogc.VectorTile;
import city.chengtu.gis.store.TestStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Conformance class DateTime of OGC API – Tiles Part 1. */
@Proves(Proves.TILES + "datetime")
class TilesDatetimeTest extends TilesTest {
  TilesDatetimeTest(TestStore store) {
    super(store);
  }

  /** /conf/datetime/datetime-axis. */
  @Test
  void aTileIsAsOfTheMomentAskedFor() throws InterruptedException {
    String address = "/collections/t_empty/tiles" + tile("WebMercatorQuad", 112, 28, 16);
    Instant before = pause();
    scene.merge(OgcScene.shape("t_empty", "was", "POINT (112 28)"));
    try {
      Instant during = pause();
      assertThat(VectorTile.of(scene.get(address)).ids("t_empty")).containsExactly("was");
      scene.end("t_empty", "was");
      assertThat(VectorTile.of(scene.get(address)).layers()).isEmpty();
      assertThat(VectorTile.of(scene.get(address + "?datetime=" + during)).ids("t_empty"))
          .containsExactly("was");
      assertThat(VectorTile.of(scene.get(address + "?datetime=" + before)).layers()).isEmpty();
      String list = scene.get("/collections/t_empty/tiles?datetime=" + during).ok().text();
      assertThat(list).contains("datetime=");
    } finally {
      scene.end("t_empty", "was");
    }
  }

  /** A moment between two changes. */
  private static Instant pause() throws InterruptedException {
    Thread.sleep(5);
    Instant now = Instant.now();
    Thread.sleep(5);
    return now;
  }
}
