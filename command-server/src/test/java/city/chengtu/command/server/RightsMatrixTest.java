package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Scope;
import city.chengtu.command.server.RightsCity.Person;
import city.chengtu.command.server.RightsCity.Row;
import city.chengtu.command.server.RightsMatrix.Door;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;

/**
 * Role × layer × row × field × every door out of a whole server: nobody reads a word that the rules
 * do not give, and the doors that answer with rows give all the words that the rules do give.
 */
@Tag("long")
@EachStore
class RightsMatrixTest {
  private final TestStore store;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  @TempDir private Path folder;
  private TestNode node;
  private SpatialDatabase behind;
  private RightsCity city;
  private RightsMatrix matrix;
  private RightsDoors doors;
  private RightsPictures pictures;

  RightsMatrixTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void fill() throws Exception {
    DatabaseSettings settings = store.forServer();
    node =
        TestNode.start(settings, folder.resolve("data"), Map.of("outbound.plain-loopback", "true"))
            .signIn("admin");
    behind = SpatialDatabase.open(settings, List.of("db/command/common"));
    List<Feature> districts = districts();
    city =
        new RightsCity(
            behind, middle(districts.get(0)), middle(districts.get(districts.size() - 1)));
    matrix = new RightsMatrix(city);
    doors = new RightsDoors(city);
    pictures = new RightsPictures(city, node, folder);
    for (Person person : city.people) {
      matrix.askers.put(person, asker(person.role(), districts.get(0).id()));
    }
    untilTheLayersAreKnown();
  }

