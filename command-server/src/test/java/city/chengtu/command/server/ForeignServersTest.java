package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.coordinate.ChinaOffset;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;

/** MapServer, a real foreign server, seen through the gateway of a whole server of ours. */
@EachStore
class ForeignServersTest {
  private static final Path MAPSERVER = Path.of("/usr/lib/cgi-bin/mapserv");

  /** Red on the map: west, south, east, north in degrees. */
  static final double[] PARK = {112.94, 28.20, 112.98, 28.24};

  private static final double HALF = 20_037_508.342789244;

  private final TestStore store;
  @TempDir private Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestNode node;
  private String token;

  ForeignServersTest(TestStore store) {
    this.store = store;
  }

  @BeforeAll
  static void mapServerIsHere() {
    assumeTrue(
        Files.isExecutable(MAPSERVER),
        "NOT RUN: MapServer is not on this machine (Debian: cgi-mapserver)");
  }

  @Test
  void mapServerThroughTheGateway() throws Exception {
    Files.writeString(folder.resolve("mapserver.conf"), "CONFIG ENV MS_MAP_PATTERN \".\" END END");
    Files.writeString(folder.resolve("city.map"), MAP);
    Files.writeString(
        folder.resolve("old.map"), MAP.replace("\"wfs_getfeature_formatlist\" \"geojson\"", ""));
    Files.writeString(folder.resolve("city.geojson"), STATIONS);
    node =
        TestNode.start(
            store.forServer(),
            folder.resolve("data"),
            Map.of("outbound.plain-loopback", "true", "foreign.pause", "PT1S"));
    try (TestNode closing = node;
        CgiServer mapServer =
            new CgiServer(
                MAPSERVER,
                folder,
                Map.of("MAPSERVER_CONFIG_FILE", folder.resolve("mapserver.conf").toString()))) {
      closing.signIn("admin");
      register(mapServer.address() + "?map=" + folder.resolve("city.map"));
      node.signIn("operator1");
      picturesLieWhereTheyShould();
      shiftedPicturesLieWhereTheyShould();
      whatLiesThere();
      featuresAreALayerLikeAnyOther();
      featuresOfAnOldServerToo();
      otherProgramsReadThem(mapServer);
      everyoneSeesWhatIsTheirs();
      theCatalogueListsThemBesideOurs();
    }
  }

  private void register(String url) throws Exception {
    node.post("/foreign/sources", source("city_wms", "WMS", url));
    await(
        "what it offers",
        () -> node.send("GET", "/foreign/sources/city_wms/offer", null, null).statusCode() == 200);
    JsonObject offer = node.get("/foreign/sources/city_wms/offer");
    assertThat(offer.getString("version")).isEqualTo("1.3.0");
    assertThat(offer.getJsonArray("layers").encode())
        .contains("park", "公园", "EPSG:3857", "EPSG:4490");

    node.post(
        "/foreign/sources",
        source("city_parks", "WMS", url)
            .put(
                "layers",
                new JsonArray()
                    .add(layer("foreign_park", "park"))
                    .add(layer("foreign_stops", "stations"))));
    node.post(
        "/foreign/sources",
        source("city_shifted", "WMS", url)
            .put("datum", "GCJ02")
            .put("layers", new JsonArray().add(layer("foreign_shifted", "park"))));
    node.post(
        "/foreign/sources",
        source("city_wfs", "WFS", url)
            .put("layers", new JsonArray().add(layer("foreign_stations", "ms:stations"))));
    node.post(
        "/foreign/sources",
        source("city_gml", "WFS", url.replace("city.map", "old.map"))
            .put("layers", new JsonArray().add(layer("foreign_gml", "ms:stations"))));
    node.post(
        "/foreign/sources",
        source("city_secret", "WMS", url)
            .put("shareClass", "NOT_SHARED")
            .put("layers", new JsonArray().add(layer("foreign_secret", "park"))));
    JsonObject removed = source("gone", "WMS", url);
    node.post("/foreign/sources", removed);
    assertThat(node.send("DELETE", "/foreign/sources/gone", null, UUID.randomUUID()).statusCode())
        .isEqualTo(200);
    await(
        "all are read",
        () -> sources().stream().allMatch(s -> s.getJsonObject("health").containsKey("readAt")));
    assertThat(sources()).hasSize(6);
  }

