package city.chengtu.command.ogc.filter;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance class Filter of OGC API – Features Part 3 (annex A.4); CQL2 has its own package. */
@Proves(Proves.FEATURES_3 + "filter")
class FilterParameterTest extends OgcTest {
  private static final String EPSG = "http://www.opengis.net/def/crs/EPSG/0/";

  FilterParameterTest(TestStore store) {
    super(store);
  }

  /** /conf/filter/filter-lang. */
  @Test
  void jsonIsReadWhenItIsSaidToBeJson() {
    String json =
        """
        {"op":"and","args":[{"op":"=","args":[{"property":"floors"},6]},{"op":"not","args":[{"op":"=","args":[{"property":"open"},true]}]}]}""";
    assertThat(scene.items("t_points", "filter", json, "filter-lang", "cql2-json").ok().ids())
        .containsExactly("p13");
    assertThat(scene.items("t_points", "filter", "floors=6", "filter-lang", "cql2-text").ok().ids())
        .containsExactly("p06", "p13", "p20");
    scene.items("t_points", "filter", json).refused("filter");
    scene.items("t_points", "filter", "floors=6", "filter-lang", "cql2-json").refused("filter");
    scene.items("t_points", "filter", "floors=6", "filter-lang", "cql").refused("filter-lang");
  }

  /** /conf/filter/filter-crs: literals in another system, in the order of its axes. */
  @Test
  void literalsAreReadInTheirSystem() {
    String northFirst =
        "S_INTERSECTS(geometry, POLYGON((28.1 112.905, 28.1 112.925, 28.3 112.925, 28.3 112.905, 28.1 112.905)))";
    for (int code : new int[] {4326, 4490}) {
      assertThat(
              scene.items("t_points", "filter", northFirst, "filter-crs", EPSG + code).ok().ids())
          .containsExactly("p01", "p02");
    }
    String metres =
        "S_INTERSECTS(geometry, POLYGON((3121000 392900, 3121000 393100, 3121200 393100, 3121200 392900, 3121000 392900)))";
    assertThat(scene.items("t_points", "filter", metres, "filter-crs", EPSG + 4547).ok().ids())
        .containsExactly("p01");
    String box = "S_INTERSECTS(geometry, BBOX(12569000, 3274000, 12569200, 3274400))";
    assertThat(scene.items("t_points", "filter", box, "filter-crs", EPSG + 3857).ok().ids())
        .containsExactly("p01");
  }

  /** /conf/filter/response: what cannot be read is 400. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "floors =",
        "floors = 'six'",
        "no_such = 1",
        "floors = 1 AND",
        "A_CONTAINS(name, ('a'))",
        "S_INTERSECTS(name, POINT(1 2))",
        "S_INTERSECTS(geometry, POINT(1))",
        "(((((("
      })
  void whatIsNoFilterIsRefused(String filter) {
    scene.items("t_points", "filter", filter).refused("filter");
  }

  @Test
  void aFilterHoldsTogetherWithTheOtherParameters() {
    assertThat(
            scene
                .items(
                    "t_points", "filter", "floors >= 5", "bbox", "112.9,28,113,29", "open", "true")
                .ok()
                .ids())
        .containsExactly("p06");
    OgcReply first = scene.items("t_points", "filter", "floors >= 5", "limit", "2").ok();
    assertThat(first.json().get("numberMatched").asInt()).isEqualTo(6);
    assertThat(scene.allIds(first)).containsExactly("p05", "p06", "p12", "p13", "p19", "p20");
  }

  /** A hidden field is as unknown as one that is not there, whatever the filter says of it. */
  @Test
  void hiddenFieldsCannotBeAskedFor() {
    for (String field : List.of("secret", "phone", "no_such")) {
      for (String filter :
          List.of(
              field + " = 's1'",
              field + " IS NULL",
              "NOT (" + field + " LIKE 's%')",
              "name = " + field,
              "floors = 1 OR CASEI(" + field + ") = CASEI('S1')")) {
        OgcReply reply = scene.itemsAs(OgcScene.WEST, "t_points", "filter", filter);
        reply.refused("filter");
        assertThat(reply.json().get("detail").asText()).contains(field);
      }
    }
    assertThat(scene.items("t_points", "filter", "secret = 's1'").ok().ids())
        .containsExactly("p01");
  }
}
