package city.chengtu.command.ogc.core;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance class Core of OGC API – Features Part 1, after its abstract tests (annex A.2). */
@Proves(Proves.FEATURES_1 + "core")
class CoreTest extends OgcTest {
  private static final String GEOJSON = "application/geo+json";
  private static final String JSON = "application/json";

  CoreTest(TestStore store) {
    super(store);
  }

  /** /conf/core/root-op, root-success. */
  @Test
  void theLandingPageLeadsToDefinitionConformanceAndData() {
    OgcReply root = scene.get("").ok();
    assertThat(root.type()).isEqualTo(JSON);
    for (String rel : List.of("service-desc", "conformance", "data")) {
      assertThat(root.links(rel)).as(rel).isNotEmpty();
      for (JsonNode link : root.links(rel)) {
        assertThat(scene.get(link.get("href").asText()).ok().type())
            .isEqualTo(link.get("type").asText());
      }
    }
    assertThat(scene.get("/").ok().json().get("links")).hasSameSizeAs(root.json().get("links"));
  }

  /** /conf/core/conformance-op, conformance-success. */
  @Test
  void theConformanceClassesDeclaredAreThoseTested() {
    OgcReply declared = scene.get("/conformance").ok();
    List<String> classes = new ArrayList<>();
    declared.json().get("conformsTo").forEach(c -> classes.add(c.asText()));
    assertThat(classes)
        .contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core")
        .doesNotHaveDuplicates()
        .allMatch(c -> c.startsWith("http://www.opengis.net/spec/"));
  }

  /** /conf/core/fc-md-*, sfc-md-*: each collection in the list is that of its own address. */
  @Test
  void eachCollectionListedIsThereAndLeadsToItsItems() {
    JsonNode list = scene.get("/collections").ok().json();
    List<String> ids = new ArrayList<>();
    for (JsonNode listed : list.get("collections")) {
      String id = listed.get("id").asText();
      ids.add(id);
      OgcReply own = scene.get("/collections/" + id).ok();
      assertThat(own.json()).isEqualTo(listed);
      assertThat(own.json().get("itemType").asText()).isEqualTo("feature");
      assertThat(scene.get(own.link("items", GEOJSON)).ok().type()).isEqualTo(GEOJSON);
      assertThat(scene.get(own.link("self", JSON)).ok().json().get("id").asText()).isEqualTo(id);
    }
    assertThat(ids)
        .containsExactlyInAnyOrder(
            "t_points", "t_lines", "t_areas", "t_empty", "t_never", "t_times", "t_live");
    assertThat(list.get("links")).isNotEmpty();
  }

  /** /conf/core/fc-md-extent. */
  @Test
  void theExtentHoldsEveryFeature() {
    JsonNode extent = scene.get("/collections/t_points").ok().json().at("/extent/spatial");
    assertThat(extent.get("crs").asText())
        .isEqualTo("http://www.opengis.net/def/crs/OGC/1.3/CRS84");
    JsonNode box = extent.at("/bbox/0");
    assertThat(box.get(0).asDouble()).isEqualTo(OgcScene.lon(1));
    assertThat(box.get(2).asDouble()).isEqualTo(OgcScene.lon(OgcScene.POINTS));
    assertThat(scene.get("/collections/t_never").ok().json().has("extent")).isFalse();
  }

  /** /conf/core/fc-response, numberMatched, numberReturned, timeStamp, fc-links. */
  @Test
  void aPageOfItemsSaysWhatItIs() {
    OgcReply page = scene.items("t_points", "limit", "10").ok();
    assertThat(page.type()).isEqualTo(GEOJSON);
    JsonNode json = page.json();
    assertThat(json.get("type").asText()).isEqualTo("FeatureCollection");
    assertThat(json.get("numberReturned").asInt()).isEqualTo(10).isEqualTo(page.ids().size());
    assertThat(json.get("numberMatched").asInt()).isEqualTo(OgcScene.POINTS);
    assertThat(Instant.parse(json.get("timeStamp").asText())).isBefore(Instant.now());
    assertThat(scene.get(page.link("self", GEOJSON)).ok().ids()).isEqualTo(page.ids());
    assertThat(scene.get(page.link("alternate", "text/html")).ok().type()).startsWith("text/html");
    assertThat(page.header("Link"))
        .contains("rel=\"http://www.opengis.net/def/rel/ogc/1.0/queryables\"");
  }