  private List<JsonObject> sources() throws Exception {
    return node.get("/foreign/sources").getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonObject source(String id, String kind, String url) {
    return new JsonObject()
        .put("id", id)
        .put("title", new JsonObject().put("zh", "住建局").put("en", "Housing"))
        .put("kind", kind)
        .put("url", url)
        .put("owner", "住建局")
        .put("shareClass", "UNCONDITIONAL");
  }

  private static JsonObject layer(String id, String name) {
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("title", new JsonObject().put("zh", "图层").put("en", "Layer"));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    for (int i = 0; i < 600; i++) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("did not come: " + what);
  }

  static double x(double lon) {
    return lon / 180 * HALF;
  }

  static double y(double lat) {
    return Math.log(Math.tan(Math.PI / 4 + Math.toRadians(lat) / 2)) / Math.PI * HALF;
  }

  /** Tile of the zoom that holds the point, and where in it the point lies. */
  record Spot(int z, int tileX, int tileY, double i, double j) {
    static Spot of(double lon, double lat, int z) {
      double n = (1 << z) / (2 * HALF);
      double column = (x(lon) + HALF) * n;
      double row = (HALF - y(lat)) * n;
      return new Spot(
          z,
          (int) column,
          (int) row,
          (column - Math.floor(column)) * 256,
          (row - Math.floor(row)) * 256);
    }
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(node.uri(path)).header("Cookie", node.cookie()).build(),
        BodyHandlers.ofByteArray());
  }

