package city.chengtu.command.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees a part of the rows and fields gets only these, by every door of the service. */
class OgcRightsTest extends OgcTest {
  /** West of 112.955. */
  private static final List<String> WESTERN = List.of("p01", "p02", "p03", "p04", "p05");

  private static final List<String> OF_THE_PARKS =
      IntStream.rangeClosed(1, OgcScene.POINTS)
          .filter(n -> n % 3 == 0)
          .mapToObj(n -> (n < 10 ? "p0" : "p") + n)
          .toList();

  OgcRightsTest(TestStore store) {
    super(store);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t_points", "t_live"})
  void onlyTheRowsThatShowComeAndAreCounted(String layer) {
    OgcReply west = scene.itemsAs(OgcScene.WEST, layer).ok();
    assertThat(west.ids()).isEqualTo(WESTERN);
    assertThat(west.json().get("numberMatched").asInt()).isEqualTo(WESTERN.size());
    OgcReply parks = scene.itemsAs(OgcScene.PARKS, layer).ok();
    assertThat(parks.ids()).isEqualTo(OF_THE_PARKS);
    assertThat(parks.json().get("numberMatched").asInt()).isEqualTo(OF_THE_PARKS.size());
    assertThat(scene.items(layer).ok().ids()).hasSize(OgcScene.POINTS);
  }

  /** What cannot be asked of the store is asked of each row; then nothing is counted. */
  @Test
  void anAreaThatIsDrawnBadlyStillHolds() {
    OgcReply page = scene.itemsAs(OgcScene.BENT, "t_points").ok();
    assertThat(page.ids()).isEqualTo(WESTERN);
    OgcReply first = scene.itemsAs(OgcScene.BENT, "t_points", "limit", "2").ok();
    assertThat(first.json().has("numberMatched")).isFalse();
    assertThat(first.ids()).containsExactly("p01", "p02");
    assertThat(scene.as(OgcScene.BENT, first.link("next", "application/geo+json")).ok().ids())
        .containsExactly("p03", "p04");
  }

  @Test
  void filtersAndBoxesReachNoOtherRow() {
    assertThat(
            scene
                .itemsAs(OgcScene.WEST, "t_points", "filter", "id = 'p06' OR id = 'p05'")
                .ok()
                .ids())
        .containsExactly("p05");
    OgcReply none = scene.itemsAs(OgcScene.WEST, "t_points", "id", "p06").ok();
    assertThat(none.ids()).isEmpty();
    assertThat(none.json().get("numberMatched").asInt()).isZero();
    assertThat(scene.itemsAs(OgcScene.WEST, "t_points", "bbox", "112.945,28,113,29").ok().ids())
        .containsExactly("p05");
    assertThat(
            scene
                .itemsAs(OgcScene.PARKS, "t_points", "filter", "NOT organisation = 'parks'")
                .ok()
                .ids())
        .isEmpty();
  }

  @Test
  void pagesHoldNoHintOfOtherRows() {
    OgcReply page = scene.itemsAs(OgcScene.PARKS, "t_points", "limit", "2").ok();
    assertThat(page.ids()).containsExactly("p03", "p06");
    assertThat(page.link("next", "application/geo+json")).contains("&after=p06&");
    OgcReply last = scene.itemsAs(OgcScene.WEST, "t_points", "limit", "5").ok();
    assertThat(last.links("next")).isEmpty();
  }

  @Test
  void anItemThatDoesNotShowIsNotThere() {
    assertThat(scene.as(OgcScene.WEST, "/collections/t_points/items/p05").status()).isEqualTo(200);
    OgcReply hidden = scene.as(OgcScene.WEST, "/collections/t_points/items/p06");
    OgcReply missing = scene.as(OgcScene.WEST, "/collections/t_points/items/p99");
    assertThat(hidden.status()).isEqualTo(404).isEqualTo(missing.status());
    assertThat(hidden.json().get("code")).isEqualTo(missing.json().get("code"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t_points", "t_live"})
  void fieldsThatDoNotShowStandNowhere(String layer) {
    for (String path :
        List.of(
            "/collections/" + layer + "/items",
            "/collections/" + layer + "/items?f=html",
            "/collections/" + layer + "/items/p01",
            "/collections/" + layer + "/items/p01?f=html",
            "/collections/" + layer + "/queryables",
            "/collections/" + layer + "/schema",
            "/api",
            "/collections")) {
      String text = scene.as(OgcScene.WEST, path).ok().text();
      assertThat(text).as(path).doesNotContain("secret", "phone", "1380000", "内部", "电话");
    }
    JsonNode all = scene.get("/collections/" + layer + "/items/p01").ok().json();
    assertThat(all.at("/properties/secret").asText()).isEqualTo("s1");
    assertThat(all.at("/properties/phone").asText()).isEqualTo("13800001001");
  }

  @Test
  void layersThatDoNotShowAreNotThere() {
    for (String path : List.of("", "/items", "/items/diagonal", "/queryables", "/schema")) {
      assertThat(scene.as(OgcScene.WEST, "/collections/t_lines" + path).status()).isEqualTo(404);
    }
    assertThat(scene.as(OgcScene.WEST, "/collections").ok().text()).doesNotContain("t_lines");
  }

  /** It would tell where the rest lies. */
  @Test
  void theExtentIsNotSaidToWhoSeesAPart() {
    assertThat(scene.as(OgcScene.WEST, "/collections/t_points").ok().json().has("extent"))
        .isFalse();
  }

  @Test
  void whoMayNotReadIsRefused() {
    for (String path :
        List.of("/collections", "/collections/t_points", "/collections/t_points/items")) {
      assertThat(scene.as(OgcScene.NONE, path).status()).isEqualTo(403);
      assertThat(scene.as(null, path).status()).isEqualTo(401);
    }
    assertThat(scene.as(null, "").status()).isEqualTo(200);
    assertThat(scene.as(null, "/conformance").status()).isEqualTo(200);
  }
}
