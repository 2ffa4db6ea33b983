package city.chengtu.command.onemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.access.Grant;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.api.Routes;
import city.chengtu.command.cases.AttachmentDesk;
import city.chengtu.command.cases.CaseBook;
import city.chengtu.command.cases.CaseDesk;
import city.chengtu.command.cases.CaseRoutes;
import city.chengtu.command.cases.CaseSettings;
import city.chengtu.command.cases.CasesLayer;
import city.chengtu.command.cases.CityPlaces;
import city.chengtu.command.cases.FixedLayer;
import city.chengtu.command.cases.TestHttp;
import city.chengtu.command.cases.TestHttp.Parts;
import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.command.catalogue.CatalogueParts;
import city.chengtu.command.catalogue.CatalogueRoutes;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.place.PlaceSearch;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import city.chengtu.gis.tile.TileAddress;
import city.chengtu.gis.tile.TileCache;
import city.chengtu.gis.tile.TileMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** The one map over real HTTP, on each store, with the delivered access rules. */
@EachStore
class OneMapHttpTest {
  private static final double WEST = 112.93;
  private static final double EAST = 112.99;
  private static final double LAT = 28.2;
  private static final int ZOOM = 15;
  private static final String MIGRATIONS = "db/command/common";

  private final TestStore store;
  private final SpatialDatabase database;
  private final Catalogue catalogue = new Catalogue();
  private final StoredLayers layers;
  private final TestHttp http;

  OneMapHttpTest(TestStore store) {
    this.store = store;
    database = store.database(MIGRATIONS);
    layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    http =
        new TestHttp(database, List.of("api", "cases", "onemap", "catalogue"), this::routes)
            .person("olga", "operator", "centre", "")
            .person("wei", "inspector", "grid", TestHttp.WEST_AREA)
            .person("paul", "planner", "planning", "")
            .person("adam", "administrator", "it", "");
    layers.end(
        ChangeSet.merge("test", "test", "test"), "roads", List.of("bent", "far", "r1", "r2", "r3"));
    layers.end(ChangeSet.merge("test", "test", "test"), "buildings", List.of("b", "b1", "b2"));
    layers.write(
        ChangeSet.replace("test", "test", "test"),
        Stream.of(
            feature("poi", "p-west", WEST, Map.of("name", "西医院", "kind", "hospital")),
            feature("poi", "p-east", EAST, Map.of("name", "东医院", "kind", "hospital")),
            feature("pipe_points", "v1", WEST, Map.of("kind", "JS", "Exp_No", "JS1001"))));
  }

  private Routes routes(Parts parts) {
    database.jdbi().useHandle(h -> h.execute("delete from city_case"));
    catalogue.add(new CasesLayer(database, parts.journal()));
    catalogue.add(people());
    TileMaker maker = new TileMaker(15_000);
    OneMap map =
        new OneMap(
            catalogue,
            parts.policy(),
            parts.journal(),
            new StoredExtents(layers),
            new TileCache(catalogue, maker, 1 << 20),
            maker,
            PlaceSearch.open(layers, catalogue, null, Duration.ofSeconds(20)));
    AttachmentDesk attachments =
        new AttachmentDesk(database.jdbi(), parts.policy(), CaseSettings.STANDARD);
    CaseBook book = CaseBook.standard();
    CaseDesk desk =
        new CaseDesk(
            database.jdbi(),
            parts.journal(),
            parts.policy(),
            book,
            new CityPlaces(catalogue),
            attachments);
    return builder -> {
      new OneMapRoutes(parts.api(), map).mount(builder);
      new CatalogueRoutes(
              parts.api(),
              new CatalogueParts(
                  map,
                  catalogue,
                  actor -> List.of(),
                  layers,
                  parts.policy(),
                  database.jdbi(),
                  parts.clock(),
                  ZoneOffset.UTC))
          .mount(builder);
      new CaseRoutes(parts.api(), desk, attachments, book, parts.clock()).mount(builder);
    };
  }

