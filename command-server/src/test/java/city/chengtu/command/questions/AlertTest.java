package city.chengtu.command.questions;

import static city.chengtu.command.questions.QuestionScene.mast;
import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Saved questions, and alerts of them, on each store. */
@EachStore
class AlertTest {
  private static final String SHAPE =
      """
      {"geometry":{"type":"Polygon","coordinates":[[[112.9,28.2],[113.0,28.2],[113.0,28.3],[112.9,28.3],[112.9,28.2]]]}}\
      """;

  private final TestStore store;
  private QuestionScene scene;

  AlertTest(TestStore store) {
    this.store = store;
    scene = new QuestionScene(store);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private static String draft(String title, String sharing, boolean alert) {
    return """
    {"title":"%s","sharing":"%s","alert":%s,"query":{"layers":[{"layer":"q_masts","filter":"kind = 'radio'"}],"area":%s}}\
    """
        .formatted(title, sharing, alert, SHAPE);
  }

  private Reply save(String person, String json) {
    return scene.http.send("POST", person, "/questions/saved", json);
  }

  private List<String> told(String person) {
    JsonNode items = scene.http.get(person, "/inbox").json().get("items");
    return IntStream.range(0, items.size())
        .mapToObj(i -> items.get(i).at("/content/feature").asText())
        .sorted()
        .toList();
  }

  @Test
  void questionsAreKeptSharedAndVersioned() {
    Reply saved = save("paul", draft("高塔", "all", false));
    assertThat(saved.status()).as(saved.toString()).isEqualTo(200);
    String id = saved.json().get("id").asText();
    String path = "/questions/saved/" + id;
    assertThat(scene.http.get("olga", path).status()).isEqualTo(200);
    Reply foreign =
        scene.http.send("PUT", "olga", path, draft("x", "own", false), "If-Match", "\"1\"");
    assertThat(foreign.status()).isEqualTo(403);
    Reply changed =
        scene.http.send("PUT", "paul", path, draft("塔", "own", false), "If-Match", "\"1\"");
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    assertThat(
            scene
                .http
                .send("PUT", "paul", path, draft("y", "own", false), "If-Match", "\"1\"")
                .status())
        .isEqualTo(412);
    assertThat(scene.http.get("olga", path).status()).as("no longer shared").isEqualTo(404);
    assertThat(scene.http.get("olga", "/questions/saved").json().get("items")).isEmpty();
    JsonNode versions = scene.http.get("paul", path + "/versions").json().get("items");
    assertThat(versions).hasSize(2);
    assertThat(versions.at("/1/title").asText()).isEqualTo("高塔");
    assertThat(scene.http.send("DELETE", "paul", path, "", "If-Match", "\"2\"").status())
        .isEqualTo(200);
    assertThat(scene.http.get("paul", path).status()).isEqualTo(404);
  }

  @Test
  void whatEntersIsToldOnceAlsoAfterARestart() {
    scene.write(Stream.of(mast("inside", 112.95, 28.25, "radio", 1)));
    String id = save("olga", draft("进入", "own", true)).json().get("id").asText();
    scene.watch();
    assertThat(told("olga")).as("what was there has not entered").isEmpty();
    scene.write(
        Stream.of(
            mast("comes", 112.96, 28.25, "radio", 1),
            mast("other", 112.96, 28.25, "light", 1),
            mast("away", 113.5, 28.25, "radio", 1)));
    scene.watch();
    scene.watch();
    assertThat(told("olga")).containsExactly("comes");
    scene.write(Stream.of(mast("comes", 112.96, 28.251, "radio", 2)));
    scene.watch();
    assertThat(told("olga")).as("moves within").containsExactly("comes");
    scene.close();
    QuestionScene first = scene;
    first.write(Stream.of(mast("away", 112.97, 28.25, "radio", 1)));
    scene = again();
    scene.watch();
    assertThat(told("olga")).as("entered while nothing ran").containsExactly("away", "comes");
    scene.layers.end(ChangeSet.merge("t", "t", "t"), "q_masts", List.of("comes"));
    scene.watch();
    scene.write(Stream.of(mast("comes", 112.96, 28.25, "radio", 3)));
    scene.watch();
    assertThat(told("olga")).as("left and came back").containsExactly("away", "comes", "comes");
    assertThat(scene.http.get("olga", "/questions/saved/" + id).json().get("raised").asLong())
        .isEqualTo(3);
  }

  private QuestionScene again() {
    return new QuestionScene(store, false);
  }

  @Test
  void followersHearOfWhatTheySeeThemselves() {
    String id = save("paul", draft("共享", "all", true)).json().get("id").asText();
    assertThat(
            scene.http.send("POST", "olga", "/questions/saved/" + id + "/following", "").status())
        .isEqualTo(200);
    scene.watch();
    scene.write(Stream.of(mast("a", 112.95, 28.25, "radio", 1)));
    scene.watch();
    assertThat(told("olga")).containsExactly("a");
    assertThat(told("paul")).containsExactly("a");
    scene.layers.define(QuestionScene.layer("q_masts", ShareClass.NOT_SHARED, "gas"));
    scene.write(Stream.of(mast("b", 112.95, 28.25, "radio", 1)));
    scene.watch();
    assertThat(told("olga"))
        .as("the layer is not for her any more: what she was told tells no more")
        .containsExactly("");
    assertThat(told("paul")).containsExactly("a", "b");
  }

  @Test
  void anOwnerWhoLosesTheLayerIsToldWhyNothingIsWatched() {
    String id = save("olga", draft("塔", "own", true)).json().get("id").asText();
    scene.watch();
    scene.layers.define(QuestionScene.layer("q_masts", ShareClass.NOT_SHARED, "gas"));
    scene.watch();
    JsonNode question = scene.http.get("olga", "/questions/saved/" + id).json();
    assertThat(question.get("trouble").asText()).isEqualTo("unknown-layer");
  }

  @Test
  void manyAtOnceAreToldAsANumber() {
    String id = save("olga", draft("多", "own", true)).json().get("id").asText();
    scene.watch();
    scene.write(IntStream.range(0, 30).mapToObj(i -> mast("m" + i, 112.95, 28.25, "radio", i)));
    scene.watch();
    JsonNode items = scene.http.get("olga", "/inbox").json().get("items");
    assertThat(items).hasSize(21);
    assertThat(items.at("/0/content/more").asInt()).isEqualTo(10);
    assertThat(items.at("/0/content/question").asText()).isEqualTo(id);
  }

  @Test
  void aRoadTimeIsNotWatched() {
    Reply reply =
        save(
            "olga",
            """
            {"title":"t","alert":true,"query":{"layers":[{"layer":"q_masts"}],"area":{"reach":{"lon":112.9,"lat":28.2,"minutes":5}}}}\
            """);
    assertThat(reply.status()).as(reply.toString()).isIn(400, 503);
  }
}