  private BufferedImage picture(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode())
        .as(path + " " + new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  private static boolean isRed(BufferedImage image, int i, int j) {
    int argb = image.getRGB(i, j);
    return (argb >>> 24) > 200 && (argb >> 16 & 0xff) > 150 && (argb & 0xff) < 60;
  }

  /** The south-west corner of the red area in this tile: first red column, last red row. */
  static double[] corner(BufferedImage image) {
    int left = 256;
    int bottom = -1;
    for (int j = 0; j < image.getHeight(); j++) {
      for (int i = 0; i < image.getWidth(); i++) {
        if (isRed(image, i, j)) {
          left = Math.min(left, i);
          bottom = Math.max(bottom, j);
        }
      }
    }
    return new double[] {left, bottom + 1};
  }

  private void picturesLieWhereTheyShould() throws Exception {
    for (int zoom : new int[] {12, 15, 17}) {
      Spot spot = Spot.of(PARK[0], PARK[1], zoom);
      BufferedImage tile =
          picture(
              "/api/v1/foreign/foreign_park/tiles/" + zoom + "/" + spot.tileX + "/" + spot.tileY);

      assertThat(corner(tile)).containsExactly(new double[] {spot.i, spot.j}, within(1.5));
    }
    BufferedImage map =
        picture(
            "/api/v1/foreign/foreign_park/map?bbox=112.92,28.18,113.00,28.26&width=400&height=400");
    assertThat(isRed(map, 200, 200)).isTrue();
    assertThat(isRed(map, 90, 200)).isFalse();
  }

  /** Its server draws at shifted coordinates; here it lies at the true ones. */
  private void shiftedPicturesLieWhereTheyShould() throws Exception {
    Coordinate corner = ChinaOffset.gcj02ToWgs84(new Coordinate(PARK[0], PARK[1]));
    for (int zoom : new int[] {15, 17}) {
      Spot spot = Spot.of(corner.x, corner.y, zoom);
      BufferedImage tile =
          picture(
              "/api/v1/foreign/foreign_shifted/tiles/"
                  + zoom
                  + "/"
                  + spot.tileX
                  + "/"
                  + spot.tileY);

      assertThat(corner(tile)).containsExactly(new double[] {spot.i, spot.j}, within(1.5));
    }
  }

  private void whatLiesThere() throws Exception {
    JsonObject there = node.get("/foreign/foreign_stops/featureinfo?lon=112.95&lat=28.21&zoom=15");
    assertThat(there.getString("text")).contains("消防站");
  }

  private void featuresAreALayerLikeAnyOther() throws Exception {
    await(
        "the copy",
        () -> node.send("GET", "/layers/foreign_stations", null, null).statusCode() == 200);
    JsonObject page = node.get("/layers/foreign_stations/features?bbox=112.9,28.2,112.96,28.22");
    assertThat(page.getJsonArray("features")).hasSize(1);
    assertThat(page.getJsonArray("features").getJsonObject(0).getJsonObject("properties").getMap())
        .containsEntry("name", "消防站")
        .containsEntry("floors", 3);
    HttpResponse<byte[]> filtered =
        get("/ogc/collections/foreign_stations/items?f=json&filter=floors%3E10");
    assertThat(
            new JsonObject(new String(filtered.body(), StandardCharsets.UTF_8))
                .getJsonArray("features"))
        .hasSize(1);
  }

  /** A server that knows no GeoJSON gives the same features by its GML. */
  private void featuresOfAnOldServerToo() throws Exception {
    await(
        "the copy of GML",
        () -> node.send("GET", "/layers/foreign_gml", null, null).statusCode() == 200);
    String box = "/features?bbox=112.5,27.8,113.5,28.8";
    JsonArray expected = node.get("/layers/foreign_stations" + box).getJsonArray("features");
    JsonArray found = node.get("/layers/foreign_gml" + box).getJsonArray("features");
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.getJsonObject(i).getJsonObject("geometry"))
          .isEqualTo(expected.getJsonObject(i).getJsonObject("geometry"));
      assertThat(found.getJsonObject(i).getJsonObject("properties"))
          .isEqualTo(expected.getJsonObject(i).getJsonObject("properties"));
    }
  }

  private void otherProgramsReadThem(CgiServer mapServer) throws Exception {
    node.signIn("admin");
    token =
        node.post(
                "/tokens",
                new JsonObject()
                    .put("account", "operator1")
                    .put("name", "QGIS")
                    .put("scopes", new JsonArray(List.of("*", "see:*"))))
            .getString("secret");
    node.signIn("operator1");
    capabilities();
    String area = "&WIDTH=200&HEIGHT=200&FORMAT=image/png&LAYERS=foreign_park&STYLES=";
    // The same area in each reference system; the red begins a quarter in from the left and from
    // below. In 1.3.0 degrees of EPSG come with the latitude first.
    for (String box :
        List.of(
            "VERSION=1.3.0&CRS=EPSG:4326&BBOX=28.16,112.92,28.32,113.00",
            "VERSION=1.3.0&CRS=EPSG:4490&BBOX=28.16,112.92,28.32,113.00",
            "VERSION=1.3.0&CRS=CRS:84&BBOX=112.92,28.16,113.00,28.32",
            "VERSION=1.1.1&SRS=EPSG:4326&BBOX=112.92,28.16,113.00,28.32",
            "VERSION=1.3.0&CRS=EPSG:3857&BBOX=%s,%s,%s,%s"
                .formatted(x(112.92), y(28.16), x(113.00), y(28.32)))) {
      BufferedImage image = picture("/wms?SERVICE=WMS&REQUEST=GetMap&" + box + area);
      assertThat(corner(image)).as(box).containsExactly(new double[] {50, 150}, within(1.5));
    }
    assertThat(mapServer.asked).noneMatch(q -> q.contains("evil"));
    exceptions(area);
    assertThat(mapServer.asked).noneMatch(q -> q.contains("evil"));
    Spot spot = Spot.of(PARK[0], PARK[1], 15);
    for (String address :
        List.of(
            "/wmts/foreign_park/default/WebMercatorQuad/15/"
                + spot.tileY
                + "/"
                + spot.tileX
                + ".png",
            "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=foreign_park&STYLE=default"
                + "&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=15&TILEROW="
                + spot.tileY
                + "&TILECOL="
                + spot.tileX)) {
      assertThat(corner(picture(address)))
          .containsExactly(new double[] {spot.i, spot.j}, within(1.5));
    }
  }

  private void capabilities() throws Exception {
    URI uri = node.uri("/wms?SERVICE=WMS&REQUEST=GetCapabilities");
    HttpRequest.Builder stranger = HttpRequest.newBuilder(uri);
    assertThat(http.send(stranger.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri)
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(
                                ("operator1:" + token).getBytes(StandardCharsets.UTF_8)))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("<Name>foreign_park</Name>", "<CRS>EPSG:4490</CRS>", "version=\"1.3.0\"")
        .doesNotContain("foreign_secret")
        .doesNotContain("mapserv");
    assertThat(text("/wms?REQUEST=GetCapabilities&VERSION=1.1.1"))
        .contains("WMT_MS_Capabilities", "<SRS>EPSG:3857</SRS>");
    assertThat(text("/wmts?REQUEST=GetCapabilities&SERVICE=WMTS"))
        .contains("foreign_park", "WebMercatorQuad")
        .doesNotContain("foreign_secret");
  }

  private String text(String path) throws Exception {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  private void exceptions(String area) throws Exception {
    String map = "/wms?SERVICE=WMS&REQUEST=GetMap&VERSION=1.3.0&CRS=EPSG:4326&BBOX=28,112,29,113";
    assertThat(text(map + area.replace("foreign_park", "foreign_secret")))
        .contains("LayerNotDefined");
    assertThat(text(map + area.replace("foreign_park", "evil"))).contains("LayerNotDefined");
    assertThat(text(map + area.replace("foreign_park", "foreign_park,foreign_stops")))
        .contains("LayerNotDefined");
    assertThat(text(map + area + "evil")).contains("StyleNotDefined");
    assertThat(text(map.replace("EPSG:4326", "EPSG:2000") + area)).contains("InvalidCRS");
    assertThat(text(map + area.replace("image/png", "image/svg%2Bxml"))).contains("InvalidFormat");
    assertThat(text(map.replace("28,112,29,113", "29,112,28,113") + area)).contains("BBOX");
    assertThat(text(map + area.replace("WIDTH=200", "WIDTH=20000"))).contains("WIDTH");
    assertThat(text(map + area + "&layers=foreign_stops"))
        .contains("LAYERS is there more than once");
    assertThat(text("/wms?SERVICE=WMS&REQUEST=DescribeLayer")).contains("OperationNotSupported");
    assertThat(get(map + area + "&SLD=http://evil.example/x.sld&map=/etc/evil").statusCode())
        .as("what is not known is ignored, and not passed on")
        .isEqualTo(200);
  }

  private void everyoneSeesWhatIsTheirs() throws Exception {
    assertThat(node.get("/foreign/layers").encode())
        .contains("foreign_park")
        .doesNotContain("foreign_secret");
    assertThat(get("/api/v1/foreign/foreign_secret/tiles/3/1/1").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/foreign/foreign_stations/tiles/3/1/1").statusCode())
        .as("features are no pictures")
        .isEqualTo(404);
    node.signIn("planner");
    assertThat(node.get("/foreign/layers").encode()).contains("foreign_secret");
    assertThat(text("/wms?REQUEST=GetCapabilities")).contains("foreign_secret");
  }

  private void theCatalogueListsThemBesideOurs() throws Exception {
    node.signIn("operator1");
    assertThat(listed("/catalogue")).contains("roads").doesNotContain("foreign_park");
    assertThat(listed("/catalogue?kind=all"))
        .contains("roads", "foreign_stations", "foreign_park")
        .doesNotContain("foreign_secret");
    assertThat(listed("/catalogue?kind=pictures&owner=%E4%BD%8F%E5%BB%BA&q=tuceng"))
        .containsExactlyInAnyOrder("foreign_park", "foreign_stops", "foreign_shifted");
    JsonObject entry = node.get("/catalogue/foreign_park");
    JsonObject picture = entry.getJsonObject("layer").getJsonObject("picture");
    assertThat(picture.getBoolean("works")).isTrue();
    assertThat(entry.getJsonObject("layer").getJsonArray("extent")).hasSize(4);
    assertThat(entry.getJsonObject("layer").getJsonObject("origin").getString("shareClass"))
        .isEqualTo("UNCONDITIONAL");
    Spot spot = Spot.of(PARK[0], PARK[1], 15);
    String tile =
        picture
            .getString("tiles")
            .replace("{z}", "15")
            .replace("{x}", Integer.toString(spot.tileX))
            .replace("{y}", Integer.toString(spot.tileY));
    assertThat(corner(picture(tile))).containsExactly(new double[] {spot.i, spot.j}, within(1.5));
    JsonObject base =
        (JsonObject) node.get("/catalogue/tree?kind=pictures").getJsonArray("themes").getValue(0);
    assertThat(base.getJsonArray("layers")).contains("foreign_park").doesNotContain("roads");
    assertThat(node.get("/catalogue/foreign_park/versions").getJsonArray("features")).isEmpty();
    assertThat(node.send("GET", "/catalogue/foreign_secret", null, null).statusCode())
        .isEqualTo(404);
    assertThat(node.send("GET", "/catalogue?kind=some", null, null).statusCode()).isEqualTo(400);
    node.signIn("planner");
    assertThat(listed("/catalogue?kind=pictures")).contains("foreign_secret");
    assertThat(node.patch("/catalogue/foreign_park", new JsonObject().put("owner", "x"), 0).body())
        .contains("layer-is-foreign");
  }

  private List<String> listed(String path) throws Exception {
    return node.get(path).getJsonArray("layers").stream()
        .map(layer -> ((JsonObject) layer).getString("id"))
        .toList();
  }

  private static final String STATIONS =
      """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"name":"消防站","floors":3},
       "geometry":{"type":"Point","coordinates":[112.95,28.21]}},
      {"type":"Feature","properties":{"name":"医院","floors":12},
       "geometry":{"type":"Point","coordinates":[112.97,28.23]}}]}
      """;

  private static final String MAP =
      """
      MAP
        NAME "city"
        EXTENT 112.5 27.8 113.5 28.8
        SIZE 256 256
        PROJECTION "init=epsg:4326" END
        WEB
          METADATA
            "ows_title" "City services"
            "ows_onlineresource" "http://elsewhere.example/mapserv?"
            "ows_srs" "EPSG:4326 EPSG:3857 EPSG:4490"
            "ows_enable_request" "*"
            "wfs_getfeature_formatlist" "geojson"
          END
        END
        OUTPUTFORMAT
          NAME "geojson"
          DRIVER "OGR/GEOJSON"
          MIMETYPE "application/json; subtype=geojson"
          FORMATOPTION "STORAGE=memory"
          FORMATOPTION "FORM=simple"
        END
        LAYER
          NAME "park"
          TYPE POLYGON
          STATUS ON
          METADATA "ows_title" "公园 Park" END
          PROJECTION "init=epsg:4326" END
          FEATURE
            POINTS 112.94 28.20 112.98 28.20 112.98 28.24 112.94 28.24 112.94 28.20 END
          END
          CLASS STYLE COLOR 200 0 0 END END
        END
        LAYER
          NAME "stations"
          TYPE POINT
          STATUS ON
          CONNECTIONTYPE OGR
          CONNECTION "city.geojson"
          TEMPLATE "x.html"
          TOLERANCE 20
          PROJECTION "init=epsg:4326" END
          METADATA
            "ows_title" "站点 Stations"
            "ows_include_items" "all"
            "gml_include_items" "all"
            "gml_types" "auto"
          END
          CLASS STYLE SIZE 12 COLOR 0 0 200 END END
        END
      END
      """;
}