  /** Places with a personal field, on a layer that everybody in business sees. */
  private static FixedLayer people() {
    Layer layer =
        new Layer(
            "plan_zones",
            "live",
            new Text("人", "People"),
            GeometryKind.POINT,
            List.of(
                Field.of("name", "名称", "Name", Field.Type.TEXT),
                new Field("telephone", new Text("电话", "Telephone"), Field.Type.TEXT, null, true)),
            new LayerOrigin("test", "test", null, null, ShareClass.NOT_SHARED),
            new ScaleRange(0, 22),
            new LayerStyle(1, null, null, null, null, null, null, null, null),
            false);
    Feature zhao =
        new Feature(
            "plan_zones",
            "zhao",
            1,
            Instant.EPOCH,
            point(WEST),
            Map.of("name", "shelter", "telephone", "13900001111"));
    return new FixedLayer(layer, List.of(zhao));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private static Geometry point(double lon) {
    return new GeometryFactory().createPoint(new Coordinate(lon, LAT));
  }

  private static NewFeature feature(
      String layer, String id, double lon, Map<String, Object> properties) {
    return new NewFeature(layer, id, 0, point(lon), properties);
  }

  private void merge(NewFeature... features) {
    layers.write(ChangeSet.merge("test", "test", "test"), Stream.of(features));
  }

  private static String tile(String layer, double lon) {
    return "/layers/" + layer + "/tiles/" + TileAddress.at(lon, LAT, ZOOM);
  }

  private static List<String> ids(JsonNode collection) {
    List<String> ids = new ArrayList<>();
    collection.get("features").forEach(feature -> ids.add(feature.get("id").asText()));
    return ids;
  }

  private static void assertRefused(Reply reply, int status, String field, String code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.json().get("code").asText()).as(reply.toString()).isEqualTo(code);
    if (field != null) {
      assertThat(reply.json().at("/errors/0/field").asText()).as(reply.toString()).isEqualTo(field);
    }
  }