  /** Paging by links: everything once, in pages of the size asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"t_points", "t_live"})
  void theNextLinksLeadThroughAllOfIt(String layer) {
    for (int size : new int[] {1, 7, 24, 25, 26, 10_000}) {
      OgcReply first = scene.items(layer, "limit", Integer.toString(size));
      assertThat(first.ids()).hasSize(Math.min(size, OgcScene.POINTS));
      assertThat(scene.allIds(first)).hasSize(OgcScene.POINTS).doesNotHaveDuplicates().isSorted();
    }
  }

  /** /conf/core/fc-limit-*: more than the largest page is no error. */
  @Test
  void theLimitHolds() {
    assertThat(scene.items("t_points").ok().ids()).hasSize(OgcScene.POINTS);
    assertThat(scene.items("t_points", "limit", "1000000").ok().ids()).hasSize(OgcScene.POINTS);
    for (String bad : List.of("0", "-1", "ten", "1.5", "", " ", "99999999999999999999")) {
      scene.items("t_points", "limit", bad).refused("limit");
    }
  }

  /** /conf/core/fc-bbox-*. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "t_points;112.905,28.1,112.935,28.3;p01,p02,p03",
        "t_points;112.905,28.1,-5,112.935,28.3,900;p01,p02,p03",
        "t_points;112.91,28.2,112.91,28.2;p01",
        "t_points;113,29,114,30;''",
        "t_points;113.145,28,-170,29;p25",
        "t_live;112.905,28.1,112.935,28.3;p01,p02,p03",
        // the line's envelope holds the box, the line does not meet it
        "t_lines;112.91,28.16,112.92,28.18;''",
        "t_lines;112.94,28.14,112.96,28.16;diagonal",
        // within the hole
        "t_areas;112.93,28.13,112.97,28.17;''",
        "t_areas;112.91,28.13,112.97,28.17;ring",
        // between the two parts
        "t_areas;112.812,28,112.828,28.01;''"
      })
  void whatMeetsTheBoxIsFoundAndNothingElse(String layer, String box, String expected) {
    OgcReply page = scene.items(layer, "bbox", box).ok();
    assertThat(String.join(",", page.ids())).isEqualTo(expected);
    assertThat(page.json().get("numberMatched").asInt()).isEqualTo(page.ids().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "1,2,NaN,4",
        "1,2,Infinity,4",
        "1,5,3,4",
        "0x1,2,3,4",
        "1,2,3,4,5,6,7",
        "1;2;3;4",
        "190,1,180,2"
      })
  void whatIsNoBoxIsRefused(String box) {
    scene.items("t_points", "bbox", box).refused("bbox");
  }

  @Test
  void theWholeWorldIsABoxToo() {
    assertThat(scene.items("t_points", "bbox", "-180,-90,180,90").ok().ids())
        .hasSize(OgcScene.POINTS);
    assertThat(scene.items("t_points", "bbox", "-500,-90,500,100").ok().ids())
        .hasSize(OgcScene.POINTS);
  }

  /** /conf/core/fc-time-*: an instant is the layer as it was. */
  @Test
  void datetimeReadsAsOfAMoment() throws InterruptedException {
    scene.merge(OgcScene.shape("t_times", "a", "POINT (112 28)"));
    String first = between();
    scene.merge(
        OgcScene.shape("t_times", "a", "POINT (113 28)"),
        OgcScene.shape("t_times", "b", "POINT (112 28)"));
    String second = between();
    scene.end("t_times", "b");
    String third = between();
    assertThat(times(first)).containsExactly("a 112");
    assertThat(times(second)).containsExactly("a 113", "b 112");
    assertThat(times(third)).containsExactly("a 113");
    assertThat(times("9000-01-01T00:00:00Z")).containsExactly("a 113");
    assertThat(times("2000-01-01T00:00:00Z")).isEmpty();
    assertThat(times("2000-01-01")).isEmpty();
    assertThat(scene.items("t_times", "datetime", first).ok().json().get("numberMatched").asInt())
        .isEqualTo(1);
    anIntervalFindsWhatWasTrueInIt(first, second, third);
    scene.end("t_times", "a");
  }

