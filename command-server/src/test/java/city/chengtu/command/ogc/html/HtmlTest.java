package city.chengtu.command.ogc.html;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conformance class HTML of OGC API – Features Part 1 (annex A.3). */
@Proves({Proves.FEATURES_1 + "html", Proves.STYLES + "html"})
class HtmlTest extends OgcTest {
  private static final List<String> PAGES =
      List.of(
          "",
          "/conformance",
          "/api",
          "/collections",
          "/collections/t_points",
          "/collections/t_points/items",
          "/collections/t_points/items/p01",
          "/collections/t_points/queryables",
          "/collections/t_points/schema",
          "/tileMatrixSets",
          "/tileMatrixSets/CGCS2000Quad",
          "/tiles",
          "/tiles/WebMercatorQuad",
          "/collections/t_points/tiles",
          "/collections/t_points/tiles/WebMercatorQuad",
          "/styles",
          "/styles/onemap",
          "/collections/t_points/styles",
          "/collections/t_points/styles/default");
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

  HtmlTest(TestStore store) {
    super(store);
  }

  @Test
  void everyDocumentIsAPageForABrowser() {
    for (String path : PAGES) {
      OgcReply page = scene.get(path, "Accept", BROWSER).ok();
      assertThat(page.type()).isEqualTo("text/html; charset=utf-8");
      assertThat(page.text())
          .startsWith("<!doctype html>")
          .contains("<html lang=\"zh-CN\">", "<main>", "<h1>", "</html>")
          .contains("<link rel=\"icon\" type=\"image/svg+xml\" href=\"http")
          .doesNotContain("<script", "style=", "<style");
      assertThat(page.text().split("<h1>", -1)).as(path).hasSize(2);
      assertThat(page.header("Vary")).contains("Accept");
    }
  }

  @Test
  void itSpeaksEnglishToWhoWantsIt() {
    assertThat(
            scene
                .get("/collections", "Accept", BROWSER, "Accept-Language", "en-GB,en;q=0.9")
                .ok()
                .text())
        .contains("<html lang=\"en\">", "Layer t_points");
    assertThat(scene.get("/collections?f=html&lang=en").ok().header("Content-Language"))
        .isEqualTo("en");
    assertThat(scene.get("/collections?lang=en").ok().text()).contains("Layer t_points");
    assertThat(scene.get("/collections?f=html&lang=zh", "Accept-Language", "en").ok().text())
        .contains("图层 t_points");
  }

  @Test
  void thePageOfItemsHoldsThemAndTheWayOn() {
    String page = scene.items("t_points", "f", "html", "limit", "10").ok().text();
    assertThat(page).contains("p01", "p10", "点 1", ">下一页<").doesNotContain("p11");
    String next = page.replaceAll("(?s).*href=\"([^\"]*)\">下一页<.*", "$1").replace("&amp;", "&");
    assertThat(scene.get(next).ok().text()).contains("p11", "p20");
  }

  @Test
  void whatIsInTheDataIsNoMarkup() {
    scene.merge(OgcScene.shape("t_empty", "<img src=x onerror='a'>\"&", "POINT (112 28)"));
    try {
      String page = scene.items("t_empty", "f", "html").ok().text();
      assertThat(page)
          .contains("&lt;img src=x onerror=&#39;a&#39;&gt;&quot;&amp;")
          .doesNotContain("<img");
    } finally {
      scene.end("t_empty", "<img src=x onerror='a'>\"&");
    }
  }

  @Test
  void theSheetOfStylesIsOpenToAll() {
    OgcReply style = scene.as(null, "/style.css").ok();
    assertThat(style.type()).isEqualTo("text/css; charset=utf-8");
  }
}
