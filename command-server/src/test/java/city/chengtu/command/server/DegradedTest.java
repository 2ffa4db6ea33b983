package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.DatabaseSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that starts with something broken, and one that stops: both say so and go on. */
class DegradedTest {
  @TempDir private Path data;

  private TestNode start(Map<String, String> settings) throws Exception {
    return TestNode.start(DatabaseSettings.of("h2", data, 4), data, settings).signIn("operator1");
  }

  private static List<String> degraded(JsonObject health) {
    return health.getJsonArray("degraded").stream()
        .map(d -> ((JsonObject) d).getString("part"))
        .toList();
  }

  private static JsonObject health(TestNode node) throws Exception {
    return new JsonObject(node.ready().body());
  }

  private static JsonObject fire(TestNode node) throws Exception {
    JsonObject unit = node.get("/units").getJsonArray("items").getJsonObject(0);
    return new JsonObject()
        .put("type", "structure_fire")
        .put("place", unit.getJsonObject("station"));
  }

  @Test
  void anUnreadableSigningKeyIsSaidAndCommandsGoOn() throws Exception {
    Path key = data.resolve("keys").resolve("journal-signing.key");
    Files.createDirectories(key.getParent());
    Files.writeString(key, "not a key");
    Files.writeString(key.resolveSibling("journal-signing.pub"), "not one either");
    try (TestNode node = start(Map.of())) {
      assertThat(node.ready().statusCode()).isEqualTo(200);
      assertThat(health(node).getString("status")).isEqualTo("degraded");
      assertThat(degraded(health(node))).containsExactly("signing");
      node.post("/incidents", fire(node));
      TestNode.Ear ear = node.listen(0);
      ear.await(
          "a beat that names it",
          e ->
              e.getString("type").endsWith(".beat")
                  && e.getJsonObject("data")
                      .getJsonArray("degraded", new JsonArray())
                      .contains("signing"));
    }
  }

  @Test
  void onAFullDiskCommandsAreRefusedWhileReadingGoesOn() throws Exception {
    start(Map.of()).close(); // fills the store while there is room
    try (TestNode node =
        TestNode.start(
            DatabaseSettings.of("h2", data, 4),
            data,
            Map.of("disk.reserve-mb", "100000000", "disk.warn-mb", "100000000"))) {
      for (int i = 0; i < 500 && node.ready().statusCode() == 200; i++) {
        Thread.sleep(20);
      }
      assertThat(node.ready().statusCode()).isEqualTo(503);
      assertThat(degraded(health(node))).containsExactly("disk-full", "disk");
      assertThat(health(node).getBoolean("takesCommands")).isFalse();
      assertThat(node.get("/about").getString("name")).isNotEmpty();
    }
  }

  @Test
  void aStoppingServerSaysSoFirstThenHandsItsClientsOver() throws Exception {
    TestNode node = start(Map.of("stop.grace", "PT1S"));
    TestNode.Ear ear = node.listen(0);
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::close);
    for (int i = 0; i < 500 && node.ready().statusCode() == 200; i++) {
      Thread.sleep(5);
    }
    assertThat(degraded(health(node))).containsExactly("stopping");
    UUID command = UUID.randomUUID();
    assertThat(node.send("POST", "/incidents", fire(node), command).statusCode())
        .as("within the grace all goes on")
        .isEqualTo(200);
    ear.await(
        "a beat that names it",
        e ->
            e.getString("type").endsWith(".beat")
                && e.getJsonObject("data")
                    .getJsonArray("degraded", new JsonArray())
                    .contains("stopping"));
    stopped.join();
    assertThat(ear.closed()).isEqualTo(1001);
    assertThat(ear.positions()).isSorted().doesNotHaveDuplicates();
    try (TestNode again = start(Map.of())) {
      assertThat(again.get("/commands/" + command).getString("state")).isEqualTo("done");
    }
  }
}
