package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, one PostGIS, Hazelcast between them: what is done at one is seen at the other. */
@EachStore
class TwoNodesTest {
  private final TestStore store;
  @TempDir private Path data;

  TwoNodesTest(TestStore store) {
    this.store = store;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private TestNode node(String name, DatabaseSettings database, int own, int other) {
    return TestNode.start(
        database,
        data.resolve(name),
        Map.of(
            "node",
            name,
            "cluster.members",
            "127.0.0.1:" + own + ",127.0.0.1:" + other,
            "cluster.port",
            Integer.toString(own)));
  }

  @Test
  void whatIsDoneAtOneNodeIsHeardAtTheOtherAndAnEmbeddedStoreTakesOneNodeOnly() throws Exception {
    if (store.isPostgis()) {
      heardAtTheOther();
    } else {
      assertThatThrownBy(() -> node("lonely", store.forServer(), 15701, 15702))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs PostGIS");
    }
  }

  private void heardAtTheOther() throws Exception {
    int a = freePort();
    int b = freePort();
    DatabaseSettings database = store.forServer();
    try (TestNode one = node("one", database, a, b);
        TestNode two = node("two", database, b, a)) {
      one.signIn("operator1");
      two.signIn("operator2");
      TestNode.Ear ear = two.listen(two.get("/about").getLong("journalPosition"));
      JsonObject unit = one.get("/units").getJsonArray("items").getJsonObject(0);
      JsonObject incident =
          one.post(
              "/incidents",
              new JsonObject()
                  .put("type", "structure_fire")
                  .put("place", unit.getJsonObject("station")));
      one.post(
          "/incidents/" + incident.getString("id") + "/dispatch",
          new JsonObject().put("units", new JsonArray().add(unit.getString("id"))));
      JsonObject heard =
          ear.await(
              "the assignment",
              e -> String.valueOf(e.getString("subject")).startsWith("assignment/"));
      assertThat(heard.getJsonObject("data").getString("unit")).isEqualTo(unit.getString("id"));
      assertThat(two.get("/incidents/" + incident.getString("id")).getJsonArray("assignments"))
          .hasSize(1);
    }
  }
}
