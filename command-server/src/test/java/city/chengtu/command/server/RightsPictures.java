package city.chengtu.command.server;

import city.chengtu.command.server.RightsCity.Person;
import city.chengtu.command.server.RightsCity.Row;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.locationtech.jts.geom.Coordinate;

/**
 * Rows that MapServer draws and tells of, behind the gateway. A picture says a row's id where it is
 * painted.
 */
final class RightsPictures implements AutoCloseable {
  private static final Path MAPSERVER = Path.of("/usr/lib/cgi-bin/mapserv");
  private static final List<String> LAYERS = List.of(RightsCity.PICTURES);

  /** The same rows by a service that knows plain text only. */
  private static final String AS_TEXT = RightsCity.PICTURES + "_text";

  private static final int ZOOM = 20;

  private final RightsCity city;
  private final CgiServer mapServer;

  RightsPictures(RightsCity city, TestNode admin, Path folder) throws Exception {
    this.city = city;
    if (!Files.isExecutable(MAPSERVER)) {
      System.err.println("NOT RUN: the doors to pictures; no MapServer here (cgi-mapserver)");
      mapServer = null;
      return;
    }
    Files.writeString(folder.resolve("mapserver.conf"), "CONFIG ENV MS_MAP_PATTERN \".\" END END");
    Files.writeString(folder.resolve("rows.geojson"), rows().encode());
    Files.writeString(
        folder.resolve("json.map"),
        MAP.formatted("\"wms_getfeatureinfo_formatlist\" \"application/json; subtype=geojson\""));
    Files.writeString(folder.resolve("text.map"), MAP.formatted(""));
    mapServer =
        new CgiServer(
            MAPSERVER,
            folder,
            Map.of("MAPSERVER_CONFIG_FILE", folder.resolve("mapserver.conf").toString()));
    register(admin, "rights", RightsCity.PICTURES, folder.resolve("json.map"));
    register(admin, "rights_text", AS_TEXT, folder.resolve("text.map"));
    for (int i = 0;
        i < 600 && admin.get("/foreign/sources").encode().split("readAt").length < 3;
        i++) {
      Thread.sleep(50);
    }
  }

  boolean areThere() {
    return mapServer != null;
  }