  /** Each feature once, as it was last within it. */
  private void anIntervalFindsWhatWasTrueInIt(String first, String second, String third) {
    assertThat(times("../" + first)).containsExactly("a 112");
    assertThat(times("2000-01-01T00:00:00Z/" + first)).containsExactly("a 112");
    assertThat(times(first + "/" + second)).containsExactly("a 113", "b 112");
    assertThat(times(first + "/" + third)).containsExactly("a 113", "b 112");
    assertThat(times(third + "/" + third)).containsExactly("a 113");
    assertThat(times(second + "/..")).containsExactly("a 113", "b 112");
    assertThat(times(third + "/")).containsExactly("a 113");
    assertThat(times("../..")).containsExactly("a 113", "b 112");
    assertThat(times("/..")).containsExactly("a 113", "b 112");
    assertThat(times("2000-01-01/2000-12-31")).isEmpty();
    assertThat(
            scene
                .items("t_times", "datetime", first + "/" + third, "limit", "1")
                .ok()
                .json()
                .get("numberMatched")
                .asInt())
        .isEqualTo(2);
  }

  private static String between() throws InterruptedException {
    Thread.sleep(5);
    String now = Instant.now().toString();
    Thread.sleep(5);
    return now;
  }

  /** What is found of t_times: identity and longitude. */
  private List<String> times(String datetime) {
    List<String> found = new ArrayList<>();
    for (JsonNode feature :
        scene.items("t_times", "datetime", datetime).ok().json().get("features")) {
      found.add(feature.get("id").asText() + " " + feature.at("/geometry/coordinates/0").asInt());
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-01-01T00:00:00",
        "a/b/c",
        "..",
        "2026-02-01T00:00:00Z/2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z/x"
      })
  void whatIsNoTimeIsRefused(String time) {
    scene.items("t_points", "datetime", time).refused("datetime");
  }

  /** /conf/core/query-param-unknown, query-param-invalid. */
  @Test
  void unknownParametersAreRefusedEverywhere() {
    for (String path :
        List.of(
            "",
            "/conformance",
            "/api",
            "/collections",
            "/collections/t_points",
            "/collections/t_points/items",
            "/collections/t_points/items/p01",
            "/collections/t_points/queryables",
            "/collections/t_points/schema")) {
      scene.get(path + "?unknown=1").refused("unknown");
      scene.get(path + "?f=xml").refused("f");
      scene.get(path + "?f=json&f=html").refused("f");
      scene.get(path + "?lang=fr").refused("lang");
    }
  }

  /** /conf/core/f-op, f-success, f-links. */
  @Test
  void eachItemIsThereByItself() {
    for (String layer : List.of("t_points", "t_lines", "t_areas", "t_live")) {
      for (JsonNode listed : scene.items(layer).ok().json().get("features")) {
        OgcReply own =
            scene.get("/collections/" + layer + "/items/" + listed.get("id").asText()).ok();
        assertThat(own.type()).isEqualTo(GEOJSON);
        for (String member : List.of("type", "id", "geometry", "properties")) {
          assertThat(own.json().get(member)).isEqualTo(listed.get(member));
        }
        assertThat(scene.get(own.link("self", GEOJSON)).ok().json().get("id"))
            .isEqualTo(listed.get("id"));
        assertThat(scene.get(own.link("collection", JSON)).ok().json().get("id").asText())
            .isEqualTo(layer);
      }
    }
  }

