package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Scope;
import city.chengtu.command.server.RightsCity.Person;
import city.chengtu.command.server.RightsCity.Row;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  /** Doors that say nothing of these rows to anybody: they are about layers, or about others. */
  private static final Set<String> SILENT =
      Set.of("descriptions", "history", "around", "reverse geocoding");

  private final TestStore store;
  @TempDir private Path folder;
  private TestNode node;
  private SpatialDatabase behind;
  private RightsCity city;
  private final Map<Person, RightsAsker> askers = new LinkedHashMap<>();
  private final Map<String, List<String>> things = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();

  RightsMatrixTest(TestStore store) {
    this.store = store;
  }

  /** What a door says to somebody, in texts that hold every word it gives. */
  private interface Door {
    List<String> open(RightsAsker asker, String layer) throws Exception;
  }

  @BeforeEach
  void fill() throws Exception {
    var settings = store.forServer();
    node = TestNode.start(settings, folder.resolve("data"), Map.of()).signIn("admin");
    behind = SpatialDatabase.open(settings, List.of("db/command/common"));
    List<Feature> districts = districts();
    city =
        new RightsCity(
            behind, middle(districts.get(0)), middle(districts.get(districts.size() - 1)));
    for (Person person : city.people) {
      askers.put(person, asker(person, districts.get(0).id()));
    }
    happen();
    untilTheLayersAreKnown();
  }

  /** The server looks every few seconds for what others have written into its store. */
  private void untilTheLayersAreKnown() throws Exception {
    RightsAsker all = askers.get(new Person("m_all_personal", Scope.ALL, false, true));
    Row last = city.rows(RightsCity.CLOSED).get(0);
    for (int i = 0; i < 300; i++) {
      if (!places(all, RightsCity.CLOSED).get(1).isEmpty()
          && all.text("/ogc/collections/m_closed/items?f=json").contains(last.id())) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("layers written by another process are not noticed");
  }

  /** Calls and reports, taken by people of the one organisation and of the other. */
  private void happen() throws Exception {
    Map<String, TestNode> takers = new LinkedHashMap<>();
    for (String organisation : List.of(RightsCity.OWN, RightsCity.OTHER)) {
      account("taker_" + organisation, organisation, "", "operator");
      takers.put(organisation, node.person("taker_" + organisation));
    }
    for (String layer : RightsCity.LIVE) {
      List<String> ids = new ArrayList<>();
      for (Row row : city.rows(layer)) {
        JsonObject made = takers.get(row.organisation()).post("/" + layer, thing(row));
        ids.add(made.getString("id"));
      }
      things.put(layer, ids);
    }
  }

  private JsonObject thing(Row row) {
    Coordinate at = city.place(row);
    JsonObject thing =
        new JsonObject()
            .put(
                "place",
                new JsonObject()
                    .put("lon", at.x)
                    .put("lat", at.y)
                    .put("address", row.word("name", "now")))
            .put("description", row.word("secret", "now"));
    return row.layer().equals("cases")
        ? thing.put("class", "E0102")
        : thing
            .put("type", "gas_leak")
            .put("caller", new JsonObject().put("phone", row.word("phone", "now")));
  }

  @AfterEach
  void close() {
    behind.close();
    node.close();
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

  private RightsAsker asker(Person person, String area) throws Exception {
    untilTheRulesAreKnown(person);
    account(person.role(), RightsCity.OWN, area, person.role());
    String token =
        node.post(
                "/tokens",
                new JsonObject()
                    .put("account", person.role())
                    .put("name", "matrix")
                    .put("scopes", new JsonArray(List.of("*", "see:*"))))
            .getString("secret");
    return new RightsAsker(node.uri("/"), token);
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

  private void untilTheRulesAreKnown(Person person) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (node.get("/roles").encode().contains("\"" + person.role() + "\"")
          && node.get("/layers/boundaries") != null) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the rules of another node are not heard of");
  }

  /** One server for all of it: starting one costs more than asking it all this. */
  @Test
  void nobodyReadsMoreThanTheRulesGive() throws Exception {
    rowsOfNow();
    rowsAsTheyWere();
    liveThings();
    filtersAreNoOracle();
    countsAreOfWhatIsSeen();
    assertThat(found).isEmpty();
  }

  private void rowsOfNow() throws Exception {
    stored("features", (a, l) -> pages(a, "/api/v1/layers/" + l + "/features?limit=2"));
    stored("features in a box", this::inBoxes);
    stored("features at a point", this::atPoints);
    stored("tiles", (a, l) -> tiles(a, l, ""));
    stored("single features", (a, l) -> ofRows(a, l, "/api/v1/layers/" + l + "/features/%s"));
    stored("/ogc tiles", (a, l) -> ogcTiles(a, l, "/collections/" + l + "/tiles", ""));
    stored("/ogc tiles of all", (a, l) -> ogcTiles(a, l, "/tiles", "?collections=" + l));
    stored("/ogc items", (a, l) -> pages(a, "/ogc/collections/" + l + "/items?f=json&limit=2"));
    stored("/ogc pages", (a, l) -> List.of(a.text("/ogc/collections/" + l + "/items?f=html")));
    stored("/ogc items as json", (a, l) -> ofRows(a, l, "/ogc/collections/" + l + "/items/%s"));
    stored(
        "/ogc items as html", (a, l) -> ofRows(a, l, "/ogc/collections/" + l + "/items/%s?f=html"));
    stored("what is here", this::here);
    for (String form :
        List.of("application/json", "application/geo+json", "application/x-ndjson")) {
      stored(
          "a query as " + form,
          (a, l) -> List.of(a.answer("/api/v1/questions/query", form, query(l))));
    }
    stored("nearest", this::nearest);
    for (String format :
        List.of("geojson", "geojsonseq", "csv", "csv&encoding=gbk", "gpkg", "shp")) {
      stored("download as " + format, (a, l) -> List.of(download(a, l, format, "")));
    }
    check("paper", RightsCity.STORED, List.of(), "now", this::prints);
    check("around", RightsCity.STORED, List.of(), "now", this::around);
    check("place search", RightsCity.STORED, List.of("name"), "now", this::places);
    check("reverse geocoding", RightsCity.STORED, List.of(), "now", this::placesAt);
    check("descriptions", RightsCity.STORED, List.of(), "now", this::descriptions);
    check("history", RightsCity.STORED, List.of(), "now", this::histories);
  }

  private void stored(String name, Door door) throws Exception {
    check(name, RightsCity.STORED, RightsCity.ALL_FIELDS, "now", door);
  }

  private void rowsAsTheyWere() throws Exception {
    String at = city.before.toString();
    Map<String, Door> doors = new LinkedHashMap<>();
    doors.put(
        "features then", (a, l) -> pages(a, "/api/v1/layers/" + l + "/features?limit=2&at=" + at));
    doors.put("tiles then", (a, l) -> tiles(a, l, "?at=" + at));
    doors.put(
        "/ogc items then",
        (a, l) -> pages(a, "/ogc/collections/" + l + "/items?limit=2&datetime=" + at));
    doors.put("download then", (a, l) -> List.of(download(a, l, "gpkg", "&at=" + at)));
    for (Map.Entry<String, Door> door : doors.entrySet()) {
      check(door.getKey(), RightsCity.STORED, RightsCity.ALL_FIELDS, "then", door.getValue());
    }
  }

  private void liveThings() throws Exception {
    List<String> open = List.of("name");
    List<String> described = List.of("name", "secret");
    live("lists", described, (a, l) -> List.of(a.text("/api/v1/" + l + "?limit=100")));
    live("cards", described, (a, l) -> ofEach(a, l, "/api/v1/" + l + "/%s"));
    live("timelines", List.of(), (a, l) -> ofEach(a, l, "/api/v1/" + l + "/%s/timeline"));
    live("layers", open, (a, l) -> pages(a, "/api/v1/layers/" + l + "/features?limit=2"));
    live("boxes", open, this::inBoxes);
    live("points", open, this::atPoints);
    live("tiles", List.of(), (a, l) -> tiles(a, l, ""));
    live("/ogc", open, (a, l) -> pages(a, "/ogc/collections/" + l + "/items?f=json&limit=2"));
    live("/ogc page", open, (a, l) -> List.of(a.text("/ogc/collections/" + l + "/items?f=html")));
    live("/ogc item", open, (a, l) -> ofEach(a, l, "/ogc/collections/" + l + "/items/%s?f=json"));
    live("histories", described, this::liveHistories);
    Map<RightsAsker, String> journals = new LinkedHashMap<>();
    Map<RightsAsker, CompletableFuture<String>> feeds = new LinkedHashMap<>();
    for (RightsAsker asker : askers.values()) {
      journals.put(asker, asker.text("/api/v1/journal?limit=1000"));
      feeds.put(asker, asker.events("/live/events?since=0"));
    }
    live("journal", described, (a, l) -> List.of(ofKind(journals.get(a), l)));
    live("feed", described, (a, l) -> List.of(ofKind(feeds.get(a).get(20, TimeUnit.SECONDS), l)));
  }

  private void live(String name, List<String> complete, Door door) throws Exception {
    check("live things: " + name, RightsCity.LIVE, complete, "now", door);
  }

  private List<String> ofEach(RightsAsker asker, String layer, String address) throws Exception {
    List<String> texts = new ArrayList<>();
    for (String id : things.get(layer)) {
      texts.add(asker.text(address.formatted(id)));
    }
    return texts;
  }

  private List<String> liveHistories(RightsAsker asker, String layer) throws Exception {
    return ofEach(asker, layer, "/api/v1/history/" + kind(layer) + "/%s");
  }

  private static String kind(String layer) {
    return layer.substring(0, layer.length() - 1);
  }

  /** The words of that kind's rows only: feed and journal tell of all kinds at once. */
  private String ofKind(String text, String layer) {
    Set<String> own = new TreeSet<>();
    for (Row row : city.rows(layer)) {
      RightsCity.FIELDS.forEach(f -> own.add(row.word(f, "now")));
      own.add(row.id());
    }
    own.retainAll(RightsCity.words(text));
    return String.join(" ", own);
  }

  /** A filter must not say yes or no about what the asker cannot read. */
  private void filtersAreNoOracle() throws Exception {
    for (Map.Entry<Person, RightsAsker> one : askers.entrySet()) {
      for (Row row : storedRows()) {
        for (String field : RightsCity.FIELDS) {
          String said =
              one.getValue()
                  .text(
                      "/ogc/collections/"
                          + row.layer()
                          + "/items?f=json&filter="
                          + RightsAsker.encoded(field + "='" + row.word(field, "now") + "'"));
          JsonObject asked = query(row.layer());
          asked
              .getJsonArray("layers")
              .getJsonObject(0)
              .put("filter", field + "='" + row.word(field, "now") + "'");
          String other =
              one.getValue().answer("/api/v1/questions/query", "application/json", asked);
          for (String answer : List.of(said, other)) {
            assertThat(answer.contains("\"type\":\"Feature\""))
                .as("%s asks for %s of %s: %s", one.getKey(), field, row, answer)
                .isEqualTo(one.getKey().sees(row, field));
          }
        }
      }
    }
  }

  /** Counts and extents tell of rows, too. */
  private void countsAreOfWhatIsSeen() throws Exception {
    for (Map.Entry<Person, RightsAsker> one : askers.entrySet()) {
      for (String layer : RightsCity.STORED) {
        long seen =
            city.rows.stream().filter(r -> r.layer().equals(layer) && one.getKey().sees(r)).count();
        JsonObject card = one.getValue().json("/api/v1/layers/" + layer);
        JsonObject items =
            one.getValue().json("/ogc/collections/" + layer + "/items?f=json&limit=1");
        if (one.getKey().scope() != Scope.ALL) {
          assertThat(card.getValue("featureCount")).as("%s %s", one.getKey(), layer).isNull();
          assertThat(card.getValue("extent")).as("%s %s", one.getKey(), layer).isNull();
        }
        if (items.containsKey("numberMatched")) {
          assertThat(items.getLong("numberMatched")).isEqualTo(seen);
        }
        counts(one.getValue(), layer, seen);
      }
    }
  }

  private static void counts(RightsAsker asker, String layer, long seen) throws Exception {
    String estimate =
        asker.answer("/api/v1/questions/query?estimate=true", "application/json", query(layer));
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

  /**
   * @param complete the fields of which the door gives every word that may be read
   */
  private void check(
      String name, List<String> layers, List<String> complete, String when, Door door)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    Set<String> given = new TreeSet<>();
    for (Map.Entry<Person, RightsAsker> one : askers.entrySet()) {
      for (String layer : layers) {
        Set<String> read = new TreeSet<>();
        for (String text : door.open(one.getValue(), layer)) {
          read.addAll(RightsCity.words(text));
        }
        given.addAll(read);
        Set<String> missing = new TreeSet<>(city.allowed(one.getKey(), layer, complete, when));
        missing.removeAll(read);
        read.removeAll(city.allowed(one.getKey(), layer, RightsCity.ALL_FIELDS, when));
        if (!read.isEmpty()) {
          wrong.add(one.getKey() + " " + layer + " reads " + read);
        }
        if (!missing.isEmpty()) {
          wrong.add(one.getKey() + " " + layer + " misses " + missing);
        }
      }
    }
    if (given.isEmpty() != SILENT.contains(name)) {
      wrong.add("in all is given " + given);
    }
    wrong.forEach(w -> found.add(name + ": " + w));
  }

  private static List<String> pages(RightsAsker asker, String first) throws Exception {
    List<String> texts = new ArrayList<>();
    String address = first;
    while (address != null) {
      String text = asker.text(address);
      texts.add(text);
      JsonObject page = new JsonObject(text);
      assertThat(texts).hasSizeLessThan(50);
      address = next(first, page);
    }
    return texts;
  }

  private static String next(String first, JsonObject page) {
    if (page.getString("next") != null) {
      return first + "&after=" + RightsAsker.encoded(page.getString("next"));
    }
    return page.getJsonArray("links", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(link -> "next".equals(link.getString("rel")))
        .map(link -> link.getString("href"))
        .findFirst()
        .orElse(null);
  }

  private List<String> inBoxes(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      String box = (at.x - 1e-6) + "," + (at.y - 1e-6) + "," + (at.x + 1e-6) + "," + (at.y + 1e-6);
      texts.add(asker.text("/api/v1/layers/" + layer + "/features?bbox=" + box));
    }
    return texts;
  }

  private List<String> atPoints(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(
          asker.text(
              "/api/v1/layers/%s/at?lon=%s&lat=%s&tolerance=1".formatted(layer, at.x, at.y)));
    }
    return texts;
  }

  private List<String> tiles(RightsAsker asker, String layer, String query) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      TileAddress tile = TileAddress.at(at.x, at.y, 16);
      texts.add(
          asker.text(
              "/api/v1/layers/%s/tiles/%d/%d/%d%s"
                  .formatted(layer, tile.z(), tile.x(), tile.y(), query)));
    }
    return texts;
  }

  private List<String> ogcTiles(RightsAsker asker, String layer, String tiles, String query)
      throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      TileAddress tile = TileAddress.at(at.x, at.y, 16);
      texts.add(
          asker.text(
              "/ogc%s/WebMercatorQuad/%d/%d/%d%s"
                  .formatted(tiles, tile.z(), tile.y(), tile.x(), query)));
      texts.add(
          asker.text(
              "/ogc%s/WorldCRS84Quad/16/%d/%d%s"
                  .formatted(
                      tiles,
                      (int) ((90 - at.y) / 180 * (1 << 16)),
                      (int) ((at.x + 180) / 180 * (1 << 16)),
                      query)));
    }
    return texts;
  }

  private List<String> here(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(
          ofKind(
              asker.text("/api/v1/questions/here?tolerance=1&lon=%s&lat=%s".formatted(at.x, at.y)),
              layer));
    }
    return texts;
  }

  private static JsonObject query(String layer) {
    return new JsonObject()
        .put("layers", new JsonArray().add(new JsonObject().put("layer", layer)));
  }

  private List<String> nearest(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(
          asker.answer(
              "/api/v1/questions/nearest",
              "application/json",
              new JsonObject()
                  .put("layer", layer)
                  .put("lon", at.x)
                  .put("lat", at.y)
                  .put("count", 20)));
    }
    return texts;
  }

  private static String download(RightsAsker asker, String layer, String format, String more)
      throws Exception {
    return asker.text("/api/v1/layers/" + layer + "/download?purpose=test&format=" + format + more);
  }

  private List<String> prints(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : List.of(city.rows(layer).get(0), city.rows(layer).get(5))) {
      Coordinate at = city.place(row);
      texts.add(
          asker.print(
              new JsonObject()
                  .put("paper", "A4")
                  .put("scale", 500)
                  .put("centre", new JsonArray(List.of(at.x, at.y)))
                  .put("layers", new JsonArray().add(new JsonObject().put("id", layer)))));
    }
    return texts;
  }

  private List<String> around(RightsAsker asker, String layer) throws Exception {
    Coordinate at = city.place(city.rows(layer).get(0));
    return List.of(
        ofKind(
            asker.text("/api/v1/questions/around?metres=20000&lon=" + at.x + "&lat=" + at.y),
            layer));
  }

  private List<String> ofRows(RightsAsker asker, String layer, String address) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      texts.add(withoutQuestion(asker.text(address.formatted(row.id())), row.id()));
    }
    return texts;
  }

  /** A refusal repeats what was asked for: that alone tells nothing. */
  private static String withoutQuestion(String answer, String asked) {
    return RightsCity.words(answer).equals(Set.of(asked)) ? "" : answer;
  }

  private List<String> places(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      for (String field : List.of("id", "name", "secret", "phone")) {
        JsonArray items =
            asker.json("/api/v1/places?q=" + row.word(field, "now")).getJsonArray("items");
        texts.add(ofLayer(items, layer));
      }
    }
    return texts;
  }

  private List<String> placesAt(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(ofKind(asker.text("/api/v1/places/at?lon=" + at.x + "&lat=" + at.y), layer));
    }
    return texts;
  }

  private static String ofLayer(JsonArray items, String layer) {
    StringBuilder text = new StringBuilder();
    for (Object item : items == null ? new JsonArray() : items) {
      if (layer.equals(((JsonObject) item).getString("layer"))) {
        text.append(item);
      }
    }
    return text.toString();
  }

  private List<String> descriptions(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (String address :
        List.of(
            "/api/v1/catalogue",
            "/api/v1/layers/" + layer,
            "/api/v1/layers/" + layer + "/form",
            "/api/v1/catalogue/" + layer,
            "/api/v1/catalogue/" + layer + "/versions",
            "/api/v1/catalogue?q=" + layer,
            "/api/v1/edits",
            "/ogc/collections/" + layer + "/schema",
            "/ogc/styles",
            "/ogc/collections",
            "/ogc/collections/" + layer,
            "/ogc/collections/" + layer + "/queryables")) {
      texts.add(asker.text(address));
    }
    return texts;
  }

  private List<String> histories(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    texts.add(asker.text("/api/v1/history/layer/" + layer));
    for (Row row : city.rows(layer)) {
      texts.add(withoutQuestion(asker.text("/api/v1/history/" + layer + "/" + row.id()), row.id()));
    }
    return texts;
  }
}
