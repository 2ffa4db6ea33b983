package city.chengtu.command.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Routes;
import city.chengtu.command.cases.TestHttp;
import city.chengtu.command.cases.TestHttp.Parts;
import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.command.inbox.Inbox;
import city.chengtu.command.inbox.InboxRoutes;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.onemap.OneMap;
import city.chengtu.command.onemap.StoredExtents;
import city.chengtu.gis.feature.Catalogue;
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
import city.chengtu.gis.tile.TileCache;
import city.chengtu.gis.tile.TileMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** The catalogue over real HTTP, on each store, with the delivered rules. */
@EachStore
class CatalogueHttpTest {
  private static final GeometryFactory MAP = new GeometryFactory();

  private final SpatialDatabase database;
  private final Catalogue catalogue = new Catalogue();
  private final StoredLayers layers;
  private final TestHttp http;
  private AccessPolicy policy;
  private Inbox inbox;
  private Commands commands;

  CatalogueHttpTest(TestStore store) {
    database = store.database("db/command/common");
    layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    http =
        new TestHttp(
                database, List.of("api", "cases", "onemap", "catalogue", "inbox"), this::routes)
            .person("olga", "operator", "centre", "")
            .person("gao", "department", "gas", "")
            .person("wang", "department", "water", "")
            .person("paul", "planner", "planning", "");
  }

