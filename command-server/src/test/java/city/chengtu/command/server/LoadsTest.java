package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivered file as a conversation with a whole server. */
@EachStore
class LoadsTest {
  private static final Charset GBK = Charset.forName("GBK");

  private final TestStore store;
  @TempDir private Path data;
  private DatabaseSettings settings;
  private TestNode node;
  private double lon;
  private double lat;

  LoadsTest(TestStore store) {
    this.store = store;
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void open() throws Exception {
    if (settings == null) {
      settings = store.forServer();
    }
    node = TestNode.start(settings, data, Map.of("loads.file-limit-mb", "1"));
    node.signIn("planner");
    JsonArray extent =
        node.get("/catalogue").getJsonArray("layers").stream()
            .map(JsonObject.class::cast)
            .filter(layer -> layer.getString("id").equals("boundaries"))
            .findFirst()
            .orElseThrow()
            .getJsonArray("extent");
    lon = (extent.getDouble(0) + extent.getDouble(2)) / 2;
    lat = (extent.getDouble(1) + extent.getDouble(3)) / 2;
  }

  /** Three good rows, one outside the city, one of an id that was there, in GBK. */
  private byte[] hydrants() {
    String text =
        "编号,名称,压力,经度,纬度\n"
            + row("H1", "人民路消火栓", "0.35", lon, lat)
            + row("H2", "解放路消火栓", "0.31", lon + 0.001, lat)
            + row("H3", "建设路消火栓", "0.40", lon, lat + 0.001)
            + row("H4", "外地消火栓", "0.40", lon + 3, lat)
            + row("H1", "重复的消火栓", "0.40", lon, lat);
    return text.getBytes(GBK);
  }

  private static String row(String id, String name, String pressure, double lon, double lat) {
    return String.format(Locale.ROOT, "%s,%s,%s,%.6f,%.6f%n", id, name, pressure, lon, lat);
  }

  private JsonObject send(String name, byte[] file) throws Exception {
    HttpResponse<String> answer =
        node.sendFile("POST", "/loads?name=" + name, file, UUID.randomUUID());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private static JsonObject newLayer(String layer) {
    return new JsonObject()
        .put("layer", layer)
        .put("id", "编号")
        .put("crs", "EPSG:4490")
        .put(
            "newLayer",
            new JsonObject().put("zh", "消火栓").put("en", "Hydrants").put("theme", "base"));
  }

  private JsonObject decide(JsonObject load, JsonObject options) throws Exception {
    HttpResponse<String> answer =
        node.patch("/loads/" + load.getString("id"), options, load.getLong("version"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private JsonObject run(JsonObject load, String job) throws Exception {
    String path = "/loads/" + load.getString("id");
    node.post(path + "/jobs", new JsonObject().put("job", job));
    for (int i = 0; i < 1_000; i++) {
      JsonObject now = node.get(path);
      if (!now.getString("state").equals("running")) {
        return now;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the load runs without end");
  }

  private long count(String layer) throws Exception {
    return node.get("/catalogue").getJsonArray("layers").stream()
        .map(JsonObject.class::cast)
        .filter(l -> l.getString("id").equals(layer))
        .mapToLong(l -> l.getLong("featureCount"))
        .sum();
  }

  @Test
  void aFileIsSeenTriedTakenAndTakenBack() throws Exception {
    open();
    JsonObject draft = send("%E6%B6%88%E7%81%AB%E6%A0%93.csv", hydrants());
    JsonObject preview = draft.getJsonObject("preview");
    assertThat(draft.getString("name")).isEqualTo("消火栓.csv");
    assertThat(preview.getJsonObject("encoding").getString("name")).startsWith("GB");
    assertThat(preview.getJsonObject("encoding").getDouble("confidence")).isGreaterThan(0.5);
    assertThat(preview.getJsonObject("crs").getString("name")).isEqualTo("EPSG:4490");
    assertThat(preview.getJsonObject("crs").getString("reason")).isNotEmpty();
    assertThat(preview.getJsonObject("shapes").getJsonArray("features")).hasSize(5);

    JsonObject decided = decide(draft, newLayer("hydrants"));
    assertThat(decided.getJsonObject("preview").getJsonArray("mapping").encode())
        .contains("\"field\":\"名称\"", "\"from\":\"名称\"");

    JsonObject tried = run(decided, "trial");
    assertThat(tried.getString("state")).isEqualTo("draft");
    assertThat(tried.getJsonObject("report").getLong("taken")).isEqualTo(3);
    assertThat(count("hydrants")).isZero();
    JsonArray notes = node.get("/loads/" + tried.getString("id") + "/notes").getJsonArray("notes");
    assertThat(notes.stream().map(n -> ((JsonObject) n).getString("rule")))
        .containsExactlyInAnyOrder("out-of-city", "unique");
    assertThat(notes.encode()).contains("\"row\":4", "\"row\":5", "\"value\":\"H1\"");

    JsonObject done = run(tried, "commit");
    assertThat(done.getString("state")).as(done.encode()).isEqualTo("done");
    assertThat(count("hydrants")).isEqualTo(3);
    assertThat(done.getJsonObject("report").getLong("quarantined")).isEqualTo(2);
    HttpResponse<String> kept =
        node.send("GET", "/loads/" + done.getString("id") + "/quarantine", null, null);
    assertThat(kept.body()).contains("外地消火栓", "重复的消火栓", "out-of-city");
    assertThat(Files.isDirectory(data.resolve("loads").resolve(done.getString("id")))).isFalse();

    JsonObject undone = run(done, "undo");
    assertThat(undone.getString("state")).as(undone.encode()).isEqualTo("undone");
    assertThat(count("hydrants")).isZero();
    assertThat(node.get("/loads").getJsonArray("loads")).hasSize(1);
  }

  /** Named by the environment, or beside the project. */
  private static Path shared() {
    String named = System.getenv("CHENGTU_SHARED_DATA");
    if (named != null) {
      return Path.of(named);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/data"))) {
        return at.resolve("shared/data");
      }
    }
    return Path.of("nowhere");
  }

  @Test
  void aShapefileComesInPiecesAndIsReadWhenItsTableIsThere() throws Exception {
    open();
    Path gbk = shared().resolve("layers/gbk");
    assumeTrue(Files.exists(gbk), "NOT RUN: the shared data are not on this machine");
    JsonObject bare = send("poi.shp", Files.readAllBytes(gbk.resolve("haidian_poi.shp")));
    assertThat(bare.getJsonObject("preview").getJsonArray("fields")).isEmpty();
    String path = "/loads/" + bare.getString("id") + "/file?name=";
    for (String ending : List.of("dbf", "prj")) {
      byte[] more = Files.readAllBytes(gbk.resolve("haidian_poi." + ending));
      HttpResponse<String> answer =
          node.sendFile("PUT", path + "POI." + ending, more, UUID.randomUUID());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    JsonObject whole = node.get("/loads/" + bare.getString("id"));
    assertThat(whole.getJsonArray("files")).hasSize(3);
    assertThat(whole.getJsonObject("preview").getJsonArray("fields")).isNotEmpty();
    assertThat(whole.getJsonObject("preview").getJsonObject("encoding").getString("name"))
        .startsWith("GB");
  }

  @Test
  void whatCannotBeIsRefusedAndChangesNothing() throws Exception {
    open();
    byte[] file = hydrants();
    refused(node.sendFile("POST", "/loads?name=a.exe", file, UUID.randomUUID()), 400, "name");
    refused(node.sendFile("POST", "/loads?name=..%2Fa.csv", file, UUID.randomUUID()), 400, "name");
    refused(node.sendFile("POST", "/loads?name=a.csv", file, null), 400, "Idempotency-Key");
    refused(node.sendFile("POST", "/loads?name=a.csv", new byte[0], UUID.randomUUID()), 400, "/");
    refused(
        node.sendFile("POST", "/loads?name=a.csv", new byte[2 << 20], UUID.randomUUID()),
        413,
        null);
    JsonObject draft = send("a.csv", file);
    String path = "/loads/" + draft.getString("id");
    refused(node.patch(path, new JsonObject().put("layer", "nowhere"), 1), 400, "/layer");
    refused(node.patch(path, new JsonObject().put("encoding", "EBCD"), 1), 400, "/encoding");
    refused(node.patch(path, new JsonObject().put("crs", "EPSG:4214"), 1), 400, "/crs");
    refused(node.patch(path, newLayer("poi"), 1), 400, "/newLayer");
    refused(node.patch(path, newLayer("x").put("id", "none"), 1), 400, "/id");
    refused(node.patch(path, newLayer("x"), 7), 412, null);
    JsonObject commit = new JsonObject().put("job", "commit");
    refused(node.send("POST", path + "/jobs", commit, UUID.randomUUID()), 409, null);
    assertThat(node.get(path).getLong("version")).isEqualTo(1);
    node.signIn("operator1");
    refused(node.sendFile("POST", "/loads?name=a.csv", file, UUID.randomUUID()), 403, null);
    refused(node.send("GET", path, null, null), 403, null);
    try (Stream<Path> left = Files.list(data.resolve("loads"))) {
      assertThat(left.filter(Files::isDirectory)).hasSize(1);
    }
  }

  private static void refused(HttpResponse<String> answer, int status, String field) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (field != null) {
      assertThat(new JsonObject(answer.body()).getJsonArray("errors").encode())
          .contains("\"field\":\"" + field + "\"");
    }
  }

  @Test
  void gmlIsTakenAsEveryOtherFormat() throws Exception {
    open();
    String gml =
        """
        <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:c="urn:city">
          <wfs:member><c:hydrant gml:id="h.1"><c:name>东门消火栓</c:name><c:shape>
            <gml:Point srsName="urn:ogc:def:crs:EPSG::4490"><gml:pos>28.2 112.97</gml:pos></gml:Point>
          </c:shape></c:hydrant></wfs:member>
        </wfs:FeatureCollection>
        """;
    JsonObject draft = send("h.gml", gml.getBytes(StandardCharsets.UTF_8));
    assertThat(draft.encode()).contains("东门消火栓").contains("112.97");
  }

  /** The same command sent twice happens once; a draft outlives the server. */
  @Test
  void aDraftIsMadeOnceAndSurvivesARestart() throws Exception {
    settings = DatabaseSettings.of(DatabaseSettings.H2, data, 4); // the others end with the server
    open();
    UUID command = UUID.randomUUID();
    byte[] file = hydrants();
    HttpResponse<String> one = node.sendFile("POST", "/loads?name=a.csv", file, command);
    HttpResponse<String> two = node.sendFile("POST", "/loads?name=a.csv", file, command);
    assertThat(two.body()).isEqualTo(one.body());
    JsonObject draft = decide(new JsonObject(one.body()), newLayer("survivors"));
    node.close();
    open();
    JsonObject done = run(draft, "commit");
    assertThat(done.getString("state")).as(done.encode()).isEqualTo("done");
    assertThat(count("survivors")).isEqualTo(3);
  }

  /** A run that was asked to stop changes nothing. */
  @Test
  void aRunCanBeCancelled() throws Exception {
    open();
    StringBuilder rows = new StringBuilder("编号,名称,经度,纬度\n");
    IntStream.range(0, 20_000)
        .forEach(i -> rows.append(String.format(Locale.ROOT, "%d,n,%.6f,%.6f%n", i, lon, lat)));
    JsonObject load =
        decide(send("m.csv", rows.toString().getBytes(StandardCharsets.UTF_8)), newLayer("many"));
    String path = "/loads/" + load.getString("id");
    node.post(path + "/jobs", new JsonObject().put("job", "commit"));
    HttpResponse<String> asked = node.send("DELETE", path + "/jobs", null, null);
    JsonObject now = node.get(path);
    for (int i = 0; i < 1_000 && now.getString("state").equals("running"); i++) {
      Thread.sleep(20);
      now = node.get(path);
    }
    if (asked.statusCode() == 200 && "cancelled".equals(now.getString("problemCode"))) {
      assertThat(now.getString("state")).isEqualTo("draft");
      assertThat(count("many")).isZero();
    } else { // it was quicker than we
      assertThat(now.getString("state")).isEqualTo("done");
    }
  }
}
