package city.chengtu.command.ogc.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conformance class "Optimistic Locking using ETags" of OGC API – Features Part 4. */
@Proves(Proves.FEATURES_4 + "optimistic-locking-etags")
class OptimisticLockingTest extends WriteTest {
  OptimisticLockingTest(TestStore store) {
    super(store);
  }

  @Test
  void whatHasChangedSinceIsNotReplaced() {
    String item = made(112.95, "{\"name\":\"a\"}");
    String tag = tag(item);
    assertThat(put(OgcScene.ALL, item, tag, point(112.95, "{\"name\":\"b\"}")).status())
        .isEqualTo(204);
    OgcReply late = put(OgcScene.ALL, item, tag, point(112.95, "{\"name\":\"c\"}"));
    assertRefused(late, 412, "version-conflict", null);
    assertThat(late.json().at("/current/version").asInt()).isEqualTo(2);
    assertThat(late.json().at("/current/properties/name").asText()).isEqualTo("b");
    assertThat(late.json().at("/current/author").asText()).isEqualTo(OgcScene.ALL);
    assertRefused(patch(OgcScene.ALL, item, "\"0\"", "{}"), 412, "version-conflict", null);
    assertRefused(delete(OgcScene.ALL, item, "\"0\""), 412, "version-conflict", null);
    assertRefused(delete(OgcScene.ALL, item, "W/" + tag(item)), 412, "version-conflict", null);
    assertThat(scene.get(item).json().at("/properties/name").asText()).isEqualTo("b");
  }

  @Test
  void theAnswerHasTheNewTag() {
    String item = made(112.95, "{}");
    String tag = tag(item);
    OgcReply put = put(OgcScene.ALL, item, tag, point(112.95, "{\"name\":\"b\"}"));
    assertThat(put.header("ETag")).isNotEqualTo(tag);
    OgcReply patch =
        patch(OgcScene.ALL, item, put.header("ETag"), "{\"properties\":{\"floors\":2}}");
    assertThat(patch.status()).as(patch.toString()).isEqualTo(204);
    assertThat(delete(OgcScene.ALL, item, patch.header("ETag")).status()).isEqualTo(204);
  }

  /** The tag of any representation serves, since the version in it counts. */
  @Test
  void theTagOfAnotherSystemServes() {
    String item = made(112.95, "{}");
    String tag =
        scene.get(item + "?crs=http://www.opengis.net/def/crs/EPSG/0/4547").ok().header("ETag");
    assertThat(tag).isNotEqualTo(tag(item));
    assertThat(put(OgcScene.ALL, item, tag, point(112.95, "{}")).status()).isEqualTo(204);
  }

  @Test
  void withoutATagNothingChanges() {
    String item = made(112.95, "{}");
    assertRefused(
        put(OgcScene.ALL, item, null, point(112.95, "{}")), 428, "if-match-required", null);
    assertRefused(delete(OgcScene.ALL, item, null), 428, "if-match-required", null);
    assertRefused(
        scene.sendBody("PATCH", OgcScene.ALL, item, "{}", "Content-Type", PATCH),
        428,
        "if-match-required",
        null);
    assertRefused(put(OgcScene.ALL, item, "1", point(112.95, "{}")), 400, "not-a-tag", "If-Match");
  }

  /** Of many who build on the same version one comes through; the database decides. */
  @Test
  void oneOfManyAtOnceComesThrough() {
    String item = made(112.95, "{\"floors\":0}");
    String tag = tag(item);
    List<CompletableFuture<OgcReply>> racing =
        IntStream.rangeClosed(1, 6)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                        () ->
                            put(OgcScene.ALL, item, tag, point(112.95, "{\"floors\":" + n + "}"))))
            .toList();
    List<Integer> answers = racing.stream().map(r -> r.join().status()).sorted().toList();
    assertThat(answers).containsExactly(204, 412, 412, 412, 412, 412);
    assertThat(tag(item)).startsWith("\"2-");
  }
}
