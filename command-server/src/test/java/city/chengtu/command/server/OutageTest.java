package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server whose line to the database is cut and frozen: it says so, and goes on. */
@EachStore
class OutageTest {
  private final TestStore store;
  @TempDir private Path data;
  private Server h2;

  OutageTest(TestStore store) {
    this.store = store;
  }

  private TestLine line() throws Exception {
    if (store.isPostgis()) {
      URI server = URI.create(store.forServer().store().substring("jdbc:".length()));
      return new TestLine(server.getHost(), server.getPort());
    }
    h2 =
        Server.createTcpServer(
                "-tcpPort", "0", "-ifNotExists", "-baseDir", data.resolve("h2").toString())
            .start();
    return new TestLine("127.0.0.1", h2.getPort());
  }

  private DatabaseSettings through(TestLine line) {
    if (!store.isPostgis()) {
      return DatabaseSettings.of("jdbc:h2:tcp://127.0.0.1:" + line.port() + "/./city", data, 4);
    }
    DatabaseSettings direct = store.forServer();
    String url = direct.store().replaceFirst("//[^/]+/", "//127.0.0.1:" + line.port() + "/");
    return new DatabaseSettings(url, data, 4, direct.user(), direct.password());
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 1_500; i++) {
      if (condition.call()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("waited 30 s in vain: " + what);
  }

  private static JsonObject note(int n) {
    return new JsonObject().put("text", "note " + n);
  }

  @Test
  void withoutTheDatabaseTheServerSaysSoKeepsWhatItCanAndLosesNoCommand() throws Exception {
    try (TestLine line = line();
        TestNode node = TestNode.start(through(line), data, Map.of()).signIn("operator1")) {
      JsonObject unit = node.get("/units").getJsonArray("items").getJsonObject(0);
      JsonObject incident =
          node.post(
              "/incidents",
              new JsonObject()
                  .put("type", "structure_fire")
                  .put("place", unit.getJsonObject("station")));
      String notes = "/incidents/" + incident.getString("id") + "/notes";
      String tile = "/layers/roads/tiles/12/" + tile(unit.getJsonObject("station"));
      assertThat(node.send("GET", tile, null, null).statusCode()).isEqualTo(200);
      TestNode.Ear ear = node.listen(node.get("/about").getLong("journalPosition"));
      // H2 has no time-out for a frozen line, and no such line where it is used.
      List<Runnable> faults =
          store.isPostgis() ? List.of(line::cut, line::freeze) : List.of(line::cut);
      for (Runnable fault : faults) {
        fault.run();
        until("not ready", () -> node.ready().statusCode() == 503);
        JsonObject health = new JsonObject(node.ready().body());
        assertThat(health.getJsonArray("degraded").getJsonObject(0).getString("part"))
            .isEqualTo("database");
        ear.await(
            "a beat that names the database",
            e ->
                e.getString("type").endsWith(".beat")
                    && e.getJsonObject("data")
                        .getJsonArray("degraded", new JsonArray())
                        .contains("database"));
        until(
            "commands are refused at once",
            () -> !new JsonObject(node.ready().body()).getBoolean("takesCommands"));
        UUID command = UUID.randomUUID();
        HttpResponse<String> refused = node.send("POST", notes, note(2), command);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(new JsonObject(refused.body()).getString("code"))
            .isEqualTo("database-unavailable");
        assertThat(node.send("GET", tile, null, null).statusCode())
            .as("tile from memory")
            .isEqualTo(200);
        line.mend();
        until("ready again", () -> node.ready().statusCode() == 200);
        until("taken", () -> node.send("POST", notes, note(2), command).statusCode() == 200);
        HttpResponse<String> again = node.send("POST", notes, note(2), command);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        int before = ear.events.size();
        until(
            "a good beat",
            () ->
                ear.events.stream()
                    .skip(before)
                    .anyMatch(
                        e ->
                            e.getString("type").endsWith(".beat")
                                && !e.getJsonObject("data").containsKey("degraded")));
      }
      assertThat(ear.positions()).isSorted().doesNotHaveDuplicates();
    } finally {
      if (h2 != null) {
        h2.stop();
      }
    }
  }

  private static String tile(JsonObject at) {
    double n = 1 << 12;
    double lat = Math.toRadians(at.getDouble("lat"));
    int x = (int) ((at.getDouble("lon") + 180) / 360 * n);
    int y = (int) ((1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2 * n);
    return x + "/" + y;
  }
}