  private void report(double lon) {
    String body =
        """
        {"class":"E0102","place":{"lon":%s,"lat":%s},"description":"SECRET words"}\
        """
            .formatted(lon, LAT);
    Reply reply = http.post("olga", "/cases", body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  @Test
  void theCatalogueListsThemesAndLayersAsTheContractSays() {
    JsonNode listed = http.get("olga", "/catalogue").json();
    assertThat(listed.get("themes")).hasSize(6);
    assertThat(http.errors("Theme", listed.at("/themes/0"))).isEmpty();
    for (JsonNode layer : listed.get("layers")) {
      assertThat(http.errors("LayerCard", layer)).as(layer.toString()).isEmpty();
    }
    JsonNode poi = http.get("olga", "/layers/poi").json();
    assertThat(poi.get("featureCount").asInt()).isEqualTo(2);
    assertThat(poi.get("extent").get(0).asDouble()).isEqualTo(WEST);
    assertThat(poi.get("extent").get(2).asDouble()).isEqualTo(EAST);
    assertThat(poi.at("/title/zh").asText()).isNotBlank();
    assertThat(listed.get("layers")).contains(poi);
  }

  @Test
  void everyDoorAgreesOnWhoSeesWhichLayer() {
    List<Grant> grants = RulesSeed.read().grants();
    List<String> all = catalogue.list().stream().map(source -> source.layer().id()).toList();
    int checked = 0;
    for (String role : RulesSeed.read().roles().stream().map(r -> r.code()).toList()) {
      http.person("x-" + role, role, "somewhere", TestHttp.WEST_AREA);
      if (http.get("x-" + role, "/catalogue").status() == 403) {
        continue;
      }
      List<String> listed = new ArrayList<>();
      http.get("x-" + role, "/catalogue")
          .json()
          .get("layers")
          .forEach(layer -> listed.add(layer.get("id").asText()));
      for (String layer : all) {
        boolean granted =
            grants.stream()
                .filter(g -> g.role().equals(role) && g.permission().equals("see"))
                .flatMap(g -> g.kinds().stream())
                .anyMatch(kind -> layer.matches(kind.replace("*", ".*")));
        assertThat(listed.contains(layer)).as(role + " lists " + layer).isEqualTo(granted);
        for (String path :
            List.of(
                "/layers/" + layer,
                "/layers/" + layer + "/features",
                "/layers/" + layer + "/at?lon=112.93&lat=28.2&tolerance=10",
                tile(layer, WEST))) {
          int status = http.get("x-" + role, path).status();
          assertThat(status < 300).as(role + " " + path + " " + status).isEqualTo(granted);
          assertThat(granted || status == 404).as(role + " " + path + " " + status).isTrue();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(300);
  }

  @Test
  void whoIsNotSignedInSeesNothing() {
    for (String path : List.of("/catalogue", "/layers/poi/features", tile("poi", WEST))) {
      assertRefused(http.get("nobody", path), 401, null, "unauthenticated");
    }
  }

  @Test
  void featuresComeByAreaInPages() {
    Reply all = http.get("olga", "/layers/poi/features");
    assertThat(all.header("Content-Type")).isEqualTo("application/geo+json");
    assertThat(http.errors("FeatureCollection", all.json())).isEmpty();
    assertThat(ids(all.json())).containsExactly("p-east", "p-west");
    assertThat(all.header("Journal-Position")).isNull();
    JsonNode west = http.get("olga", "/layers/poi/features?bbox=112.9,28,112.95,29").json();
    assertThat(ids(west)).containsExactly("p-west");
    assertThat(west.at("/features/0/geometry/coordinates/0").asDouble()).isEqualTo(WEST);
    assertThat(west.at("/features/0/properties/name").asText()).isEqualTo("西医院");
    JsonNode first = http.get("olga", "/layers/poi/features?limit=1").json();
    assertThat(ids(first)).containsExactly("p-east");
    JsonNode second =
        http.get("olga", "/layers/poi/features?limit=1&after=" + first.get("next").asText()).json();
    assertThat(ids(second)).containsExactly("p-west");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void oneFeatureHasATagThatChangesWithIt() {
    Reply first = http.get("olga", "/layers/poi/features/p-west");
    assertThat(http.errors("MapFeature", first.json())).isEmpty();
    String tag = first.header("ETag");
    assertThat(tag).matches("\"[0-9]+-[0-9a-f]{16}\"");
    assertThat(FeatureTag.versions(tag)).containsExactly(first.json().get("version").asLong());
    Reply again = http.get("olga", "/layers/poi/features/p-west", "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(tag);
    merge(feature("poi", "p-west", WEST, Map.of("name", "新医院", "kind", "hospital")));
    Reply changed =
        http.get("olga", "/layers/poi/features/p-west", "If-None-Match", "\"x\", " + tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    assertRefused(http.get("olga", "/layers/poi/features/no"), 404, null, "feature-not-found");
  }

  @Test
  void badQuestionsNameTheField() {
    assertRefused(http.get("olga", "/layers/poi/features?bbox=1,2,3"), 400, "bbox", "not-a-box");
    assertRefused(http.get("olga", "/layers/poi/features?bbox=9,1,8,2"), 400, "bbox", "not-a-box");
    assertRefused(http.get("olga", "/layers/poi/features?at=now"), 400, "at", "not-a-time");
    assertThat(http.get("olga", "/layers/poi/features?limit=2001").status()).isEqualTo(400);
    assertThat(http.get("olga", "/layers/poi/at?lon=1&lat=2").status()).isEqualTo(400);
    assertThat(http.get("olga", "/layers/poi/at?lon=1&lat=2&tolerance=NaN").status())
        .isEqualTo(400);
    assertRefused(http.get("olga", "/layers/no_such/features"), 404, null, "layer-not-found");
  }

  @Test
  void aClickFindsWhatReallyLiesThereNearestFirst() throws ParseException {
    // Around this bent line's middle there is nothing, though its envelope covers it.
    Geometry bent =
        new WKTReader().read("LINESTRING (112.930 28.200, 112.930 28.201, 112.931 28.201)");
    merge(
        new NewFeature("roads", "bent", 0, bent, Map.of("name", "芙蓉路")),
        new NewFeature("roads", "far", 0, point(112.9302).buffer(1e-5).getBoundary(), Map.of()));
    JsonNode none =
        http.get("olga", "/layers/roads/at?lon=112.9308&lat=28.2002&tolerance=30").json();
    assertThat(ids(none)).isEmpty();
    // 10 m east of the line's first leg, at this latitude.
    double lon = WEST + 10 / (111_195.08 * Math.cos(Math.toRadians(28.2005)));
    JsonNode found =
        http.get("olga", "/layers/roads/at?lon=" + lon + "&lat=28.2005&tolerance=100").json();
    assertThat(http.errors("FeatureCollection", found)).isEmpty();
    assertThat(ids(found)).containsExactly("bent", "far");
    assertThat(found.at("/features/0/distance").asDouble()).isEqualTo(10, within(0.02));
    assertThat(
            ids(
                http.get("olga", "/layers/roads/at?lon=" + lon + "&lat=28.2005&tolerance=9.9")
                    .json()))
        .isEmpty();
  }

  @Test
  void insideAnAreaTheDistanceIsNothing() {
    merge(new NewFeature("buildings", "b", 0, point(WEST).buffer(0.001), Map.of("levels", 3)));
    JsonNode found =
        http.get("olga", "/layers/buildings/at?lon=112.93&lat=28.2&tolerance=0").json();
    assertThat(found.at("/features/0/distance").asDouble()).isZero();
  }

  @Test
  void theMapCanBeReadAsOfAPastMoment() throws InterruptedException {
    Thread.sleep(5);
    Instant then = Instant.now();
    Thread.sleep(5);
    merge(feature("poi", "p-west", WEST, Map.of("name", "新医院", "kind", "hospital")));
    String now = http.get("olga", "/layers/poi/features").toString();
    String before = http.get("olga", "/layers/poi/features?at=" + then).toString();
    assertThat(now).contains("新医院").doesNotContain("西医院");
    assertThat(before).contains("西医院").doesNotContain("新医院");
    Reply tileNow = http.get("olga", tile("poi", WEST));
    Reply tileBefore = http.get("olga", tile("poi", WEST) + "?at=" + then);
    assertThat(Decoded.of(tileNow.bytes()).features().get(0)).containsEntry("name", "新医院");
    assertThat(Decoded.of(tileBefore.bytes()).features().get(0)).containsEntry("name", "西医院");
    assertThat(ids(http.get("olga", "/layers/poi/features?at=2001-01-01T00:00:00Z").json()))
        .isEmpty();
  }

  @Test
  void aTileIsSentAgainExactlyWhenItsContentChanged() {
    Reply first = http.get("olga", tile("poi", WEST));
    assertThat(first.header("Content-Type")).isEqualTo("application/vnd.mapbox-vector-tile");
    assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
    Decoded decoded = Decoded.of(first.bytes());
    assertThat(decoded.layers()).containsExactly("poi");
    assertThat(decoded.ids()).containsExactly("p-west");
    String tag = first.header("ETag");
    Reply same = http.get("olga", tile("poi", WEST), "If-None-Match", tag);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.bytes()).isEmpty();

    merge(feature("poi", "p-east", EAST, Map.of("name", "elsewhere", "kind", "hospital")));
    assertThat(http.get("olga", tile("poi", WEST), "If-None-Match", tag).status()).isEqualTo(304);

    merge(feature("poi", "p-west", WEST, Map.of("name", "here", "kind", "hospital")));
    Reply changed = http.get("olga", tile("poi", WEST), "If-None-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    assertThat(Decoded.of(changed.bytes()).features().get(0)).containsEntry("name", "here");

    layers.end(ChangeSet.merge("test", "test", "test"), "poi", List.of("p-west"));
    assertThat(http.get("olga", tile("poi", WEST), "If-None-Match", tag).status()).isEqualTo(204);
  }

  @Test
  void aTileTravelsPackedToThoseWhoTakeIt() throws IOException {
    Reply plain = http.get("olga", tile("poi", WEST));
    assertThat(plain.header("Content-Encoding")).isNull();
    Reply packed = http.get("olga", tile("poi", WEST), "Accept-Encoding", "br, gzip;q=0.8");
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.bytes())).readAllBytes())
        .isEqualTo(plain.bytes());
    Reply refused = http.get("olga", tile("poi", WEST), "Accept-Encoding", "gzip;q=0");
    assertThat(refused.header("Content-Encoding")).isNull();
  }

  @Test
  void anImportByAnotherProcessShowsAfterTheNextLook() {
    Reply first = http.get("olga", tile("poi", WEST));
    StoredLayers importer =
        StoredLayers.open(store.again(database, MIGRATIONS), new Catalogue(), Clock.systemUTC());
    importer.write(
        ChangeSet.merge("cli", "import", "file"),
        Stream.of(feature("poi", "p-new", WEST, Map.of("name", "new", "kind", "school"))));
    layers.catchUp();
    Reply after = http.get("olga", tile("poi", WEST), "If-None-Match", first.header("ETag"));
    assertThat(after.status()).isEqualTo(200);
    assertThat(Decoded.of(after.bytes()).ids()).containsExactly("p-new", "p-west");
  }

  @Test
  void badTileAddressesAreRefused() {
    assertThat(http.get("olga", "/layers/poi/tiles/23/0/0").status()).isEqualTo(400);
    assertThat(http.get("olga", "/layers/poi/tiles/2/-1/0").status()).isEqualTo(400);
    assertRefused(http.get("olga", "/layers/poi/tiles/2/4/0"), 400, "x", "out-of-range");
    assertRefused(http.get("olga", "/layers/poi/tiles/2/0/4"), 400, "y", "out-of-range");
    assertThat(http.get("olga", "/layers/poi/tiles/2/0/abc").status()).isEqualTo(400);
    assertThat(http.get("olga", "/layers/poi/tiles/2/0/99999999999").status()).isEqualTo(400);
    assertThat(http.get("olga", "/layers/..%2F..%2Fetc/tiles/2/0/0").status()).isBetween(400, 404);
    assertRefused(http.get("olga", "/layers/no_such/tiles/2/0/0"), 404, null, "layer-not-found");
  }

  @Test
  void aHiddenFieldIsInNoAnswerAndInNoTile() {
    report(WEST);
    for (String path :
        List.of(
            "/layers/cases/features",
            "/layers/cases/at?lon=112.93&lat=28.2&tolerance=10",
            tile("cases", WEST))) {
      Reply shown = http.get("olga", path);
      Reply hidden = http.get("paul", path);
      assertThat(shown.toString()).as(path).contains("SECRET");
      assertThat(hidden.status()).isEqualTo(200);
      assertThat(hidden.toString()).as(path).doesNotContain("SECRET").contains("E0102");
    }
    assertThat(Decoded.of(http.get("olga", tile("cases", WEST)).bytes()).features().get(0))
        .containsKey("description");
    assertThat(Decoded.of(http.get("paul", tile("cases", WEST)).bytes()).features().get(0))
        .containsKey("class")
        .doesNotContainKey("description");
    assertThat(http.get("paul", "/layers/cases").toString()).doesNotContain("description");
  }

  @Test
  void aPersonalFieldNeedsItsOwnRightEvenInACachedTile() {
    String number = "13900001111";
    // These two see the same rows and fields by the policy's own key.
    http.token("trusted", "see:*", "layer.read", "catalogue.read", "personal.read")
        .token("plain", "see:*", "layer.read", "catalogue.read");
    assertThat(http.get("trusted", tile("plan_zones", WEST)).toString()).contains(number);
    assertThat(http.get("plain", tile("plan_zones", WEST)).toString())
        .contains("shelter")
        .doesNotContain(number);
    assertThat(http.get("plain", "/layers/plan_zones/features").toString()).doesNotContain(number);
    assertThat(http.get("plain", "/layers/plan_zones").toString()).doesNotContain("telephone");
    assertThat(http.get("trusted", tile("plan_zones", WEST)).toString()).contains(number);
  }

  @Test
  void rowsOutsideTheOwnAreaAreInNoAnswerAndInNoTile() {
    report(WEST);
    report(EAST);
    assertThat(ids(http.get("olga", "/layers/cases/features").json())).hasSize(2);
    assertThat(ids(http.get("wei", "/layers/cases/features").json())).hasSize(1);
    TileAddress wide = TileAddress.at(WEST, LAT, 8);
    String path = "/layers/cases/tiles/" + wide;
    assertThat(Decoded.of(http.get("olga", path).bytes()).features()).hasSize(2);
    assertThat(Decoded.of(http.get("wei", path).bytes()).features()).hasSize(1);
    assertThat(http.get("wei", tile("cases", EAST)).status()).isEqualTo(204);
    assertThat(ids(http.get("wei", "/layers/cases/at?lon=112.99&lat=28.2&tolerance=10").json()))
        .isEmpty();
    JsonNode card = http.get("wei", "/layers/cases").json();
    assertThat(card.has("featureCount")).isFalse();
  }

  @Test
  void aLiveLayerIsNeverOldAndSaysItsPosition() {
    report(WEST);
    Reply first = http.get("olga", tile("cases", WEST));
    report(WEST);
    Reply second = http.get("olga", tile("cases", WEST), "If-None-Match", first.header("ETag"));
    assertThat(second.status()).isEqualTo(200);
    assertThat(Decoded.of(second.bytes()).features()).hasSize(2);
    assertThat(Long.parseLong(second.header("Journal-Position")))
        .isGreaterThan(Long.parseLong(first.header("Journal-Position")));
    assertThat(http.get("olga", "/layers/cases/features").header("Journal-Position"))
        .isEqualTo(second.header("Journal-Position"));
  }

  @Test
  void textOfAFeatureStaysText() {
    String nasty = "<script>\"\\ \u2028 </script>";
    merge(feature("poi", "p-west", WEST, Map.of("name", nasty, "kind", "school")));
    assertThat(
            http.get("olga", "/layers/poi/features?bbox=112.9,28,112.95,29")
                .json()
                .at("/features/0/properties/name")
                .asText())
        .isEqualTo(nasty);
    assertThat(new String(http.get("olga", tile("poi", WEST)).bytes(), StandardCharsets.UTF_8))
        .contains(nasty);
  }

  private List<String> found(String person, String query) {
    Reply reply = http.get(person, "/places?q=" + query);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    for (JsonNode item : reply.json().get("items")) {
      assertThat(http.errors("NamedPlace", item)).as(item.toString()).isEmpty();
      names.add(item.get("name").asText());
    }
    return names;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void placesAreFoundByNameAddressAndCrossing() throws ParseException {
    WKTReader wkt = new WKTReader();
    merge(
        new NewFeature("buildings", "b1", 0, point(WEST), Map.of("address", "芙蓉路388号")),
        new NewFeature("buildings", "b2", 0, point(WEST), Map.of("address", "芙蓉路3880号")),
        new NewFeature(
            "roads",
            "r1",
            0,
            wkt.read("LINESTRING (112.93 28.2, 112.94 28.2)"),
            Map.of("name", "芙蓉路", "from_node", 1L, "to_node", 2L)),
        new NewFeature(
            "roads",
            "r2",
            0,
            wkt.read("LINESTRING (112.94 28.2, 112.95 28.2)"),
            Map.of("name", "芙蓉路", "from_node", 2L, "to_node", 3L)),
        new NewFeature(
            "roads",
            "r3",
            0,
            wkt.read("LINESTRING (112.94 28.1, 112.94 28.2)"),
            Map.of("name", "五一大道", "from_node", 4L, "to_node", 2L)));
    assertThat(found("olga", encoded("芙蓉路388"))).startsWith("芙蓉路388号", "芙蓉路3880号");
    assertThat(found("olga", encoded("芙蓉路３８８号")).get(0)).isEqualTo("芙蓉路388号");
    assertThat(found("olga", encoded("芙蓉路"))).startsWith("芙蓉路").doesNotHaveDuplicates();
    assertThat(found("olga", encoded("医院") + "&near=112.99,28.2")).containsExactly("东医院", "西医院");
    assertThat(found("olga", encoded("医院") + "&near=112.93,28.2&limit=1")).containsExactly("西医院");
    JsonNode crossing =
        http.get("olga", "/places?q=" + encoded("五一大道与芙蓉路路口")).json().at("/items/0");
    assertThat(crossing.get("kind").asText()).isEqualTo("intersection");
    assertThat(crossing.get("lon").asDouble()).isEqualTo(112.94);
    assertThat(found("olga", encoded("没有的地方"))).isEmpty();
    merge(feature("poi", "p-new", WEST, Map.of("name", "新学校", "kind", "school")));
    assertThat(found("olga", encoded("新学校"))).containsExactly("新学校");
    assertThat(http.get("olga", "/places").status()).isEqualTo(400);
    assertRefused(http.get("olga", "/places?q=a&near=b"), 400, "near", "not-a-point");
  }

  @Test
  void placesAreFoundByPinyinWithErrorsAndAsCoordinates() {
    assertThat(found("olga", "dongyiyuan")).containsExactly("东医院");
    assertThat(found("olga", "dyy")).containsExactly("东医院");
    assertThat(found("olga", encoded("东医员"))).startsWith("东医院");
    JsonNode spot =
        http.get("olga", "/places?q=" + encoded("北纬28.2 东经112.95")).json().at("/items/0");
    assertThat(http.errors("NamedPlace", spot)).isEmpty();
    assertThat(spot.get("kind").asText()).isEqualTo("coordinate");
    assertThat(spot.get("lon").asDouble()).isEqualTo(112.95);
  }

  @Test
  void aPointHasAName() {
    Reply reply = http.get("olga", "/places/at?lon=112.9301&lat=28.2");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(http.errors("PlaceAt", reply.json())).isEmpty();
    assertThat(reply.json().at("/nearest/name").asText()).isEqualTo("西医院");
    http.token("blind", "place.read", "see:roads");
    assertThat(http.get("blind", "/places/at?lon=112.9301&lat=28.2").json().has("nearest"))
        .isFalse();
    http.token("nobody", "see:poi");
    assertThat(http.get("nobody", "/places/at?lon=112.9301&lat=28.2").status()).isEqualTo(403);
    assertThat(http.get("olga", "/places/at?lon=112.93").status()).isEqualTo(400);
  }

  @Test
  void noPlaceIsFoundOnALayerOneDoesNotSee() {
    assertThat(found("olga", encoded("西医院"))).hasSize(1);
    http.token("blind", "place.read", "see:roads");
    assertThat(found("blind", encoded("西医院"))).isEmpty();
  }
}
