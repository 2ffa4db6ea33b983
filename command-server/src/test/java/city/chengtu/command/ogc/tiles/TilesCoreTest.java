package city.chengtu.command.ogc.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.command.ogc.VectorTile;
import city.chengtu.gis.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance class Core of OGC API – Tiles Part 1 (annex A.1). */
@Proves(Proves.TILES + "core")
class TilesCoreTest extends TilesTest {
  TilesCoreTest(TestStore store) {
    super(store);
  }

  /** /conf/core/tc-op, tc-success: on each grid the same features. */
  @ParameterizedTest
  @CsvSource({"WebMercatorQuad, 16", "WorldCRS84Quad, 15", "CGCS2000Quad, 15"})
  void aTileHoldsWhatLiesOnIt(String set, int level) {
    for (int n = 1; n <= OgcScene.POINTS; n++) {
      OgcReply reply = scene.get(points(set, OgcScene.lon(n), level));
      assertThat(VectorTile.of(reply).ids("t_points")).contains((n < 10 ? "p0" : "p") + n);
      assertThat(reply.header("Content-Crs")).contains("/def/crs/");
    }
  }

  /** /conf/core/tc-error. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/WebMercatorQuad/23/0/0",
        "/WebMercatorQuad/-1/0/0",
        "/WebMercatorQuad/x/0/0",
        "/WebMercatorQuad/0/1/0",
        "/WebMercatorQuad/0/0/y",
        "/WorldCRS84Quad/18/0/0",
        "/WorldCRS84Quad/0/0/2",
        "/CGCS2000Quad/22/0/0",
        "/Other/0/0/0",
        "/WebMercatorQuad/99999999999/0/0"
      })
  void outsideOfTheLimitsThereIsNoTile(String place) {
    OgcReply reply = scene.get("/collections/t_points/tiles" + place);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.type()).isEqualTo("application/problem+json");
  }

  /** /conf/core/tc-error, 2: a blank tile, which in this format has no bytes. */
  @Test
  void whereNothingIsDrawnTheTileIsBlank() {
    OgcReply reply =
        scene.get(
            points("WebMercatorQuad", OgcScene.lon(1) + 0.005, 20),
            "Accept",
            "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2");
    assertThat(VectorTile.of(reply).layers()).isEmpty();
    assertThat(reply.response().body()).isEmpty();
    assertThat(reply.header("ETag")).isNotBlank();
  }

  @Test
  void aTileOneHasIsNotSentAgain() {
    String address = points("WebMercatorQuad", OgcScene.lon(3), 16);
    OgcReply first = scene.get(address).ok();
    OgcReply again = scene.get(address, "If-None-Match", first.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.response().body()).isEmpty();
    OgcReply packed = scene.get(address, "Accept-Encoding", "gzip").ok();
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.header("ETag")).isEqualTo(first.header("ETag"));
  }

  @Test
  void badParametersAreRefused() {
    String address = points("WebMercatorQuad", OgcScene.lon(3), 16);
    scene.get(address + "?f=png").refused("f");
    scene.get(address + "?collections=t_points").refused("collections");
    scene.get(address + "?datetime=yesterday").refused("datetime");
    VectorTile.of(scene.get(address + "?f=mvt"));
  }

  /** Tiles pass the same door as features: rows, fields, layers. */
  @Test
  void aTileShowsWhatItsReaderMaySee() {
    OgcReply unseen = scene.as(OgcScene.WEST, points("WebMercatorQuad", OgcScene.lon(20), 16));
    assertThat(VectorTile.of(unseen).layers()).isEmpty();
    OgcReply west = scene.as(OgcScene.WEST, points("CGCS2000Quad", OgcScene.lon(2), 15));
    assertThat(VectorTile.of(west).ids("t_points")).contains("p02");
    assertThat(west.text()).doesNotContain("secret", "phone");
    assertThat(
            VectorTile.of(scene.get(points("CGCS2000Quad", OgcScene.lon(2), 15))).ids("t_points"))
        .contains("p02");
    assertThat(scene.get(points("CGCS2000Quad", OgcScene.lon(2), 15)).text())
        .contains("secret", "phone");
    List<String> parks =
        VectorTile.of(scene.as(OgcScene.PARKS, points("WebMercatorQuad", OgcScene.lon(3), 12)))
            .layers()
            .keySet()
            .stream()
            .toList();
    assertThat(parks).containsExactly("t_points");
    assertThat(scene.as(null, points("WebMercatorQuad", OgcScene.lon(3), 16)).status())
        .isEqualTo(401);
  }

  /** HEAD answers with the head of GET. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/conformance",
        "/collections",
        "/collections/t_points/items",
        "/collections/t_points/items/p01",
        "/collections/t_points/tiles/WebMercatorQuad/0/0/0",
        "/tileMatrixSets"
      })
  void headIsGetWithoutItsBody(String address) {
    OgcReply get = scene.get(address).ok();
    OgcReply head = scene.send("HEAD", OgcScene.ALL, address).ok();
    assertThat(head.response().body()).isEmpty();
    assertThat(head.type()).isEqualTo(get.type());
    assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    OgcReply refused = scene.send("DELETE", OgcScene.ALL, "/tileMatrixSets");
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).contains("GET", "HEAD");
  }
}
