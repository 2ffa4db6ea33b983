package city.chengtu.command.ogc.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance class "Features" of OGC API – Features Part 4, and the rules of a layer. */
@Proves(Proves.FEATURES_4 + "features")
class FeatureWriteTest extends WriteTest {
  FeatureWriteTest(TestStore store) {
    super(store);
  }

  /** Test crs: the body's system is named by Content-Crs, axes in the order of its register. */
  @ParameterizedTest
  @ValueSource(ints = {4326, 4490, 4547, 4549, 3857})
  void theBodysSystemIsHonoured(int code) {
    String uri = "http://www.opengis.net/def/crs/EPSG/0/" + code;
    JsonNode there = scene.get(ITEMS + "/p08?crs=" + uri).ok().json().at("/geometry/coordinates");
    String body =
        String.format(
            Locale.ROOT,
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":%s},\"properties\":{}}",
            there);
    OgcReply made = post(OgcScene.ALL, body, "Content-Crs", "<" + uri + ">");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    JsonNode back = scene.get(made.header("Location")).ok().json().at("/geometry/coordinates");
    assertThat(back.get(0).asDouble()).isCloseTo(OgcScene.lon(8), within(1e-8));
    assertThat(back.get(1).asDouble()).isCloseTo(28.2, within(1e-8));
  }

  @Test
  void anUnknownSystemIsRefused() {
    assertRefused(
        post(
            OgcScene.ALL,
            point(112.95, "{}"),
            "Content-Crs",
            "<http://www.opengis.net/def/crs/EPSG/0/2000>"),
        400,
        "unknown-crs",
        "Content-Crs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"nope\":1} | 400 | /properties/nope",
        "{\"floors\":\"3\"} | 422 | /properties/floors",
        "{\"floors\":1.5} | 422 | /properties/floors",
        "{\"floors\":99999999999999999999} | 400 | /properties/floors",
        "{\"open\":\"yes\"} | 422 | /properties/open",
        "{\"built\":\"2020-13-01\"} | 422 | /properties/built",
        "{\"seen\":\"now\"} | 422 | /properties/seen",
        "{\"name\":{\"zh\":\"x\"}} | 400 | /properties/name",
        "[] | 400 | /properties"
      })
  void valuesAreCheckedByTheLayersFields(String properties, int status, String pointer) {
    OgcReply reply = post(OgcScene.ALL, point(112.95, properties));
    assertRefused(reply, status, status == 400 ? "invalid-body" : "invalid-feature", pointer);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    OgcReply reply = post(OgcScene.ALL, point(0, "{\"floors\":\"3\",\"open\":2}"));
    assertThat(reply.json().get("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("/properties/floors", "/properties/open", "/geometry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t_points | {\"type\":\"LineString\",\"coordinates\":[[112.9,28.1],[113,28.2]]} | 422 | geometry-kind",
        "t_points | null | 400 | required",
        "t_points | {\"type\":\"Point\",\"coordinates\":[\"a\",1]} | 400 | not-a-geometry",
        "t_points | {\"type\":\"Point\",\"coordinates\":[1112.9,28.1]} | 422 | geometry-range",
        "t_points | {\"type\":\"Point\",\"coordinates\":[100,28.1]} | 422 | out-of-city",
        "t_areas | {\"type\":\"Polygon\",\"coordinates\":[[[112.9,28.1],[113,28.2],[113,28.1],[112.9,28.2],[112.9,28.1]]]} | 422 | geometry-invalid"
      })
  void geometriesAreChecked(String layer, String geometry, int status, String code) {
    OgcReply reply =
        scene.sendBody(
            "POST",
            OgcScene.ALL,
            "/collections/" + layer + "/items",
            "{\"type\":\"Feature\",\"geometry\":" + geometry + ",\"properties\":{}}",
            "Content-Type",
            GEOJSON);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo("/geometry");
    assertThat(reply.json().at("/errors/0/code").asText()).isEqualTo(code);
  }

  /** The scene takes 50 positions in a geometry and 100 characters in a text. */
  @Test
  void whatIsTooLargeIsRefused() {
    StringBuilder line = new StringBuilder("[112.9,28.1]");
    for (int i = 1; i <= 50; i++) {
      line.append(",[").append(112.9 + i / 1000.0).append(",28.1]");
    }
    OgcReply reply =
        scene.sendBody(
            "POST",
            OgcScene.ALL,
            "/collections/t_lines/items",
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":["
                + line
                + "]},\"properties\":{}}",
            "Content-Type",
            GEOJSON);
    assertRefused(reply, 422, "invalid-feature", "/geometry");
    assertThat(reply.json().at("/errors/0/code").asText()).isEqualTo("too-large");
    assertRefused(
        post(OgcScene.ALL, point(112.95, "{\"name\":\"" + "x".repeat(101) + "\"}")),
        400,
        "invalid-body",
        "/properties/name");
  }

  @Test
  void membersThatMightMeanSomethingAreRefused() {
    String body =
        point(112.95, "{}").replace("{\"type\":\"Feature\"", "{\"type\":\"Feature\",\"crs\":{}");
    assertRefused(post(OgcScene.ALL, body), 400, "invalid-body", "/crs");
    assertRefused(
        post(OgcScene.ALL, "{\"type\":\"FeatureCollection\"}"), 400, "invalid-body", "/type");
    assertRefused(post(OgcScene.ALL, "{"), 400, "not-json", "/");
  }

  @Test
  void whatLivesIsNotChangedHere() {
    OgcReply reply =
        scene.sendBody(
            "POST",
            OgcScene.ALL,
            "/collections/t_live/items",
            point(112.95, "{}"),
            "Content-Type",
            GEOJSON);
    assertRefused(reply, 405, "layer-is-live", null);
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void theSchemaSaysWhatIsTaken() {
    JsonNode schema = scene.get("/collections/t_points/schema").ok().json();
    assertThat(schema.at("/properties/properties/additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.at("/properties/id/readOnly").asBoolean()).isTrue();
  }
}
