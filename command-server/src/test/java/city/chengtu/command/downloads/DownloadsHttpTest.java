package city.chengtu.command.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.cases.FixedLayer;
import city.chengtu.command.cases.TestHttp;
import city.chengtu.command.cases.TestHttp.Parts;
import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.command.onemap.StoredExtents;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Downloads over real HTTP, on each store, with the delivered access rules. */
@EachStore
class DownloadsHttpTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final int MANY = 2_500;

  private final Catalogue catalogue = new Catalogue();
  private final SpatialDatabase database;
  private final StoredLayers layers;
  private final Vertx vertx = Vertx.vertx();
  private final Workers writers = new Workers(vertx, "download", 2, 4);
  private TestHttp http;
  @TempDir Path folder;

  DownloadsHttpTest(TestStore store) {
    database = store.database("db/command/common");
    layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    layers.write(
        ChangeSet.replace("test", "test", "test"),
        IntStream.rangeClosed(1, MANY)
            .mapToObj(
                n ->
                    new NewFeature(
                        "poi",
                        "p%05d".formatted(n),
                        9,
                        FACTORY.createPoint(new Coordinate(112.9 + n / 100_000.0, 28.2)),
                        Map.of("name", "兴趣点 " + n, "kind", n % 2 == 0 ? "shop" : "school"))));
  }

  private Reply get(String person, String query) {
    if (http == null) {
      http =
          new TestHttp(database, List.of("api", "cases", "onemap", "downloads"), this::routes)
              .person("paul", "planner", "planning", "")
              .person("olga", "operator", "centre", "")
              .person("adam", "administrator", "it", "")
              .person("anna", "auditor", "it", "");
    }
    return http.get(person, query);
  }

  private Routes routes(Parts parts) {
    catalogue.add(people());
    Map<String, Double> rules =
        Map.of(
            "downloadRows", 2_000.0,
            "downloadRows.planner", 10_000.0,
            "downloadSquareKilometres", 1_000.0,
            "downloadSquareKilometres.planner", 2_000.0);
    return new DownloadRoutes(
        parts.api(),
        writers,
        new Downloads(
            catalogue,
            parts.policy(),
            new StoredExtents(layers),
            new DownloadLimits(
                code ->
                    rules.containsKey(code)
                        ? OptionalDouble.of(rules.get(code))
                        : OptionalDouble.empty()),
            parts.clock(),
            folder),
        database.jdbi(),
        parts.policy());
  }

  private static FixedLayer people() {
    Layer layer =
        new Layer(
            "plan_zones",
            "live",
            new Text("人", "People"),
            GeometryKind.POINT,
            List.of(
                Field.of("name", "名称", "Name", Field.Type.TEXT),
                new Field("telephone", new Text("电话", "Telephone"), Field.Type.TEXT, null, true)),
            new LayerOrigin("test", "test", null, null, ShareClass.NOT_SHARED),
            new ScaleRange(0, 22),
            new LayerStyle(1, null, null, null, null, null, null, null, null),
            false);
    return new FixedLayer(
        layer,
        List.of(
            new Feature(
                "plan_zones",
                "zhao",
                1,
                Instant.EPOCH,
                FACTORY.createPoint(new Coordinate(112.93, 28.2)),
                Map.of("name", "shelter", "telephone", "13900001111"))));
  }

  @AfterEach
  void stop() {
    if (http != null) {
      http.close();
    }
    writers.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static String take(String layer, String format, String... more) {
    StringBuilder path =
        new StringBuilder("/layers/" + layer + "/download?purpose=plan&format=" + format);
    for (int i = 0; i < more.length; i += 2) {
      path.append('&').append(more[i]).append('=');
      path.append(URLEncoder.encode(more[i + 1], StandardCharsets.UTF_8));
    }
    return path.toString();
  }

  @Test
  void allOfALayerComesWithItsNumber() {
    Reply reply = get("paul", take("poi", "geojson"));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode json = reply.json();
    assertThat(json.get("features")).hasSize(MANY);
    String number = reply.header("Download-Number");
    assertThat(number).matches("D-[0-9]{6,}");
    assertThat(reply.header("Download-Rows")).isEqualTo(Integer.toString(MANY));
    assertThat(reply.header("Content-Disposition")).contains("poi_" + number + ".geojson");
    assertThat(json.at("/download/number").asText()).isEqualTo(number);
    assertThat(json.at("/download/by").asText()).contains("paul");
    assertThat(json.at("/download/purpose").asText()).isEqualTo("plan");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everyFormatIsMade() throws IOException {
    for (String format : List.of("geojsonseq", "csv", "gpkg", "shp")) {
      Reply reply = get("paul", take("poi", format, "filter", "kind = 'shop'"));
      assertThat(reply.status()).as(format + reply.toString()).isEqualTo(200);
      assertThat(reply.header("Download-Rows")).isEqualTo(Integer.toString(MANY / 2));
    }
    assertThat(folder).isEmptyDirectory();
    Reply gpkg = get("paul", take("poi", "gpkg", "crs", "4547"));
    assertThat(new String(gpkg.bytes(), 0, 15, StandardCharsets.US_ASCII))
        .isEqualTo("SQLite format 3");
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(
            new ByteArrayInputStream(get("paul", take("poi", "shp", "encoding", "gbk")).bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertThat(names)
        .containsExactly("poi.shp", "poi.shx", "poi.dbf", "poi.prj", "poi.cpg", "poi.txt");
  }

  @Test
  void areaFilterAndMomentChooseTheRows() throws InterruptedException {
    assertThat(
            get("paul", take("poi", "geojson", "bbox", "112.9,28.1,112.901055,28.3"))
                .json()
                .get("features"))
        .hasSize(105);
    assertThat(
            get("paul", take("poi", "geojson", "filter", "name = '兴趣点 7'"))
                .json()
                .at("/features/0/id")
                .asText())
        .isEqualTo("p00007");
    Thread.sleep(5);
    String then = Instant.now().toString();
    Thread.sleep(5);
    layers.end(ChangeSet.merge("test", "test", "test"), "poi", List.of("p00007"));
    assertThat(get("paul", take("poi", "geojson")).json().get("features")).hasSize(MANY - 1);
    assertThat(get("paul", take("poi", "geojson", "at", then)).json().get("features"))
        .hasSize(MANY);
  }

  @Test
  void tooMuchIsRefusedNamingLimitAndCount() {
    Reply reply = get("adam", take("poi", "geojson"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("code").asText()).isEqualTo("too-many-rows");
    assertThat(reply.json().get("limit").asLong()).isEqualTo(2_000);
    assertThat(reply.json().get("asked").asLong()).isEqualTo(MANY);
    Reply area = get("adam", take("plan_zones", "geojson", "bbox", "112,28,113,29"));
    assertThat(area.json().get("code").asText()).isEqualTo("too-large-area");
    assertThat(get("adam", take("poi", "geojson", "filter", "kind = 'shop'")).status())
        .isEqualTo(200);
    Reply books = get("anna", "/downloads");
    assertThat(books.toString()).doesNotContain("\"rows\":" + MANY);
  }

  @Test
  void rightsHoldForRowsFieldsAndLayers() {
    assertThat(get("olga", take("poi", "geojson")).status()).isEqualTo(403);
    assertThat(get("paul", take("units", "geojson")).status()).isEqualTo(404);
    for (String format : List.of("geojson", "geojsonseq")) {
      String text = get("paul", take("plan_zones", format)).toString();
      assertThat(text).contains("shelter").doesNotContain("telephone", "13900001111");
    }
    Reply hidden =
        get("paul", take("plan_zones", "geojson", "filter", "telephone = '13900001111'"));
    assertThat(hidden.status()).isEqualTo(400);
    assertThat(hidden.json().at("/errors/0/field").asText()).isEqualTo("filter");
  }

  @Test
  void everyDownloadIsInTheBooksAndTheJournal() {
    String number =
        get("paul", take("poi", "csv", "filter", "kind = 'shop'")).header("Download-Number");
    JsonNode mine = get("paul", "/downloads").json().at("/items/0");
    assertThat(http.errors("DownloadRecord", mine)).isEmpty();
    assertThat(mine.get("number").asText()).isEqualTo(number);
    assertThat(mine.get("rows").asLong()).isEqualTo(MANY / 2);
    assertThat(mine.get("asked").asText()).isEqualTo("filter=kind = 'shop'");
    assertThat(get("adam", "/downloads").toString()).doesNotContain(number);
    String entry =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.select("select data from journal_entry where subject_id = ?", number)
                        .mapTo(String.class)
                        .one());
    assertThat(entry).contains("\"purpose\":\"plan\"", "\"account\":\"paul\"");
  }

  @Test
  void badRequestsNameTheField() {
    assertThat(get("paul", "/layers/poi/download?format=geojson").status()).isEqualTo(400);
    assertThat(get("paul", take("poi", "xls")).status()).isEqualTo(400);
    for (String[] bad :
        List.of(
            new String[] {"crs", "4547", "crs"},
            new String[] {"encoding", "gbk", "encoding"},
            new String[] {"bbox", "1,2,3", "bbox"},
            new String[] {"filter", "kind = ", "filter"},
            new String[] {"at", "now", "at"})) {
      Reply reply = get("paul", take("poi", "geojson", bad[0], bad[1]));
      assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
      assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo(bad[2]);
    }
  }
}
