package city.chengtu.command.edits;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.api.Routes;
import city.chengtu.command.cases.TestHttp;
import city.chengtu.command.cases.TestHttp.Parts;
import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Change sets over real HTTP, on each store, with the delivered access rules. */
@EachStore
class EditSetsHttpTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Catalogue catalogue = new Catalogue();
  private final StoredLayers layers;
  private final SpatialDatabase database;
  private final TestHttp http;
  private final String feature = "f-" + UUID.randomUUID();

  EditSetsHttpTest(TestStore store) {
    database = store.database("db/command/common");
    layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    http =
        new TestHttp(database, List.of("api", "cases", "onemap", "edits"), this::routes)
            .person("paul", "planner", "planning", "")
            .person("petra", "planner", "planning", "")
            .person("olga", "operator", "centre", "");
    merge(feature, "旧 old");
  }

  private Routes routes(Parts parts) {
    LayerDesk desk =
        new LayerDesk(
            catalogue,
            parts.policy(),
            layers,
            new EditLimits(50, 100, 3, true),
            () -> Optional.of(new Envelope(112, 114, 27, 29)));
    return new EditRoutes(parts.api(), database.jdbi(), parts.policy(), layers, desk);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private void merge(String id, String name) {
    layers.write(
        ChangeSet.merge("import", "test", "test"),
        Stream.of(
            new NewFeature(
                "poi",
                id,
                9,
                FACTORY.createPoint(new Coordinate(112.93, 28.2)),
                Map.of("name", name, "kind", "shop", "undeclared", "stays"))));
  }

  private Reply post(String person, String path, Object body, Long seen) {
    return http.command(person, "POST", path, body, seen);
  }

  private String begun(String name) {
    Reply made =
        post("paul", "/edits", "{\"name\":\"" + name + "\",\"comment\":\"为什么 why\"}", null);
    assertThat(made.status()).as(made.toString()).isEqualTo(200);
    assertThat(http.errors("EditSetDone", made.json())).isEmpty();
    return made.json().get("id").asText();
  }

  private static String content(double lon, String name) {
    return """
    {"type":"Feature","geometry":{"type":"Point","coordinates":[%s,28.2]},"properties":{"name":"%s","kind":"shop"}}"""
        .formatted(lon, name);
  }

  private Reply put(String set, UUID item, String body) {
    return http.command("paul", "PUT", "/edits/" + set + "/items/" + item, body, null);
  }

  private UUID replaced(String set, long base, String name) {
    UUID item = UUID.randomUUID();
    Reply reply =
        put(
            set,
            item,
            "{\"layer\":\"poi\",\"feature\":\"%s\",\"action\":\"replace\",\"base\":%d,\"content\":%s}"
                .formatted(feature, base, content(112.94, name)));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return item;
  }

  private JsonNode set(String person, String id) {
    Reply reply = http.get(person, "/edits/" + id);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(http.errors("EditSet", reply.json().get("set"))).isEmpty();
    reply
        .json()
        .get("items")
        .forEach(item -> assertThat(http.errors("EditItem", item)).as(item.toString()).isEmpty());
    return reply.json();
  }

  private long version(String id) {
    return set("paul", id).at("/set/version").asLong();
  }

  private Reply step(String person, String id, String verb) {
    return post(person, "/edits/" + id + "/" + verb, null, version(id));
  }

  private static void assertRefused(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.json().get("code").asText()).as(reply.toString()).isEqualTo(code);
  }

  private String name(String id) {
    return layers.get("poi").find(id).map(f -> f.properties().get("name").toString()).orElse(null);
  }

  @Test
  void whatIsCollectedBecomesTrueWhenAnotherAcceptsIt() {
    String id = begun("路口改造 Crossing");
    replaced(id, 1, "新 new");
    UUID added = UUID.randomUUID();
    Reply put =
        put(
            id,
            added,
            "{\"layer\":\"poi\",\"action\":\"create\",\"content\":%s}"
                .formatted(content(112.95, "加 added")));
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
    JsonNode shown = set("paul", id);
    assertThat(shown.at("/items/0/before/properties/name").asText()).isEqualTo("旧 old");
    assertThat(shown.at("/items/0/after/properties/name").asText()).isEqualTo("新 new");
    assertThat(shown.at("/items/1/action").asText()).isEqualTo("create");
    assertThat(http.get("petra", "/edits/" + id).status()).isEqualTo(404);
    assertThat(step("paul", id, "submit").status()).isEqualTo(200);
    assertThat(name(feature)).isEqualTo("旧 old");
    assertRefused(step("paul", id, "accept"), 403, "own-change-set");
    assertThat(http.get("petra", "/edits?state=submitted").toString()).contains(id);
    Reply accepted = step("petra", id, "accept");
    assertThat(accepted.status()).as(accepted.toString()).isEqualTo(200);
    assertThat(accepted.json().get("state").asText()).isEqualTo("applied");
    assertThat(name(feature)).isEqualTo("新 new");
    assertThat(name(added.toString())).isEqualTo("加 added");
    assertThat(layers.get("poi").find(feature).get().properties())
        .containsEntry("undeclared", "stays");
    assertRefused(step("petra", id, "accept"), 409, "wrong-state");
    JsonNode after = set("petra", id);
    assertThat(after.at("/items/0/before/properties/name").asText()).isEqualTo("旧 old");
    assertThat(after.at("/items/0/applied").asLong()).isEqualTo(2);
    assertThat(after.at("/set/reviewer").asText()).isEqualTo("petra");
  }

  @Test
  void theHistoryTellsWhoAndWhen() {
    String id = begun("历史 history");
    replaced(id, 1, "二 two");
    step("paul", id, "submit");
    step("petra", id, "accept");
    JsonNode versions = http.get("olga", "/layers/poi/features/" + feature + "/history").json();
    assertThat(versions.at("/versions")).hasSize(2);
    versions.get("versions").forEach(v -> assertThat(http.errors("FeatureVersion", v)).isEmpty());
    assertThat(versions.at("/versions/0/author").asText()).isEqualTo("paul");
    assertThat(versions.at("/versions/0/properties/name").asText()).isEqualTo("二 two");
    assertThat(versions.at("/versions/1/validTo").asText())
        .isEqualTo(versions.at("/versions/0/validFrom").asText());
    assertThat(http.get("olga", "/layers/poi/features/none/history").status()).isEqualTo(404);
  }

  @Test
  void aConflictIsToldAndSettledByChoice() {
    String id = begun("冲突 conflict");
    UUID item = replaced(id, 1, "我 mine");
    merge(feature, "他 theirs");
    step("paul", id, "submit");
    Reply refused = step("petra", id, "accept");
    assertRefused(refused, 409, "edit-conflicts");
    JsonNode told = refused.json().at("/conflicts/0");
    assertThat(told.get("feature").asText()).isEqualTo(feature);
    assertThat(told.get("author").asText()).isEqualTo("import");
    assertThat(told.get("version").asLong()).isEqualTo(2);
    JsonNode conflict = set("petra", id).at("/items/0/conflict");
    assertThat(conflict.get("kind").asText()).isEqualTo("changed");
    assertThat(conflict.at("/current/properties/name").asText()).isEqualTo("他 theirs");
    assertThat(name(feature)).isEqualTo("他 theirs");
    String resolve = "/edits/" + id + "/items/" + item + "/resolve";
    assertRefused(
        post("petra", resolve, "{\"choice\":\"mine\",\"version\":1}", null),
        412,
        "version-conflict");
    assertThat(post("petra", resolve, "{\"choice\":\"mine\",\"version\":2}", null).status())
        .isEqualTo(200);
    assertThat(step("petra", id, "accept").status()).isEqualTo(200);
    assertThat(name(feature)).isEqualTo("我 mine");
  }

  @Test
  void theOthersChangeCanStayInstead() {
    String id = begun("让 yield");
    UUID item = replaced(id, 1, "我 mine");
    merge(feature, "他 theirs");
    assertThat(
            post(
                    "paul",
                    "/edits/" + id + "/items/" + item + "/resolve",
                    "{\"choice\":\"theirs\",\"version\":2}",
                    null)
                .status())
        .isEqualTo(200);
    assertThat(set("paul", id).get("items")).isEmpty();
    assertRefused(step("paul", id, "submit"), 422, "empty");
  }

  /** All of a set or nothing: one feature that cannot be taken keeps the others out. */
  @Test
  void aSetIsTakenWhollyOrNotAtAll() {
    String id = begun("全或无 all");
    UUID added = UUID.randomUUID();
    put(
        id,
        added,
        "{\"layer\":\"poi\",\"action\":\"create\",\"content\":%s}".formatted(content(112.95, "x")));
    replaced(id, 1, "新 new");
    step("paul", id, "submit");
    layers.end(ChangeSet.merge("import", "test", "test"), "poi", List.of(feature));
    assertRefused(step("petra", id, "accept"), 409, "edit-conflicts");
    assertThat(set("petra", id).at("/items/1/conflict/kind").asText()).isEqualTo("gone");
    assertThat(name(added.toString())).isNull();
  }

  @Test
  void anAppliedSetIsTakenBackByAnother() {
    String id = begun("撤 undo");
    replaced(id, 1, "新 new");
    UUID added = UUID.randomUUID();
    put(
        id,
        added,
        "{\"layer\":\"poi\",\"action\":\"create\",\"content\":%s}".formatted(content(112.95, "x")));
    step("paul", id, "submit");
    step("petra", id, "accept");
    Reply undo = post("petra", "/edits/" + id + "/undo", null, null);
    assertThat(undo.status()).as(undo.toString()).isEqualTo(200);
    String back = undo.json().get("id").asText();
    JsonNode shown = set("petra", back);
    assertThat(shown.at("/set/undoes").asText()).isEqualTo(id);
    assertThat(shown.at("/items/0/after/properties/name").asText()).isEqualTo("旧 old");
    long seen = shown.at("/set/version").asLong();
    assertThat(post("petra", "/edits/" + back + "/submit", null, seen).status()).isEqualTo(200);
    Reply accepted = step("paul", back, "accept");
    assertThat(accepted.status()).as(accepted.toString()).isEqualTo(200);
    assertThat(name(feature)).isEqualTo("旧 old");
    assertThat(layers.get("poi").find(feature).get().properties())
        .containsEntry("undeclared", "stays");
    assertThat(name(added.toString())).isNull();
    assertThat(layers.get("poi").find(feature).get().version()).isEqualTo(3);
  }

  @Test
  void aRejectedSetGoesBackWithTheReason() {
    String id = begun("退 reject");
    replaced(id, 1, "新 new");
    step("paul", id, "submit");
    assertThat(post("petra", "/edits/" + id + "/reject", "{\"reason\":\"\"}", version(id)).status())
        .isEqualTo(400);
    assertThat(
            post("petra", "/edits/" + id + "/reject", "{\"reason\":\"不对 wrong\"}", version(id))
                .status())
        .isEqualTo(200);
    assertThat(set("paul", id).at("/set/reason").asText()).isEqualTo("不对 wrong");
    assertRefused(
        put(
            id,
            UUID.randomUUID(),
            "{\"layer\":\"poi\",\"action\":\"create\",\"content\":%s}"
                .formatted(content(112.95, "x"))),
        409,
        "wrong-state");
    assertThat(step("paul", id, "withdraw").json().get("state").asText()).isEqualTo("draft");
    assertThat(name(feature)).isEqualTo("旧 old");
  }

  @Test
  void badEditsNameTheField() {
    String id = begun("错 bad");
    UUID item = UUID.randomUUID();
    assertRefused(
        put(id, item, "{\"layer\":\"units\",\"action\":\"create\"}"), 404, "layer-not-found");
    Reply field =
        put(
            id,
            item,
            "{\"layer\":\"poi\",\"action\":\"create\",\"content\":%s}"
                .formatted(content(112.95, "x").replace("kind", "nope")));
    assertRefused(field, 400, "invalid-body");
    assertThat(field.json().at("/errors/0/field").asText()).isEqualTo("/properties/nope");
    Reply required =
        put(
            id,
            item,
            "{\"layer\":\"poi\",\"action\":\"create\",\"content\":%s}"
                .formatted(content(100, "x").replace("\"kind\":\"shop\"", "\"kind\":null")));
    assertRefused(required, 422, "invalid-feature");
    assertThat(required.json().at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("/content/properties/kind", "/content/geometry");
    assertRefused(
        put(id, item, "{\"layer\":\"poi\",\"feature\":\"x\",\"action\":\"delete\",\"base\":1}"),
        404,
        "feature-not-found");
    replaced(id, 1, "a");
    assertRefused(
        put(
            id,
            item,
            "{\"layer\":\"poi\",\"feature\":\"%s\",\"action\":\"delete\",\"base\":1}"
                .formatted(feature)),
        409,
        "feature-twice");
    assertThat(set("paul", id).get("items")).hasSize(1);
  }

  @Test
  void whoMayNotEditDoesNot() {
    assertThat(post("olga", "/edits", "{\"name\":\"x\"}", null).status()).isEqualTo(403);
    String id = begun("别人 another's");
    assertThat(http.get("olga", "/edits/" + id).status()).isEqualTo(404);
    replaced(id, 1, "x");
    step("paul", id, "submit");
    assertThat(post("olga", "/edits/" + id + "/accept", null, version(id)).status()).isEqualTo(403);
    assertThat(http.get("olga", "/edits").json().get("items")).isEmpty();
  }

  @Test
  void theFormSaysWhatFieldsTake() {
    Reply form = http.get("paul", "/layers/roads/form");
    assertThat(http.errors("LayerForm", form.json())).isEmpty();
    assertThat(form.json().get("mayEdit").asBoolean()).isTrue();
    assertThat(form.json().findValuesAsText("name")).contains("class");
    assertThat(form.toString()).contains("motorway_link");
    assertThat(http.get("olga", "/layers/roads/form").json().get("mayEdit").asBoolean()).isFalse();
  }

  /** Two reviewers at once: one takes it, the other is told. */
  @Test
  void twoWhoDecideAtOnce() {
    http.person("pia", "planner", "planning", "");
    String id = begun("同时 race");
    replaced(id, 1, "新 new");
    step("paul", id, "submit");
    long seen = version(id);
    var a =
        CompletableFuture.supplyAsync(() -> post("petra", "/edits/" + id + "/accept", null, seen));
    var b =
        CompletableFuture.supplyAsync(() -> post("pia", "/edits/" + id + "/accept", null, seen));
    assertThat(List.of(a.join().status(), b.join().status())).containsExactlyInAnyOrder(200, 409);
    assertThat(layers.get("poi").find(feature).get().version()).isEqualTo(2);
  }
}