  private void register(TestNode admin, String source, String layer, Path map) throws Exception {
    String word = RightsCity.title(RightsCity.PICTURES, "layer");
    JsonObject title = new JsonObject().put("zh", word).put("en", word);
    admin.post(
        "/foreign/sources",
        new JsonObject()
            .put("id", source)
            .put("title", new JsonObject().put("zh", "外部").put("en", "Foreign"))
            .put("kind", "WMS")
            .put("url", mapServer.address() + "?map=" + map)
            .put("owner", "test")
            .put("shareClass", "NOT_SHARED")
            .put(
                "layers",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("id", layer)
                            .put("name", "rows")
                            .put("title", title))));
  }

  private JsonObject rows() {
    JsonArray features = new JsonArray();
    for (Row row : city.rows(RightsCity.PICTURES)) {
      Coordinate at = city.place(row);
      features.add(
          new JsonObject()
              .put("type", "Feature")
              .put(
                  "properties",
                  new JsonObject(RightsCity.properties(row, "now")).put("id", row.id()))
              .put(
                  "geometry",
                  new JsonObject()
                      .put("type", "Point")
                      .put("coordinates", new JsonArray(List.of(at.x, at.y)))));
    }
    return new JsonObject().put("type", "FeatureCollection").put("features", features);
  }

  /** Every door to them. */
  void check(RightsMatrix matrix) throws Exception {
    if (!areThere()) {
      return;
    }
    matrix.check(
        "foreign: descriptions",
        LAYERS,
        RightsMatrix::nothing,
        RightsPictures::title,
        (asker, layer) -> descriptions(asker));
    List<String> id = List.of("id");
    String tile = "/api/v1/foreign/" + RightsCity.PICTURES + "/tiles/%d/%d/%d";
    matrix.check("foreign: tiles", LAYERS, id, (a, l) -> tiles(a, tile, false));
    matrix.check(
        "/wmts by address",
        LAYERS,
        id,
        (a, l) -> tiles(a, "/wmts/" + l + "/default/WebMercatorQuad/%d/%d/%d.png", true));
    matrix.check(
        "/wmts by key",
        LAYERS,
        id,
        (a, l) ->
            tiles(
                a,
                "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=default&FORMAT=image/png"
                    + "&TILEMATRIXSET=WebMercatorQuad&LAYER="
                    + l
                    + "&TILEMATRIX=%d&TILEROW=%d&TILECOL=%d",
                true));
    matrix.check("foreign: map", LAYERS, id, (a, l) -> maps(a, "/api/v1/foreign/" + l + "/map?"));
    matrix.check(
        "/wms map", LAYERS, id, (a, l) -> maps(a, WMS + "&REQUEST=GetMap&LAYERS=" + l + "&"));
    matrix.check("foreign: what is there", LAYERS, RightsCity.ALL_FIELDS, (a, l) -> infos(a, l));
    matrix.check(
        "/wms what is there",
        LAYERS,
        RightsCity.ALL_FIELDS,
        (a, l) ->
            maps(
                a,
                WMS + "&REQUEST=GetFeatureInfo&I=8&J=8&QUERY_LAYERS=" + l + "&LAYERS=" + l + "&"));
    matrix.check(
        "foreign: what is there as text",
        LAYERS,
        matrix.rows(RightsCity.ALL_FIELDS, List.of("now")),
        (person, layer) ->
            person.seesWhole()
                ? city.allowed(person, layer, RightsCity.ALL_FIELDS, List.of("now"))
                : Set.of(),
        (a, l) -> infos(a, AS_TEXT));
  }

  private static Set<String> title(Person person, String layer) {
    Set<String> words = new LinkedHashSet<>();
    if (person.sees(layer)) {
      words.add(RightsCity.title(layer, "layer"));
    }
    return words;
  }

  private static List<String> descriptions(RightsAsker asker) throws Exception {
    List<String> texts = new ArrayList<>();
    for (String address :
        List.of(
            "/api/v1/foreign/layers",
            "/api/v1/catalogue?kind=pictures",
            "/api/v1/catalogue/" + RightsCity.PICTURES,
            "/wms?REQUEST=GetCapabilities",
            "/wms?REQUEST=GetCapabilities&VERSION=1.1.1",
            "/wmts?REQUEST=GetCapabilities",
            "/wmts/1.0.0/WMTSCapabilities.xml")) {
      texts.add(asker.text(address));
    }
    return texts;
  }

  /** Degrees of longitude and latitude, latitude first as 1.3.0 wants it. */
  private static final String WMS =
      "/wms?VERSION=1.3.0&CRS=CRS:84&FORMAT=image/png&STYLES=&INFO_FORMAT=application/json";

  private List<String> maps(RightsAsker asker, String address) throws Exception {
    List<String> said = new ArrayList<>();
    for (Row row : city.rows(RightsCity.PICTURES)) {
      Coordinate at = city.place(row);
      double side = 4e-6;
      String box =
          "%.7f,%.7f,%.7f,%.7f".formatted(at.x - side, at.y - side, at.x + side, at.y + side);
      byte[] answer = asker.bytes(address + "width=16&height=16&bbox=" + box);
      said.add(address.contains("Info") ? latin(answer) : painted(answer, 8, 8) ? row.id() : "");
    }
    return said;
  }

  private List<String> tiles(RightsAsker asker, String address, boolean rowFirst) throws Exception {
    List<String> said = new ArrayList<>();
    for (Row row : city.rows(RightsCity.PICTURES)) {
      Coordinate at = city.place(row);
      TileAddress tile = TileAddress.at(at.x, at.y, ZOOM);
      var spot = ForeignServersTest.Spot.of(at.x, at.y, ZOOM);
      String filled =
          rowFirst
              ? address.formatted(tile.z(), tile.y(), tile.x())
              : address.formatted(tile.z(), tile.x(), tile.y());
      said.add(painted(asker.bytes(filled), (int) spot.i(), (int) spot.j()) ? row.id() : "");
    }
    return said;
  }

  private List<String> infos(RightsAsker asker, String layer) throws Exception {
    List<String> said = new ArrayList<>();
    for (Row row : city.rows(RightsCity.PICTURES)) {
      Coordinate at = city.place(row);
      said.add(
          asker.text(
              "/api/v1/foreign/%s/featureinfo?zoom=%d&lon=%s&lat=%s"
                  .formatted(layer, ZOOM, at.x, at.y)));
    }
    return said;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static boolean painted(byte[] png, int i, int j) throws Exception {
    if (png.length == 0) {
      return false;
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    return image.getRGB(i, j) >>> 24 > 128;
  }

  @Override
  public void close() {
    if (mapServer != null) {
      mapServer.close();
    }
  }

  private static final String MAP =
      """
      MAP
        NAME "rights"
        EXTENT 70 10 140 60
        SIZE 256 256
        PROJECTION "init=epsg:4326" END
        WEB
          METADATA
            "ows_title" "Rows"
            "ows_onlineresource" "http://elsewhere.example/mapserv?"
            "ows_srs" "EPSG:4326 EPSG:3857"
            "ows_enable_request" "*"
            %s
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
          NAME "rows"
          TYPE POINT
          STATUS ON
          CONNECTIONTYPE OGR
          CONNECTION "rows.geojson"
          TEMPLATE "x.html"
          TOLERANCE 3
          PROJECTION "init=epsg:4326" END
          METADATA
            "ows_title" "Rows"
            "ows_include_items" "all"
            "gml_include_items" "all"
          END
          CLASS STYLE SIZE 5 COLOR 200 0 0 SYMBOL "square" END END
        END
        SYMBOL NAME "square" TYPE vector FILLED true POINTS 0 0 0 1 1 1 1 0 0 0 END END
      END
      """;
}