  @Test
  void identitiesMayHoldAnything() {
    String id = "a/b ?#%&+'\"<号>";
    scene.merge(OgcScene.shape("t_empty", id, "POINT (112 28)"));
    try {
      OgcReply page = scene.items("t_empty").ok();
      assertThat(page.ids()).containsExactly(id);
      OgcReply own =
          scene.get("/collections/t_empty/items/a%2Fb%20%3F%23%25%26%2B%27%22%3C%E5%8F%B7%3E").ok();
      assertThat(own.json().get("id").asText()).isEqualTo(id);
      assertThat(scene.get(own.link("self", GEOJSON)).ok().json().get("id").asText()).isEqualTo(id);
      assertThat(scene.items("t_empty", "f", "html").ok().text()).doesNotContain("<号>");
    } finally {
      scene.end("t_empty", id);
    }
  }

  /** /conf/core/http. */
  @Test
  void whatIsNotThereIsNotFoundAndWhatCannotBeDoneIsSaid() {
    for (String path :
        List.of(
            "/collections/none",
            "/collections/none/items",
            "/collections/t_points/items/none",
            "/collections/t_points/none",
            "/none")) {
      assertThat(scene.get(path).status()).as(path).isEqualTo(404);
    }
    OgcReply posted = scene.send("POST", OgcScene.ALL, "/collections/t_points/queryables");
    assertThat(posted.status()).isEqualTo(405);
    assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void linksKeepWhatWasAskedFor() {
    OgcReply page =
        scene.items("t_points", "limit", "2", "bbox", "112.9,28,112.955,29", "floors", "1").ok();
    assertThat(page.ids()).containsExactly("p01");
    OgcReply small = scene.items("t_points", "limit", "2", "bbox", "112.9,28,112.955,29").ok();
    assertThat(scene.allIds(small)).containsExactly("p01", "p02", "p03", "p04", "p05");
  }

  /** What is changed between two pages doubles nothing and loses nothing. */
  @Test
  void pagesGoOnWhereTheLastOneEndedWhateverChanges() {
    String[] given = {"b", "d", "f", "h", "j", "l"};
    for (String id : given) {
      scene.merge(OgcScene.shape("t_empty", id, "POINT (112 28)"));
    }
    try {
      OgcReply first = scene.items("t_empty", "limit", "2").ok();
      assertThat(first.ids()).containsExactly("b", "d");
      scene.merge(
          OgcScene.shape("t_empty", "a", "POINT (112 28)"),
          OgcScene.shape("t_empty", "b", "POINT (112 29)"),
          OgcScene.shape("t_empty", "c", "POINT (112 28)"),
          OgcScene.shape("t_empty", "g", "POINT (112 28)"));
      scene.end("t_empty", "d");
      assertThat(scene.allIds(first)).containsExactly("b", "d", "f", "g", "h", "j", "l");
    } finally {
      scene.end("t_empty", "a", "b", "c", "f", "g", "h", "j", "l");
    }
  }

  /** Requirement /req/core/f-op leaves it open; Part 4 changes features by it. */
  @Test
  void aFeatureHasAStrongTagAndIsSentOnce() {
    String item = "/collections/t_points/items/p01";
    String tag = scene.get(item).ok().header("ETag");
    assertThat(tag).matches("\"[0-9]+-[0-9a-f]{16}\"");
    OgcReply again = scene.get(item, "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(tag);
    for (String other : List.of(item + "?f=html", item + "?lang=en")) {
      assertThat(scene.get(other).ok().header("ETag")).as(other).isNotEqualTo(tag);
    }
    assertThat(scene.as(OgcScene.WEST, item).ok().header("ETag")).isNotEqualTo(tag);
    assertThat(scene.get(item, "If-None-Match", "W/" + tag).status()).isEqualTo(304);
    assertThat(scene.get(item, "If-None-Match", "\"1\"").status()).isEqualTo(200);
  }
}
