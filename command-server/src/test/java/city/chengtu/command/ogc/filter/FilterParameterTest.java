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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conformance class Filter of OGC API – Features Part 3 (annex A.4), and a filter of each declared
 * class of CQL2. The language itself is tested where it is read.
 */
@Proves({
  Proves.FEATURES_3 + "filter",
  Proves.CQL2 + "cql2-text",
  Proves.CQL2 + "cql2-json",
  Proves.CQL2 + "basic-cql2",
  Proves.CQL2 + "advanced-comparison-operators",
  Proves.CQL2 + "case-insensitive-comparison",
  Proves.CQL2 + "accent-insensitive-comparison",
  Proves.CQL2 + "basic-spatial-functions",
  Proves.CQL2 + "basic-spatial-functions-plus",
  Proves.CQL2 + "spatial-functions",
  Proves.CQL2 + "temporal-functions",
  Proves.CQL2 + "property-property",
  Proves.CQL2 + "arithmetic"
})
class FilterParameterTest extends OgcTest {
  private static final String EPSG = "http://www.opengis.net/def/crs/EPSG/0/";

  FilterParameterTest(TestStore store) {
    super(store);
  }

  /** Each class of CQL2 that is declared, on a stored and on a live layer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // basic-cql2
        "floors = 6 AND NOT open = true;p13",
        "floors = 6 OR name = '点 1';p01,p06,p13,p20",
        "name IS NULL;p25",
        "id = 'p03';p03",
        // advanced-comparison-operators
        "name LIKE 'Caf%1_';p10,p15",
        "height BETWEEN 3 AND 4.5;p02,p03",
        "floors IN (5, 6) AND id < 'p10';p05,p06",
        // case-insensitive-comparison, accent-insensitive-comparison
        "CASEI(name) = CASEI('CAFÉ 咖啡 5');p05",
        "ACCENTI(name) = ACCENTI('Cafe 咖啡 10');p10",
        // basic-spatial-functions, -plus
        "S_INTERSECTS(geometry, BBOX(112.905, 28.1, 112.925, 28.3));p01,p02",
        "S_INTERSECTS(geometry, POLYGON((112.905 28.1, 112.925 28.1, 112.925 28.3, 112.905 28.1)));p02",
        // spatial-functions
        "S_WITHIN(geometry, BBOX(112.905, 28.1, 112.925, 28.3)) AND S_DISJOINT(geometry, POINT(112.91 28.2));p02",
        // temporal-functions
        "T_AFTER(seen, TIMESTAMP('2026-01-24T00:00:00Z'));p24,p25",
        "T_INTERSECTS(seen, INTERVAL('2026-01-02T00:00:00Z', '2026-01-03T23:00:00Z'));p02,p03",
        "built < DATE('2002-01-01');p01",
        // property-property
        "height = floors * 1.5 AND floors > 4;p05,p06",
        // arithmetic
        "floors + 1 = 7 AND height / 2 < 5;p06"
      })
  void aFilterFindsWhatItSays(String filter, String expected) {
    for (String layer : List.of("t_points", "t_live")) {
      OgcReply page = scene.items(layer, "filter", filter).ok();
      assertThat(String.join(",", page.ids())).as(layer + ": " + filter).isEqualTo(expected);
      assertThat(page.json().get("numberMatched").asInt()).isEqualTo(page.ids().size());
    }
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
