package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.command.server.ForeignServersTest.Spot;
import city.chengtu.gis.store.DatabaseSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QGIS Server through the gateway: WMS, WMTS and WFS of a project made by QGIS itself. */
@Tag("long")
class ForeignQgisServerTest {
  private static final Path SERVER = Path.of("/usr/lib/cgi-bin/qgis_mapserv.fcgi");
  private static final Path MODULES = Path.of("/usr/lib/qgis/server");

  @TempDir private Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestNode node;

  @BeforeAll
  static void qgisServerIsHere() {
    assumeTrue(
        Files.isExecutable(SERVER)
            && Files.exists(MODULES.resolve("libwms.so"))
            && Files.exists(MODULES.resolve("libwmts.so"))
            && Files.exists(MODULES.resolve("libwfs.so")),
        "NOT RUN: QGIS Server is not on this machine (Debian: qgis-server-bin qgis-server-wms"
            + " qgis-server-wmts qgis-server-wfs)");
  }

  @Test
  void qgisServerThroughTheGateway() throws Exception {
    Path project = project();
    Map<String, String> environment =
        Map.of(
            "QGIS_PROJECT_FILE", project.toString(),
            "QT_QPA_PLATFORM", "offscreen",
            "HOME", folder.toString());
    Path data = folder.resolve("data");
    node =
        TestNode.start(
            DatabaseSettings.of("h2", data, 4),
            data,
            Map.of("outbound.plain-loopback", "true", "foreign.time", "PT60S"));
    try (TestNode closing = node;
        CgiServer qgis = new CgiServer(SERVER, folder, environment)) {
      closing.signIn("admin");
      for (String kind : new String[] {"WMS", "WMTS", "WFS"}) {
        node.post("/foreign/sources", source(kind, qgis.address()));
      }
      node.signIn("operator1");
      for (String kind : new String[] {"wms", "wmts"}) {
        liesWhereItShould(kind);
      }
      saysWhatLiesThere();
      givesItsFeatures();
    }
  }

  private Path project() throws Exception {
    double[] p = ForeignServersTest.PARK;
    Path data = folder.resolve("park.geojson");
    Files.writeString(
        data,
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"公园"},"geometry":
        {"type":"Polygon","coordinates":[[[%1$s,%2$s],[%3$s,%2$s],[%3$s,%4$s],[%1$s,%4$s],[%1$s,%2$s]]]}}]}
        """
            .formatted(p[0], p[1], p[2], p[3]));
    Path script = folder.resolve("project.py");
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/qgis/project.py"), "project.py")) {
      Files.copy(in, script);
    }
    Path project = folder.resolve("city.qgs");
    ProcessBuilder run =
        new ProcessBuilder(
            "/usr/bin/python3", script.toString(), data.toString(), project.toString());
    run.environment().put("QT_QPA_PLATFORM", "offscreen");
    run.environment().put("HOME", folder.toString());
    run.redirectErrorStream(true).redirectOutput(folder.resolve("qgis.log").toFile());
    boolean ended = run.start().waitFor(120, TimeUnit.SECONDS);
    assumeTrue(
        ended && Files.exists(project),
        "NOT RUN: QGIS cannot make a project here (Debian: python3-qgis): "
            + Files.readString(folder.resolve("qgis.log")));
    return project;
  }

  private static JsonObject source(String kind, String url) {
    String id = kind.toLowerCase(java.util.Locale.ROOT);
    return new JsonObject()
        .put("id", "qgis_" + id)
        .put("title", new JsonObject().put("zh", "QGIS").put("en", "QGIS"))
        .put("kind", kind)
        .put("url", url)
        .put("owner", "住建局")
        .put("shareClass", "UNCONDITIONAL")
        .put(
            "layers",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("id", "foreign_" + id)
                        .put("name", "park")
                        .put("title", new JsonObject().put("zh", "公园").put("en", "Park"))));
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(node.uri(path)).header("Cookie", node.cookie()).build(),
        BodyHandlers.ofByteArray());
  }

  /** It is read in the background: until then the answer says so. */
  private HttpResponse<byte[]> ready(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);
    for (int i = 0; i < 600 && answer.statusCode() != 200; i++) {
      Thread.sleep(100);
      answer = get(path);
    }
    assertThat(answer.statusCode())
        .as(path + " " + new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return answer;
  }

  private void liesWhereItShould(String kind) throws Exception {
    for (int zoom : new int[] {14, 16}) {
      Spot spot = Spot.of(ForeignServersTest.PARK[0], ForeignServersTest.PARK[1], zoom);
      HttpResponse<byte[]> tile =
          ready(
              "/api/v1/foreign/foreign_%s/tiles/%d/%d/%d"
                  .formatted(kind, zoom, spot.tileX(), spot.tileY()));
      assertThat(ForeignServersTest.corner(ImageIO.read(new ByteArrayInputStream(tile.body()))))
          .as(kind + " at zoom " + zoom)
          .containsExactly(new double[] {spot.i(), spot.j()}, within(1.5));
    }
  }

  private void saysWhatLiesThere() throws Exception {
    assertThat(
            new String(
                ready("/api/v1/foreign/foreign_wms/featureinfo?lon=112.96&lat=28.22&zoom=15")
                    .body(),
                StandardCharsets.UTF_8))
        .contains("\"name\":\"公园\"");
  }

  private void givesItsFeatures() throws Exception {
    JsonObject page =
        new JsonObject(
            new String(
                ready("/api/v1/layers/foreign_wfs/features").body(), StandardCharsets.UTF_8));
    JsonObject park = page.getJsonArray("features").getJsonObject(0);
    assertThat(park.getJsonObject("properties").getString("name")).isEqualTo("公园");
    assertThat(park.getJsonObject("geometry").encode()).contains("[112.94,28.2]");
  }
}
