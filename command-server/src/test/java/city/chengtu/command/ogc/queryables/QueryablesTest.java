package city.chengtu.command.ogc.queryables;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conformance classes Queryables and Queryables as Query Parameters of OGC API – Features Part 3
 * (annex A.2, A.3).
 */
@Proves({Proves.FEATURES_3 + "queryables", Proves.FEATURES_3 + "queryables-query-parameters"})
class QueryablesTest extends OgcTest {
  private static final String REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
  private static final String SCHEMA = "application/schema+json";

  QueryablesTest(TestStore store) {
    super(store);
  }

  /** /conf/queryables/get-queryables-uris, -op, -response. */
  @Test
  void eachCollectionLeadsToItsQueryables() {
    for (JsonNode collection : scene.get("/collections").ok().json().get("collections")) {
      String id = collection.get("id").asText();
      OgcReply own = scene.get("/collections/" + id).ok();
      OgcReply queryables = scene.get(own.link(REL, SCHEMA)).ok();
      assertThat(queryables.type()).isEqualTo(SCHEMA);
      JsonNode schema = queryables.json();
      assertThat(schema.get("$schema").asText())
          .isEqualTo("https://json-schema.org/draft/2020-12/schema");
      assertThat(schema.get("$id").asText())
          .isEqualTo(scene.base() + "/collections/" + id + "/queryables");
      assertThat(schema.get("type").asText()).isEqualTo("object");
      assertThat(schema.get("properties")).isNotEmpty();
      assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
    }
  }

  @Test
  void theySayTypesAndTheKindOfGeometry() {
    JsonNode p =
        scene.get("/collections/t_points/queryables?lang=en").ok().json().get("properties");
    assertThat(p.at("/name/type").asText()).isEqualTo("string");
    assertThat(p.at("/name/title").asText()).isEqualTo("Name");
    assertThat(p.at("/floors/type").asText()).isEqualTo("integer");
    assertThat(p.at("/height/type").asText()).isEqualTo("number");
    assertThat(p.at("/open/type").asText()).isEqualTo("boolean");
    assertThat(p.at("/built/format").asText()).isEqualTo("date");
    assertThat(p.at("/seen/format").asText()).isEqualTo("date-time");
    assertThat(p.at("/geometry/format").asText()).isEqualTo("geometry-point-or-multipoint");
    assertThat(p.at("/geometry").has("type")).isFalse();
    assertThat(
            scene
                .get("/collections/t_areas/queryables")
                .json()
                .at("/properties/geometry/format")
                .asText())
        .isEqualTo("geometry-polygon-or-multipolygon");
  }

  /** /conf/queryables-query-parameters/parameters. */
  @ParameterizedTest
  @CsvSource({
    "id, p07, p07",
    "name, 点 1, p01",
    "name, '', ''",
    "floors, 6, 'p06,p13,p20'",
    "floors, -1, ''",
    "height, 1.5, p01",
    "height, 3, p02",
    "open, true, 'p02,p04,p06,p08,p10,p12,p14,p16,p18,p20,p22,p24'",
    "built, 2003-06-01, p03",
    "seen, 2026-01-04T08:00:00Z, p04",
    "seen, 2026-01-04T16:00:00+08:00, p04"
  })
  void aFieldIsAParameter(String field, String value, String expected) {
    for (String layer : List.of("t_points", "t_live")) {
      OgcReply page = scene.items(layer, field, value).ok();
      assertThat(String.join(",", page.ids())).as(layer).isEqualTo(expected);
      assertThat(page.json().get("numberMatched").asInt()).isEqualTo(page.ids().size());
    }
  }

  @Test
  void severalParametersHoldTogether() {
    assertThat(scene.items("t_points", "floors", "6", "open", "true").ok().ids())
        .containsExactly("p06", "p20");
    assertThat(
            scene
                .items("t_points", "floors", "6", "bbox", "112.9,28,112.99,29", "open", "true")
                .ok()
                .ids())
        .containsExactly("p06");
  }

  @ParameterizedTest
  @CsvSource({
    "floors, six",
    "floors, 1.5",
    "floors, ''",
    "height, high",
    "height, NaN",
    "open, yes",
    "built, 1.6.2003",
    "seen, today"
  })
  void aValueOfAnotherTypeIsRefused(String field, String value) {
    scene.items("t_points", field, value).refused(field);
  }

  /** What does not show is not there: nobody can find out by asking. */
  @Test
  void hiddenFieldsAreUnknown() {
    JsonNode shown =
        scene.as(OgcScene.WEST, "/collections/t_points/queryables").ok().json().get("properties");
    assertThat(shown.has("secret")).isFalse();
    assertThat(shown.has("phone")).isFalse();
    scene.itemsAs(OgcScene.WEST, "t_points", "secret", "s1").refused("secret");
    scene.itemsAs(OgcScene.WEST, "t_points", "phone", "13800001001").refused("phone");
    scene.itemsAs(OgcScene.WEST, "t_points", "no_such", "s1").refused("no_such");
  }
}