  /** The server looks every few seconds for what others have written into its store. */
  private void untilTheLayersAreKnown() throws Exception {
    RightsAsker all = matrix.askers.get(new Person("m_all_personal", Scope.ALL, false, true));
    Row last = city.rows(RightsCity.CLOSED).get(0);
    for (int i = 0; i < 300; i++) {
      if (!doors.places(all, RightsCity.CLOSED).get(1).isEmpty()
          && all.text("/ogc/collections/m_closed/items?f=json").contains(last.id())) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("layers written by another process are not noticed");
  }

  /** One server for all of it: starting one costs more than asking it all this. */
  @Test
  void nobodyReadsMoreThanTheRulesGive() throws Exception {
    RightsAsker author = asker(RightsCity.AUTHOR, "");
    RightsAfterwards afterwards = new RightsAfterwards(city, matrix, author, node);
    afterwards.beginToWatch();
    RightsLive live = new RightsLive(city, matrix, doors);
    for (String organisation : List.of(RightsCity.OWN, RightsCity.OTHER)) {
      account("taker_" + organisation, organisation, "", "operator");
      live.happen(organisation, node.person("taker_" + organisation));
    }
    rowsOfNow();
    rowsAsTheyWere();
    live.check();
    pictures.check(matrix);
    filtersAreNoOracle();
    countsAreOfWhatIsSeen();
    afterwards.check();
    RightsOperations.check(answered, matrix, pictures.areThere());
    assertThat(matrix.found).isEmpty();
  }

  private void rowsOfNow() throws Exception {
    stored("features", (a, l) -> RightsDoors.pages(a, "/api/v1/layers/" + l + "/features?limit=2"));
    stored("features in a box", doors::inBoxes);
    stored("features at a point", doors::atPoints);
    stored("tiles", (a, l) -> doors.tiles(a, l, ""));
    stored("single features", (a, l) -> doors.ofRows(a, l, "/api/v1/layers/" + l + "/features/%s"));
    stored("/ogc tiles", (a, l) -> doors.ogcTiles(a, l, "/collections/" + l + "/tiles", ""));
    stored("/ogc tiles of all", (a, l) -> doors.ogcTiles(a, l, "/tiles", "?collections=" + l));
    stored(
        "/ogc items",
        (a, l) -> RightsDoors.pages(a, "/ogc/collections/" + l + "/items?f=json&limit=2"));
    stored("/ogc pages", (a, l) -> List.of(a.text("/ogc/collections/" + l + "/items?f=html")));
    stored(
        "/ogc items as json", (a, l) -> doors.ofRows(a, l, "/ogc/collections/" + l + "/items/%s"));
    stored(
        "/ogc items as html",
        (a, l) -> doors.ofRows(a, l, "/ogc/collections/" + l + "/items/%s?f=html"));
    stored("what is here", doors::here);
    for (String form :
        List.of("application/json", "application/geo+json", "application/x-ndjson")) {
      stored(
          "a query as " + form,
          (a, l) -> List.of(a.answer("/api/v1/questions/query", form, RightsDoors.query(l))));
    }
    stored("nearest", doors::nearest);
    for (String format :
        List.of("geojson", "geojsonseq", "csv", "csv&encoding=gbk", "gpkg", "shp")) {
      stored("download as " + format, (a, l) -> List.of(RightsDoors.download(a, l, format, "")));
    }
    Map<RightsAsker, List<String>> sheets = new ConcurrentHashMap<>();
    matrix.everybody((person, asker) -> sheets.put(asker, doors.prints(asker)));
    check("paper", RightsCity.STORED, List.of(), (a, l) -> sheets.get(a));
    List<String> places = List.of("id", "name", "secret");
    check("around", List.of(RightsCity.PLACES), places, doors::around);
    check("what is here of our own", List.of(RightsCity.PLACES), places, doors::here);
    check("place search", RightsCity.STORED, List.of("name"), doors::places);
    matrix.check(
        "reverse geocoding",
        List.of(RightsCity.PLACES),
        matrix.rows(places, List.of("now")),
        this::called,
        doors::placesAt);
    matrix.check(
        "descriptions",
        RightsCity.STORED,
        RightsMatrix::nothing,
        RightsCity::described,
        RightsDoors::descriptions);
  }

  /** A door plate, else a name; and which place it is. */
  private Set<String> called(Person person, String layer) {
    String by = person.hides() ? "name" : "secret";
    return city.allowed(person, layer, List.of("id", by), List.of("now"));
  }

  private void stored(String name, Door door) throws Exception {
    check(name, RightsCity.STORED, RightsCity.ALL_FIELDS, door);
  }

  private void check(String name, List<String> layers, List<String> complete, Door door)
      throws Exception {
    matrix.check(name, layers, complete, door);
  }

  private void rowsAsTheyWere() throws Exception {
    String at = city.before.toString();
    Map<String, Door> past = new LinkedHashMap<>();
    past.put(
        "features then",
        (a, l) -> RightsDoors.pages(a, "/api/v1/layers/" + l + "/features?limit=2&at=" + at));
    past.put("tiles then", (a, l) -> doors.tiles(a, l, "?at=" + at));
    past.put(
        "/ogc items then",
        (a, l) -> RightsDoors.pages(a, "/ogc/collections/" + l + "/items?limit=2&datetime=" + at));
    past.put("download then", (a, l) -> List.of(RightsDoors.download(a, l, "gpkg", "&at=" + at)));
    matrix.check(
        "versions",
        RightsCity.STORED,
        RightsCity.ALL_FIELDS,
        List.of("then", "now"),
        (a, l) -> doors.ofRows(a, l, "/api/v1/layers/" + l + "/features/%s/history"));
    for (Map.Entry<String, Door> door : past.entrySet()) {
      matrix.check(
          door.getKey(),
          RightsCity.STORED,
          RightsCity.ALL_FIELDS,
          List.of("then"),
          door.getValue());
    }
  }

  /** A filter must not say yes or no about what the asker cannot read. */
  private void filtersAreNoOracle() throws Exception {
    matrix.everybody(
        (person, asker) -> {
          for (Row row : storedRows()) {
            for (String field : RightsCity.FIELDS) {
              String said =
                  asker.text(
                      "/ogc/collections/"
                          + row.layer()
                          + "/items?f=json&filter="
                          + RightsAsker.encoded(field + "='" + row.word(field, "now") + "'"));
              JsonObject asked = RightsDoors.query(row.layer());
              asked
                  .getJsonArray("layers")
                  .getJsonObject(0)
                  .put("filter", field + "='" + row.word(field, "now") + "'");
              String other = asker.answer("/api/v1/questions/query", "application/json", asked);
              for (String answer : List.of(said, other)) {
                assertThat(answer.contains("\"type\":\"Feature\""))
                    .as("%s asks for %s of %s: %s", person, field, row, answer)
                    .isEqualTo(person.sees(row, field));
              }
            }
          }
        });
  }

  /** Counts and extents tell of rows, too. */
  private void countsAreOfWhatIsSeen() throws Exception {
    matrix.everybody(
        (person, asker) -> {
          for (String layer : RightsCity.STORED) {
            long seen =
                city.rows.stream().filter(r -> r.layer().equals(layer) && person.sees(r)).count();
            JsonObject card = asker.json("/api/v1/layers/" + layer);
            JsonObject items = asker.json("/ogc/collections/" + layer + "/items?f=json&limit=1");
            if (person.scope() != Scope.ALL) {
              assertThat(card.getValue("featureCount")).as("%s %s", person, layer).isNull();
              assertThat(card.getValue("extent")).as("%s %s", person, layer).isNull();
            }
            if (items.containsKey("numberMatched")) {
              assertThat(items.getLong("numberMatched")).isEqualTo(seen);
            }
            counts(asker, layer, seen);
          }
        });
  }

  private static void counts(RightsAsker asker, String layer, long seen) throws Exception {
    String estimate =
        asker.answer(
            "/api/v1/questions/query?estimate=true", "application/json", RightsDoors.query(layer));
    String counted =
        asker.answer(
            "/api/v1/questions/counts",
            "application/json",
            new JsonObject()
                .put("layer", new JsonObject().put("layer", layer))
                .put("by", "district"));
    if (seen > 0) {
      assertThat(new JsonObject(estimate).getLong("rows")).as(estimate).isEqualTo(seen);
      assertThat(new JsonObject(counted).getLong("counted")).as(counted).isEqualTo(seen);
    } else {
      assertThat(new JsonObject(estimate).getLong("rows", 0L)).as(estimate).isZero();
      assertThat(new JsonObject(counted).getLong("counted", 0L)).as(counted).isZero();
    }
  }

  private List<Row> storedRows() {
    return city.rows.stream().filter(r -> RightsCity.STORED.contains(r.layer())).toList();
  }

  /** Divisions of the lowest level: they do not overlap. */
  private List<Feature> districts() {
    Catalogue catalogue = new Catalogue();
    StoredLayers.open(behind, catalogue, Clock.systemUTC());
    List<Feature> all =
        catalogue.get("boundaries").read(FeatureQuery.of("boundaries").withLimit(1000));
    int longest = all.stream().mapToInt(f -> f.id().length()).max().orElseThrow();
    return all.stream().filter(f -> f.id().length() == longest).toList();
  }

  private static Coordinate middle(Feature division) {
    return division.geometry().getInteriorPoint().getCoordinate();
  }

  private RightsAsker asker(String role, String area) throws Exception {
    untilTheRulesAreKnown(role);
    account(role, RightsCity.OWN, area, role);
    String token =
        node.post(
                "/tokens",
                new JsonObject()
                    .put("account", role)
                    .put("name", "matrix")
                    .put("scopes", new JsonArray(List.of("*", "see:*"))))
            .getString("secret");
    return new RightsAsker(node.uri("/"), token, answered);
  }

  private void account(String name, String organisation, String area, String role)
      throws Exception {
    node.post(
        "/accounts",
        new JsonObject()
            .put("account", name)
            .put("name", "某人")
            .put("organisation", organisation)
            .put("area", area)
            .put("roles", new JsonArray(List.of(role)))
            .put("password", "Yunxiang-2026")
            .put("mustChange", false));
  }

  private void untilTheRulesAreKnown(String role) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (node.get("/roles").encode().contains("\"" + role + "\"")
          && node.get("/layers/boundaries") != null) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the rules of another node are not heard of");
  }

  @AfterEach
  void close() throws Exception {
    matrix.close();
    pictures.close();
    behind.close();
    node.close();
  }
}