  private Routes routes(Parts parts) {
    policy = parts.policy();
    TileMaker maker = new TileMaker(1_000);
    OneMap map =
        new OneMap(
            catalogue,
            policy,
            parts.journal(),
            new StoredExtents(layers),
            new TileCache(catalogue, maker, 1 << 20),
            maker,
            PlaceSearch.open(layers, catalogue, null, Duration.ofSeconds(20)));
    commands =
        new Commands(
            database.jdbi(),
            new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256),
            Clock.systemUTC(),
            entries -> {});
    inbox = new Inbox(database.jdbi(), commands);
    CatalogueParts all =
        new CatalogueParts(
            map,
            catalogue,
            actor -> List.of(),
            layers,
            policy,
            database.jdbi(),
            parts.clock(),
            ZoneOffset.UTC);
    return builder -> {
      new CatalogueRoutes(parts.api(), all).mount(builder);
      new InboxRoutes(parts.api(), inbox).mount(builder);
    };
  }

  @BeforeEach
  void layersOfACity() {
    database
        .jdbi()
        .useHandle(
            h -> {
              for (String table :
                  List.of("layer_record", "subscription", "notice", "inbox", "layer_quality")) {
                h.execute("delete from " + table);
              }
            });
    layers.define(layer("gas_pipes", "燃气管道", "Gas pipes", ShareClass.NOT_SHARED, "gas"));
    layers.define(layer("hydrants", "消火栓", "Hydrants", ShareClass.UNCONDITIONAL, null));
    layers.define(layer("shelters", "应急避难场所", "Shelters", ShareClass.CONDITIONAL, "water"));
    layers.end(change(), "hydrants", List.of("h1", "h2", "h3", "h4"));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private static Layer layer(
      String id, String zh, String en, ShareClass share, String organisation) {
    return new Layer(
        id,
        "base",
        new Text(zh, en),
        GeometryKind.POINT,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("kind", "类型", "Kind", Field.Type.TEXT)),
        new LayerOrigin("住建局", "test", null, null, share, organisation),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, null, null),
        false);
  }

  private static ChangeSet change() {
    return ChangeSet.merge("loader", "test load", "hydrants.shp");
  }

  private static NewFeature hydrant(String id, double lon, String name) {
    return new NewFeature(
        "hydrants",
        id,
        0,
        MAP.createPoint(new Coordinate(lon, 28.2)),
        name == null ? Map.of("kind", "x") : Map.of("kind", "x", "name", name));
  }

  private List<String> found(String person, String query) {
    Reply reply = http.get(person, "/catalogue?limit=50&" + query);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    reply.json().get("layers").forEach(layer -> ids.add(layer.get("id").asText()));
    return ids;
  }

  private static String q(String text) {
    return "q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Reply patch(String person, String layer, long seen, String json) {
    return http.send("PATCH", person, "/catalogue/" + layer, json, "If-Match", "\"" + seen + "\"");
  }

  @Test
  void layersAreFoundInEveryWayPeopleType() {
    for (String typed :
        List.of(
            "消火栓",
            "火栓",
            "xiaohuoshuan",
            "xhs",
            "xiaohs",
            "Hydrants",
            "hydrant",
            "hidrants",
            "霄火栓")) {
      assertThat(found("olga", q(typed))).as(typed).first().isEqualTo("hydrants");
    }
    assertThat(found("olga", q("住建局 消火栓"))).as("words of several fields").contains("hydrants");
    assertThat(found("olga", q("qqqqqq"))).isEmpty();
    assertThat(found("olga", q("···"))).as("nothing to search for").isEmpty();
    assertThat(found("olga", "share=unconditional&theme=base&owner=住建局"))
        .containsExactly("hydrants");
  }

  @Test
  void whatOneMayNotSeeIsNotThere() {
    assertThat(found("gao", q("燃气"))).containsExactly("gas_pipes");
    for (String person : List.of("wang", "olga")) {
      assertThat(found(person, q("燃气"))).as(person).doesNotContain("gas_pipes");
      for (String path : List.of("", "/versions")) {
        assertThat(http.get(person, "/catalogue/gas_pipes" + path).status()).isEqualTo(404);
      }
      assertThat(http.get(person, "/catalogue/tree").toString()).doesNotContain("gas_pipes");
      assertThat(http.post(person, "/catalogue/gas_pipes/subscription", "").status())
          .isEqualTo(404);
    }
    assertThat(found("wang", "")).contains("shelters");
    assertThat(found("olga", "")).doesNotContain("shelters");
  }

  @Test
  void anEntryIsEditedWithItsHistoryAndNobodyOverwritesUnseen() {
    Reply before = http.get("paul", "/catalogue/hydrants");
    assertThat(before.header("ETag")).isEqualTo("\"0\"");
    assertThat(http.errors("LayerEntry", before.json())).isEmpty();
    Reply edited =
        patch(
            "paul",
            "hydrants",
            0,
            """
            {"title":{"zh":"市政消火栓","en":"City hydrants"},"summary":{"zh":"全市取水点","en":"Water points"},
             "shareClass":"CONDITIONAL","organisation":"water","open":true,"updateCycle":"MONTH","required":["name"],
             "approvalNumber":"审图号 3"}\
            """);
    assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
    assertThat(edited.json().at("/layer/title/zh").asText()).isEqualTo("市政消火栓");
    assertThat(edited.json().at("/version").asLong()).isEqualTo(1);
    Reply stale = patch("paul", "hydrants", 0, "{\"contact\":\"x\"}");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.json().at("/current/version").asLong()).isEqualTo(1);
    layers.catchUp();
    assertThat(found("wang", q("市政消火栓"))).as("its owner now").containsExactly("hydrants");
    assertThat(found("olga", q("市政消火栓"))).as("no longer shared with all").isEmpty();
    assertThat(found("paul", q("取水点"))).as("by its summary").contains("hydrants");
    JsonNode versions = http.get("paul", "/catalogue/hydrants/versions").json();
    assertThat(versions.get("entries")).hasSize(1);
    assertThat(versions.at("/entries/0/author").asText()).isEqualTo("paul");
    assertThat(versions.at("/entries/0/record/required/0").asText()).isEqualTo("name");
  }

  @Test
  void badEditsAreRefusedByField() {
    Map<String, String> bad =
        Map.of(
            "{\"theme\":\"nowhere\"}", "/theme",
            "{\"required\":[\"no_such\"]}", "/required",
            "{\"colour\":\"red\"}", "/colour");
    bad.forEach(
        (json, field) -> {
          Reply reply = patch("paul", "hydrants", 0, json);
          assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
          assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo(field);
        });
    assertThat(patch("olga", "hydrants", 0, "{\"contact\":\"x\"}").status()).isEqualTo(403);
    assertThat(http.get("paul", "/catalogue/hydrants").header("ETag")).isEqualTo("\"0\"");
  }

  @Test
  void followersAreToldOfEachChangeOnce() {
    layers.write(change(), Stream.of(hydrant("h1", 112.9, "a")));
    assertThat(http.post("olga", "/catalogue/hydrants/subscription", "").status()).isEqualTo(200);
    assertThat(http.post("gao", "/catalogue/gas_pipes/subscription", "").status()).isEqualTo(200);
    watch().run();
    assertThat(http.get("olga", "/inbox").json().get("items")).as("nothing has changed").isEmpty();
    layers.write(change(), Stream.of(hydrant("h2", 112.91, "b"), hydrant("h3", 112.92, "c")));
    watch().run();
    watch().run();
    JsonNode box = http.get("olga", "/inbox").json();
    assertThat(box.get("items")).hasSize(1);
    JsonNode notice = box.at("/items/0");
    assertThat(notice.at("/content/added").asLong()).isEqualTo(2);
    assertThat(notice.at("/content/title/zh").asText()).isEqualTo("消火栓");
    assertThat(http.get("gao", "/inbox").json().get("items")).isEmpty();
    String id = notice.get("id").asText();
    assertThat(http.post("gao", "/inbox/" + id + "/acknowledgement", "").status())
        .as("not his")
        .isEqualTo(404);
    assertThat(http.post("olga", "/inbox/" + id + "/acknowledgement", "").status()).isEqualTo(200);
    assertThat(http.get("olga", "/inbox?waiting=true").json().get("waiting").asInt()).isZero();
  }

  @Test
  void whoLosesSightOfALayerHearsNoMoreOfIt() {
    layers.write(change(), Stream.of(hydrant("h1", 112.9, "a")));
    assertThat(http.post("olga", "/catalogue/hydrants/subscription", "").status()).isEqualTo(200);
    layers.define(layer("hydrants", "消火栓", "Hydrants", ShareClass.NOT_SHARED, "gas"));
    layers.write(change(), Stream.of(hydrant("h4", 112.9, "d")));
    watch().run();
    assertThat(http.get("olga", "/inbox").json().get("items")).isEmpty();
  }

  private SubscriptionWatch watch() {
    return new SubscriptionWatch(
        catalogue,
        layers,
        policy,
        account ->
            Optional.of(
                new Actor(
                    account,
                    account,
                    account.equals("gao") ? "gas" : "centre",
                    "",
                    Set.of(account.equals("gao") ? "department" : "operator"),
                    Set.of(),
                    "",
                    "test")),
        database.jdbi(),
        commands,
        inbox);
  }

  @Test
  void figuresSayHowGoodALayerIs() {
    patch("paul", "hydrants", 0, "{\"required\":[\"name\"]}");
    layers.write(
        change(),
        Stream.of(
            hydrant("h1", 112.9, "a"), hydrant("h2", 112.9, "a"), hydrant("h3", 112.95, null)));
    new QualityWatch(catalogue, database.jdbi(), Clock.systemUTC())
        .check(catalogue.get("hydrants"));
    JsonNode figures = http.get("paul", "/catalogue/hydrants").json().get("quality");
    assertThat(figures.get("rows").asLong()).isEqualTo(3);
    assertThat(figures.get("duplicates").asLong()).isEqualTo(1);
    assertThat(figures.at("/emptyRequired/name").asLong()).isEqualTo(1);
    assertThat(figures.get("validShare").asDouble()).isEqualTo(1);
  }
}
