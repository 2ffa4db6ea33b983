package city.chengtu.command.ogc.styles;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance classes Core, Mapbox Styles and SLD of OGC API – Styles (draft 20-009). */
@Proves({
  Proves.STYLES + "core",
  Proves.STYLES + "mapbox-styles",
  Proves.STYLES + "sld-10",
  Proves.STYLES + "sld-11"
})
class StylesTest extends OgcTest {
  private static final String STYLES = "http://www.opengis.net/def/rel/ogc/1.0/styles";

  StylesTest(TestStore store) {
    super(store);
  }

  /** /req/core/base-resource-link, styles-success, style-success. */
  @ParameterizedTest
  @ValueSource(strings = {"", "/collections/t_points", "/collections/t_areas"})
  void eachSheetListedIsOfTheTypeItIsSaidToBe(String base) {
    OgcReply list =
        scene.get(scene.get(base + "?f=json").ok().link(STYLES, "application/json")).ok();
    assertThat(list.json().get("styles")).hasSize(1);
    JsonNode style = list.json().at("/styles/0");
    assertThat(list.json().get("default")).isEqualTo(style.get("id"));
    for (JsonNode link : style.get("links")) {
      assertThat(link.get("rel").asText()).isEqualTo("stylesheet");
      String type = link.get("type").asText();
      String address = link.get("href").asText();
      OgcReply sheet = scene.get(address).ok();
      assertThat(sheet.type()).startsWith(type);
      OgcReply negotiated =
          scene.get(address.substring(0, address.indexOf('?')), "Accept", type).ok();
      assertThat(negotiated.text()).isEqualTo(sheet.text());
    }
  }

  /** The map's sources are our own tiles, and each layer of it is drawn from one of them. */
  @Test
  void theMapIsDrawnFromOurTiles() {
    JsonNode style = scene.get("/styles/onemap?f=mapbox").ok().json();
    assertThat(style.get("version").asInt()).isEqualTo(8);
    List<String> sources = new ArrayList<>();
    style.get("sources").fieldNames().forEachRemaining(sources::add);
    assertThat(sources)
        .containsExactlyInAnyOrder(
            "t_points", "t_lines", "t_areas", "t_empty", "t_never", "t_times", "t_live");
    for (JsonNode layer : style.get("layers")) {
      assertThat(sources).contains(layer.get("source").asText());
      assertThat(layer.get("source-layer")).isEqualTo(layer.get("source"));
      assertThat(layer.get("type").asText()).isIn("circle", "line", "fill");
    }
    String tile =
        style
            .at("/sources/t_points/tiles/0")
            .asText()
            .replace("{z}", "0")
            .replace("{x}", "0")
            .replace("{y}", "0");
    assertThat(scene.get(tile).ok().type()).isEqualTo("application/vnd.mapbox-vector-tile");
    List<String> seen = new ArrayList<>();
    scene
        .as(OgcScene.WEST, "/styles/onemap")
        .ok()
        .json()
        .get("sources")
        .fieldNames()
        .forEachRemaining(seen::add);
    assertThat(seen).containsExactlyInAnyOrder("t_points", "t_live");
  }

  @ParameterizedTest
  @CsvSource({"sld10, version=\"1.0.0\"", "sld11, version=\"1.1.0\""})
  void aLayersStyleIsAnSldToo(String form, String version) {
    OgcReply sld = scene.get("/collections/t_lines/styles/default?f=" + form).ok();
    assertThat(sld.text()).contains(version, "LineSymbolizer", ">t_lines<");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(scene.get("/styles/other").status()).isEqualTo(404);
    assertThat(scene.get("/collections/t_points/styles/other").status()).isEqualTo(404);
    assertThat(scene.as(OgcScene.WEST, "/collections/t_lines/styles").status()).isEqualTo(404);
    assertThat(scene.as(null, "/styles").status()).isEqualTo(401);
    scene.get("/styles/onemap?f=sld10").refused("f");
  }
}
