package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The main job through the public door of a whole server, on both stores. */
@EachStore
@TestInstance(Lifecycle.PER_CLASS)
class DispatchFlowTest {
  @Parameter private TestStore store;
  @TempDir private Path data;
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    if (node == null) { // one server for all tests of the class: starting one makes a city
      node = TestNode.start(store.forServer(), data, Map.of()).signIn("operator1");
    }
  }

  @AfterParameterizedClassInvocation
  void stop() {
    node.close();
    node = null; // the next store gets a server of its own
  }

  private JsonObject gasLeak() throws Exception {
    JsonObject station =
        node.get("/units").getJsonArray("items").getJsonObject(0).getJsonObject("station");
    return node.post(
        "/incidents",
        new JsonObject()
            .put("type", "gas_leak")
            .put(
                "place",
                new JsonObject()
                    .put("lon", station.getDouble("lon"))
                    .put("lat", station.getDouble("lat"))
                    .put("address", "芙蓉路388号"))
            .put("caller", new JsonObject().put("name", "张三").put("phone", "13812345678")));
  }

  private static List<String> picked(JsonObject recommendation) {
    return recommendation.getJsonArray("units").stream()
        .map(JsonObject.class::cast)
        .filter(u -> u.getBoolean("picked"))
        .map(u -> u.getString("unit"))
        .toList();
  }

  @Test
  void aCallBecomesADispatchThatTheLiveFeedTells() throws Exception {
    long before = node.get("/about").getLong("journalPosition");
    TestNode.Ear ear = node.listen(before);

    JsonObject incident = gasLeak();
    JsonObject recommendation =
        node.get("/incidents/" + incident.getString("id") + "/recommendation");
    List<String> units = picked(recommendation);
    assertThat(units).isNotEmpty();
    JsonObject sent =
        node.post(
            "/incidents/" + incident.getString("id") + "/dispatch",
            new JsonObject().put("units", new JsonArray(units)));

    assertThat(sent.getJsonArray("assignments")).hasSameSizeAs(units);
    ear.await("the incident", e -> "city.chengtu.incident.created".equals(e.getString("type")));
    JsonObject assigned =
        ear.await(
            "an assignment", e -> String.valueOf(e.getString("subject")).startsWith("assignment/"));
    assertThat(assigned.getString("seat")).isEqualTo("seat-operator1");
    assertThat(ear.positions()).isSorted().doesNotHaveDuplicates();
    assertThat(ear.events.toString()).doesNotContain("13812345678");
  }

  @Test
  void theSameCommandTwiceHappensOnceAndAUnitIsHeldOnce() throws Exception {
    JsonObject first = gasLeak();
    JsonObject second = gasLeak();
    String unit =
        picked(node.get("/incidents/" + first.getString("id") + "/recommendation")).get(0);
    JsonObject body = new JsonObject().put("units", new JsonArray().add(unit));
    UUID command = UUID.randomUUID();

    HttpResponse<String> once =
        node.send("POST", "/incidents/" + first.getString("id") + "/dispatch", body, command);
    HttpResponse<String> again =
        node.send("POST", "/incidents/" + first.getString("id") + "/dispatch", body, command);
    assertThat(once.statusCode()).as(once.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(once.body());

    HttpResponse<String> taken =
        node.send(
            "POST", "/incidents/" + second.getString("id") + "/dispatch", body, UUID.randomUUID());
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(taken.body()).getString("code")).isEqualTo("unit-held");
    assertThat(taken.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void badInputNamesTheFieldAndChangesNothing() throws Exception {
    long before = node.get("/about").getLong("journalPosition");
    HttpResponse<String> answer =
        node.send(
            "POST",
            "/incidents",
            new JsonObject()
                .put("type", "gas_leak")
                .put("place", new JsonObject().put("lon", 999).put("lat", 28.2)),
            UUID.randomUUID());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getJsonArray("errors").toString()).contains("lon");
    assertThat(node.get("/about").getLong("journalPosition")).isEqualTo(before);
  }

  @Test
  void whatWasTrueThenIsReadAsOfThen() throws Exception {
    JsonObject incident = gasLeak();
    String id = incident.getString("id");
    String then = java.time.Instant.now().toString();
    node.post("/incidents/" + id + "/acknowledge", new JsonObject());
    assertThat(node.get("/history/incident/" + id + "?at=" + then).toString())
        .doesNotContain("city.chengtu.incident.acknowledged");
    assertThat(node.get("/history/incident/" + id).toString()).contains(id);
  }
}
