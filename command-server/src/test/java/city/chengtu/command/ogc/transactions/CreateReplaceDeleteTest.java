package city.chengtu.command.ogc.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Conformance class "Create/Replace/Delete" of OGC API – Features Part 4 (draft 20-002r1, A.1). */
@Proves(Proves.FEATURES_4 + "create-replace-delete")
class CreateReplaceDeleteTest extends WriteTest {
  CreateReplaceDeleteTest(TestStore store) {
    super(store);
  }

  @Test
  void optionsSayWhatCanBeDone() {
    OgcReply items = scene.send("OPTIONS", OgcScene.ALL, ITEMS).ok();
    assertThat(items.header("Allow").split(", ")).contains("GET", "POST");
    assertThat(items.header("Accept-Post")).contains(GEOJSON);
    OgcReply item = scene.send("OPTIONS", OgcScene.ALL, ITEMS + "/p01").ok();
    assertThat(item.header("Allow").split(", ")).contains("GET", "PUT", "PATCH", "DELETE");
    assertThat(scene.send("OPTIONS", OgcScene.BENT, ITEMS).ok().header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
    assertThat(scene.send("OPTIONS", OgcScene.ALL, "/collections/t_live/items").header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void whatIsMadeStandsAtItsLocation() {
    List<String> before = scene.items("t_points", "limit", "1000").ok().ids();
    OgcReply made =
        post(
            OgcScene.ALL,
            point(
                112.95,
                "{\"name\":\"新\",\"floors\":3,\"height\":4.5,\"open\":true,\"built\":\"2020-01-02\",\"seen\":\"2026-01-01T08:00:00+08:00\"}"));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    OgcReply got = scene.get(made.header("Location")).ok();
    assertThat(got.json().at("/properties/name").asText()).isEqualTo("新");
    assertThat(got.json().at("/properties/height").asDouble()).isEqualTo(4.5);
    assertThat(got.json().at("/geometry/coordinates/0").asDouble()).isEqualTo(112.95);
    assertThat(before).doesNotContain(got.json().get("id").asText());
    assertThat(scene.items("t_points", "limit", "1000").ok().ids()).hasSize(before.size() + 1);
  }

  /** An identity in the body does not count: the server makes it. */
  @Test
  void anIdentityInTheBodyIsNotTaken() {
    String body =
        point(112.95, "{}")
            .replace("{\"type\":\"Feature\"", "{\"type\":\"Feature\",\"id\":\"p01\"");
    OgcReply made = post(OgcScene.ALL, body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).doesNotEndWith("/p01");
  }

  @Test
  void withoutAMediaTypeNothingIsTaken() {
    String body = point(112.95, "{}");
    String item = made(112.95, "{}");
    for (OgcReply reply :
        List.of(
            scene.sendBody("POST", OgcScene.ALL, ITEMS, body),
            scene.sendBody("PUT", OgcScene.ALL, item, body, "If-Match", tag(item)))) {
      assertRefused(reply, 400, "required", "Content-Type");
    }
    assertRefused(
        scene.sendBody("POST", OgcScene.ALL, ITEMS, body, "Content-Type", "text/xml"),
        415,
        "unsupported-media-type",
        null);
  }

  @Test
  void whatIsReplacedIsWholly() {
    String item = made(112.95, "{\"name\":\"a\",\"floors\":3}");
    OgcReply put = put(OgcScene.ALL, item, tag(item), point(112.96, "{\"name\":\"b\"}"));
    assertThat(put.status()).as(put.toString()).isEqualTo(204);
    OgcReply got = scene.get(item).ok();
    assertThat(got.json().at("/properties/name").asText()).isEqualTo("b");
    assertThat(got.json().at("/properties/floors").isNull()).isTrue();
    assertThat(got.json().at("/geometry/coordinates/0").asDouble()).isEqualTo(112.96);
  }

  /** What was read can be sent back as it is, with its links and identity. */
  @Test
  void anAnswerCanBeSentBack() {
    String item = ITEMS + "/p02";
    OgcReply read = scene.get(item).ok();
    String changed = read.text().replace("\"点 2\"", "\"改\"");
    assertThat(put(OgcScene.ALL, item, read.header("ETag"), changed).status()).isEqualTo(204);
    assertThat(scene.get(item).json().at("/properties/name").asText()).isEqualTo("改");
    assertThat(scene.get(item).json().at("/properties/phone"))
        .isEqualTo(read.json().at("/properties/phone"));
  }

  @Test
  void anotherIdentityInTheBodyIsRefused() {
    String body =
        point(112.95, "{}")
            .replace("{\"type\":\"Feature\"", "{\"type\":\"Feature\",\"id\":\"p09\"");
    assertRefused(
        put(OgcScene.ALL, ITEMS + "/p03", tag(ITEMS + "/p03"), body), 400, "invalid-body", "/id");
  }

  /** By PUT nothing is made: 404, with and without a precondition. */
  @Test
  void whatIsNotThereIsNotReplaced() {
    String item = ITEMS + "/not-there";
    assertThat(put(OgcScene.ALL, item, null, point(112.95, "{}")).status()).isEqualTo(404);
    assertThat(put(OgcScene.ALL, item, "\"xyz\"", point(112.95, "{}")).status()).isEqualTo(404);
    assertThat(delete(OgcScene.ALL, item, "\"1\"").status()).isEqualTo(404);
    assertThat(scene.get(item).status()).isEqualTo(404);
  }

  @Test
  void whatIsDeletedIsGoneAndStaysInHistory() {
    String item = made(112.95, "{\"name\":\"x\"}");
    String then = java.time.Instant.now().toString();
    assertThat(delete(OgcScene.ALL, item, tag(item)).status()).isEqualTo(204);
    assertThat(scene.get(item).status()).isEqualTo(404);
    String id = item.substring(item.lastIndexOf('/') + 1);
    assertThat(scene.items("t_points", "id", id, "datetime", then).ok().ids()).containsExactly(id);
  }

  /** The same request twice happens once; its answer is the same. */
  @Test
  void aRequestSentTwiceHappensOnce() {
    String key = UUID.randomUUID().toString();
    String body = point(112.95, "{\"name\":\"once\"}");
    OgcReply first = post(OgcScene.ALL, body, "Idempotency-Key", key);
    OgcReply second = post(OgcScene.ALL, body, "Idempotency-Key", key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(scene.items("t_points", "name", "once").ok().ids()).hasSize(1);
    assertRefused(
        post(OgcScene.ALL, point(112.951, "{}"), "Idempotency-Key", key),
        422,
        "command-id-used",
        null);
  }
}
