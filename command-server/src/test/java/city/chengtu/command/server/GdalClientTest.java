package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GDAL, which QGIS stands on, as a client of {@code /ogc} on a whole server. */
@Tag("long")
@EachStore
class GdalClientTest {
  private final TestStore store;
  @TempDir private Path folder;
  private TestNode node;
  private String token;

  GdalClientTest(TestStore store) {
    this.store = store;
  }

  @BeforeAll
  static void gdalIsHere() {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "ogr2ogr"))),
        "NOT RUN: ogr2ogr is not on this machine (Debian: gdal-bin)");
  }

  @Test
  void gdalListsFiltersPagesAndCopies() throws Exception {
    node = TestNode.start(store.forServer(), folder.resolve("data"), Map.of());
    try (TestNode closing = node) {
      closing.signIn("admin");
      token =
          node.post(
                  "/tokens",
                  new JsonObject()
                      .put("account", "dispatcher")
                      .put("name", "GDAL")
                      .put("scopes", new JsonArray(List.of("*", "see:*"))))
              .getString("secret");
      node.signIn("dispatcher");
      listsTheLayers();
      copiesALayerOnPagesOfAnySize();
      asksForAnAreaAndForValues();
    }
  }

  private void listsTheLayers() throws Exception {
    List<String> expected = new ArrayList<>();
    node.get("/catalogue")
        .getJsonArray("layers")
        .forEach(layer -> expected.add(((JsonObject) layer).getString("id")));
    List<String> listed =
        run("ogrinfo", "-ro", "-so", "-oo", credentials(), source())
            .lines()
            .filter(line -> line.matches("[0-9]+: .*"))
            .map(line -> line.replaceAll("[0-9]+: ([a-z0-9_]+).*", "$1"))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected).contains("incidents");
  }

  /** Complete, each feature once, and equal to the last digit. */
  private void copiesALayerOnPagesOfAnySize() throws Exception {
    for (String layer : List.of("roads", "buildings", "poi", "units")) {
      Map<String, JsonObject> stored = LayerCopies.stored(node, layer);
      assertThat(stored).isNotEmpty();
      for (String size : List.of("100", "10000")) {
        LayerCopies.assertSame(stored, copy(layer, "-oo", "PAGE_SIZE=" + size));
      }
    }
  }

  private void asksForAnAreaAndForValues() throws Exception {
    Map<String, JsonObject> roads = LayerCopies.stored(node, "roads");
    List<String> primary =
        roads.entrySet().stream()
            .filter(e -> "primary".equals(LayerCopies.properties(e.getValue()).getString("class")))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(primary).isNotEmpty();
    assertThat(copy("roads", "-where", "class = 'primary'").keySet())
        .containsExactlyInAnyOrderElementsOf(primary);
    Map<String, JsonObject> some =
        copy("poi", "-spat", "112.97", "28.19", "112.99", "28.21", "-oo", "PAGE_SIZE=50");
    List<String> inside =
        LayerCopies.stored(node, "poi").entrySet().stream()
            .filter(e -> isInside(e.getValue(), 112.97, 28.19, 112.99, 28.21))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(some.keySet()).containsExactlyInAnyOrderElementsOf(inside);
  }

  private static boolean isInside(JsonObject feature, double w, double s, double e, double n) {
    JsonArray position = feature.getJsonObject("geometry").getJsonArray("coordinates");
    return position.getDouble(0) >= w
        && position.getDouble(0) <= e
        && position.getDouble(1) >= s
        && position.getDouble(1) <= n;
  }

  private Map<String, JsonObject> copy(String layer, String... options) throws Exception {
    Path out = Files.createTempFile(folder, layer, ".geojson");
    Files.delete(out);
    List<String> command =
        new ArrayList<>(List.of("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=16"));
    command.add(out.toString());
    command.add(source());
    command.add(layer);
    command.addAll(List.of("-oo", credentials()));
    command.addAll(List.of(options));
    run(command.toArray(String[]::new));
    Map<String, JsonObject> all = new TreeMap<>();
    JsonArray features = new JsonObject(Files.readString(out)).getJsonArray("features");
    for (Object feature : features) {
      JsonObject f = (JsonObject) feature;
      assertThat(all.put(LayerCopies.properties(f).getString("id"), f)).as("comes twice").isNull();
    }
    return all;
  }

  private String source() {
    return "OAPIF:" + node.uri("/ogc");
  }

  private String credentials() {
    return "USERPWD=dispatcher:" + token;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
