package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.store.DatabaseSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QGIS itself, without its windows, opens features and vector tiles of a whole server. */
@Tag("long")
class QgisClientTest {
  /** The interpreter that Debian's QGIS is built for. */
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path folder;
  private TestNode node;
  private String token;

  @BeforeAll
  static void qgisIsHere() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON))
            && new ProcessBuilder(PYTHON, "-c", "import qgis.core")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor()
                == 0,
        "NOT RUN: QGIS is not on this machine (Debian: python3-qgis)");
  }

  @Test
  void qgisOpensFeaturesAndTiles() throws Exception {
    node =
        TestNode.start(
            DatabaseSettings.of("h2", folder.resolve("data"), 10),
            folder.resolve("data"),
            Map.of());
    try (TestNode closing = node) {
      closing.signIn("admin");
      token =
          node.post(
                  "/tokens",
                  new JsonObject()
                      .put("account", "dispatcher")
                      .put("name", "QGIS")
                      .put("scopes", new JsonArray(List.of("*", "see:*"))))
              .getString("secret");
      node.signIn("dispatcher");
      for (String layer : List.of("roads", "units")) {
        LayerCopies.assertSame(LayerCopies.stored(node, layer), byId(open(layer)));
      }
      showsAnArea();
    }
  }

  private void showsAnArea() throws Exception {
    List<JsonObject> said = new ArrayList<>(open("roads", "112.975,28.195,112.98,28.2"));
    JsonObject map = said.remove(said.size() - 1);
    Map<String, JsonObject> all = LayerCopies.stored(node, "roads");
    Set<String> inside = new TreeSet<>();
    node.get("/layers/roads/features?limit=2000&bbox=112.975,28.195,112.98,28.2")
        .getJsonArray("features")
        .forEach(f -> inside.add(((JsonObject) f).getString("id")));
    assertThat(byId(said).keySet()).isEqualTo(inside).isNotEmpty();
    assertThat(inside).hasSizeLessThan(all.size());
    assertThat(map.getInteger("painted")).as("pixels of roads").isGreaterThan(500);
    assertThat(map.getInteger("elsewhere")).isZero();
  }

  private static Map<String, JsonObject> byId(List<JsonObject> features) {
    Map<String, JsonObject> all = new TreeMap<>();
    for (JsonObject f : features) {
      assertThat(all.put(LayerCopies.properties(f).getString("id"), f)).as("comes twice").isNull();
    }
    return all;
  }

  private List<JsonObject> open(String... collectionAndBox) throws Exception {
    Path script = folder.resolve("client.py");
    try (InputStream in = QgisClientTest.class.getResourceAsStream("/qgis/client.py")) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of(PYTHON, script.toString(), node.uri("/ogc").toString()));
    command.addAll(List.of("dispatcher", token));
    command.addAll(List.of(collectionAndBox));
    return run(command).lines().filter(l -> l.startsWith("{")).map(JsonObject::new).toList();
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Path errors = folder.resolve("qgis.err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("QT_QPA_PLATFORM", "offscreen");
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return said;
  }
}
