package city.chengtu.command.cases;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.cases.TestHttp.Parts;
import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.feature.Theme;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

@EachStore
class CaseHttpTest {
  private static final String COVER = "4301020101000001";
  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
  private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46494600");
  private static final byte[] WEBP =
      "RIFF\u0010\0\0\0WEBPVP8 ....".getBytes(StandardCharsets.ISO_8859_1);

  private final SpatialDatabase database;
  private final TestHttp http;
  private CasesLayer layer;

  CaseHttpTest(TestStore store) {
    database = store.database("db/command/common");
    http =
        new TestHttp(database, List.of("api", "cases"), this::routes)
            .person("olga", "operator", "centre", "")
            .person("otto", "operator", "centre", "")
            .person("wei", "inspector", "grid", TestHttp.WEST_AREA)
            .person("paul", "planner", "planning", "")
            .person("lee", "leader", "office", "")
            .person("dora", "department", "water", "");
  }

  private CaseRoutes routes(Parts parts) {
    layer = new CasesLayer(database, parts.journal());
    CaseBook book = CaseBook.standard();
    AttachmentDesk attachments =
        new AttachmentDesk(database.jdbi(), parts.policy(), CaseSettings.STANDARD);
    CaseDesk desk =
        new CaseDesk(
            database.jdbi(),
            parts.journal(),
            parts.policy(),
            book,
            new CityPlaces(city()),
            attachments);
    return new CaseRoutes(parts.api(), desk, attachments, book, parts.clock());
  }

  private static Catalogue city() {
    Catalogue catalogue = new Catalogue();
    catalogue.add(new Theme("grid", null, new Text("网格", "Grids"), 1));
    GeometryFactory map = new GeometryFactory();
    Feature grid =
        new Feature(
            "grids",
            "g1",
            1,
            Instant.EPOCH,
            map.toGeometry(new Envelope(112.93, 112.94, 28.2, 28.21)),
            Map.of("code", "430102001001001"));
    Feature cover =
        new Feature(
            "components",
            COVER,
            1,
            Instant.EPOCH,
            map.createPoint(new org.locationtech.jts.geom.Coordinate(112.935, 28.205)),
            Map.of());
    catalogue.add(new FixedLayer(layer("grids", GeometryKind.POLYGON), List.of(grid)));
    catalogue.add(new FixedLayer(layer("components", GeometryKind.POINT), List.of(cover)));
    return catalogue;
  }

  private static Layer layer(String id, GeometryKind kind) {
    return new Layer(
        id,
        "grid",
        new Text(id, id),
        kind,
        List.of(Field.of("code", "代码", "Code", Field.Type.TEXT)),
        new LayerOrigin("test", "test", null, null, ShareClass.UNCONDITIONAL),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, null, null),
        false);
  }

  @BeforeEach
  void empty() {
    database
        .jdbi()
        .useHandle(
            h -> {
              h.execute("delete from attachment");
              h.execute("delete from attachment_content");
              h.execute("delete from city_case");
              h.execute("delete from case_sequence");
            });
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private static String report(String caseClass, double lon, double lat, String more) {
    return """
        {"class":"%s","place":{"lon":%s,"lat":%s,"address":"芙蓉路388号"},"description":" 路边垃圾 "%s}"""
        .formatted(caseClass, lon, lat, more);
  }

  private JsonNode reported(String person, String caseClass, double lon) {
    Reply reply = http.post(person, "/cases", report(caseClass, lon, 28.205, ""));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json();
  }

  private String sent(String person, byte[] picture, String type) {
    Reply reply = http.post(person, "/attachments", type, picture, UUID.randomUUID());
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(http.errors("Attachment", reply.json())).isEmpty();
    return reply.json().get("id").asText();
  }

  private static void assertRefused(Reply reply, int status, String field, String code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().path("code").asText()).as(reply.toString()).isEqualTo(code);
    if (field != null) {
      assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo(field);
    }
  }

  @Test
  void aReportBecomesACaseWithNumberGridAndPhotos() {
    String first = sent("olga", PNG, "image/png");
    String second = sent("olga", JPEG, "image/jpeg");
    Reply reply =
        http.post(
            "olga",
            "/cases",
            report("E0102", 112.935, 28.205, ",\"photos\":[\"" + second + "\",\"" + first + "\"]"));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode filed = reply.json();
    assertThat(http.errors("Case", filed)).isEmpty();
    String day =
        DateTimeFormatter.ofPattern("yyyyMMdd").format(LocalDate.now(ZoneId.of("Asia/Shanghai")));
    assertThat(filed.get("number").asText()).isEqualTo("E0102" + day + "00001");
    assertThat(filed.get("state").asText()).isEqualTo("reported");
    assertThat(filed.get("description").asText()).isEqualTo("路边垃圾");
    assertThat(filed.at("/className/zh").asText()).isEqualTo("暴露垃圾");
    assertThat(filed.at("/place/grid").asText()).isEqualTo("430102001001001");
    assertThat(filed.at("/reporter/account").asText()).isEqualTo("olga");
    assertThat(filed.get("source").asText()).isEqualTo("11");
    assertThat(filed.get("photos")).hasSize(2);
    assertThat(filed.at("/photos/0").asText()).isEqualTo(second);
    assertThat(reply.header("Journal-Position")).isNotNull();

    Reply read = http.get("lee", "/cases/" + filed.get("id").asText());
    assertThat(read.json()).isEqualTo(filed);
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
    assertThat(http.get("lee", "/attachments/" + first).status()).isEqualTo(200);
  }

  @Test
  void numbersCountPerClassAndDay() {
    assertThat(reported("olga", "E0102", 112.935).get("number").asText()).endsWith("00001");
    assertThat(reported("otto", "E0102", 112.935).get("number").asText()).endsWith("00002");
    assertThat(reported("olga", "C0102", 112.935).get("number").asText()).endsWith("00001");
  }

  @Test
  void theSameKeyTwiceIsOneCase() {
    UUID key = UUID.randomUUID();
    byte[] body = report("E0102", 112.935, 28.205, "").getBytes(StandardCharsets.UTF_8);
    Reply first = http.post("olga", "/cases", "application/json", body, key);
    Reply again = http.post("olga", "/cases", "application/json", body, key);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(http.get("olga", "/cases").json().get("items")).hasSize(1);
  }

  @Test
  void badReportsAreRefusedByField() {
    Reply unknown = http.post("olga", "/cases", report("E9901", 112.9, 28.2, ""));
    assertRefused(unknown, 400, "/class", "unknown-class");
    Reply form = http.post("olga", "/cases", report("0102", 112.9, 28.2, ""));
    assertRefused(form, 400, null, "invalid-request");
    Reply far = http.post("olga", "/cases", report("E0102", 212.9, 28.2, ""));
    assertRefused(far, 400, "/place/lon", "invalid-request");
    Reply member =
        http.post("olga", "/cases", report("E0102", 112.9, 28.2, ",\"state\":\"closed\""));
    assertRefused(member, 400, null, "invalid-request");
    Reply source = http.post("olga", "/cases", report("E0102", 112.9, 28.2, ",\"source\":\"77\""));
    assertRefused(source, 400, "/source", "unknown-source");
  }

  @Test
  void aComponentMustFitTheClassAndExist() {
    String component = ",\"component\":\"%s\"";
    Reply fits =
        http.post("olga", "/cases", report("C0101", 112.9, 28.2, component.formatted(COVER)));
    assertThat(fits.status()).as(fits.toString()).isEqualTo(200);
    Reply event =
        http.post("olga", "/cases", report("E0101", 112.9, 28.2, component.formatted(COVER)));
    assertRefused(event, 400, "/component", "not-a-component-class");
    Reply other =
        http.post("olga", "/cases", report("C0102", 112.9, 28.2, component.formatted(COVER)));
    assertRefused(other, 400, "/component", "component-of-other-class");
    Reply none =
        http.post(
            "olga",
            "/cases",
            report("C0101", 112.9, 28.2, component.formatted("4301020101999999")));
    assertRefused(none, 400, "/component", "unknown-component");
    Reply code =
        http.post("olga", "/cases", report("C0101", 112.9, 28.2, component.formatted("7")));
    assertRefused(code, 400, "/component", "not-a-component-code");
  }

  @Test
  void photosMustBeTheReportersOwnAndFree() {
    String mine = sent("olga", PNG, "image/png");
    String photos = ",\"photos\":[\"" + mine + "\"]";
    Reply other = http.post("otto", "/cases", report("E0102", 112.9, 28.2, photos));
    assertRefused(other, 400, "/photos/0", "unknown-attachment");
    String twice = ",\"photos\":[\"" + mine + "\",\"" + mine + "\"]";
    assertRefused(
        http.post("olga", "/cases", report("E0102", 112.9, 28.2, twice)), 400, "/photos", "twice");
    assertThat(http.post("olga", "/cases", report("E0102", 112.9, 28.2, photos)).status())
        .isEqualTo(200);
    Reply used = http.post("olga", "/cases", report("E0102", 112.9, 28.2, photos));
    assertRefused(used, 400, "/photos/0", "attachment-used");
    assertThat(http.get("olga", "/cases").json().get("items")).hasSize(1);
  }

  @Test
  void pagesRunFromNewestToOldestWithoutGapOrRepeat() {
    List<String> reported = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      reported.add(0, reported("olga", i % 2 == 0 ? "E0102" : "C0101", 112.935).get("id").asText());
    }
    List<String> read = new ArrayList<>();
    String path = "/cases?limit=3";
    for (String next = ""; next != null; ) {
      JsonNode page = http.get("olga", path + next).json();
      page.get("items").forEach(item -> read.add(item.get("id").asText()));
      next = page.has("next") ? "&after=" + page.get("next").asText() : null;
    }
    assertThat(read).isEqualTo(reported);
    assertThat(http.get("olga", "/cases?kind=component").json().get("items")).hasSize(3);
    assertThat(http.get("olga", "/cases?class=E01").json().get("items")).hasSize(4);
    assertThat(http.get("olga", "/cases?state=reported").json().get("items")).hasSize(7);
    assertRefused(http.get("olga", "/cases?after=rubbish"), 400, "after", "not-a-cursor");
    assertRefused(http.get("olga", "/cases?state=lost"), 400, "state", "unknown-state");
  }

  @Test
  void anInspectorSeesAndReportsOnlyInTheOwnArea() {
    String here = reported("olga", "E0102", 112.93).get("id").asText();
    String there = reported("olga", "E0102", 112.99).get("id").asText();
    JsonNode items = http.get("wei", "/cases").json().get("items");
    assertThat(items).hasSize(1);
    assertThat(items.at("/0/id").asText()).isEqualTo(here);
    assertRefused(http.get("wei", "/cases/" + there), 404, null, "case-not-found");
    assertRefused(
        http.get("wei", "/cases/" + there + "?at=2099-01-01T00:00:00Z"),
        404,
        null,
        "case-not-found");
    assertRefused(
        http.post("wei", "/cases", report("E0102", 112.99, 28.2, "")), 403, null, "forbidden");
    assertThat(reported("wei", "E0102", 112.93).get("source").asText()).isEqualTo("1");
  }

  @Test
  void whoMayNotReadCasesIsToldSo() {
    assertRefused(http.get("paul", "/cases"), 403, null, "forbidden");
    assertRefused(http.get("nobody", "/cases"), 401, null, "unauthenticated");
    assertRefused(
        http.post("lee", "/cases", report("E0102", 112.9, 28.2, "")), 403, null, "forbidden");
  }

  @Test
  void aCaseCanBeReadAsOfAPastMoment() {
    Instant before = Instant.now().minusSeconds(60);
    JsonNode filed = reported("olga", "E0102", 112.935);
    String path = "/cases/" + filed.get("id").asText() + "?at=";
    assertRefused(http.get("olga", path + before), 404, null, "case-not-found");
    Reply after = http.get("olga", path + Instant.now().plusSeconds(60));
    assertThat(after.json()).isEqualTo(filed);
    assertRefused(http.get("olga", path + "yesterday"), 400, "at", "not-a-time");
  }

  @Test
  void theLayerShowsCasesByAreaAndTime() {
    Instant before = Instant.now().minusSeconds(60);
    long version = layer.version();
    String here = reported("olga", "E0102", 112.93).get("id").asText();
    reported("olga", "E0102", 112.99);
    FeatureQuery all = FeatureQuery.of("cases");
    assertThat(layer.count()).isEqualTo(2);
    assertThat(layer.version()).isGreaterThan(version);
    assertThat(layer.read(all)).hasSize(2).isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
    assertThat(layer.read(all.within(new Envelope(112.9, 112.95, 28, 29))))
        .singleElement()
        .satisfies(f -> assertThat(f.id()).isEqualTo(here));
    assertThat(layer.read(all.asOf(before))).isEmpty();
    assertThat(layer.read(all.asOf(Instant.now().plusSeconds(5)))).hasSize(2);
    String first = layer.read(all.withLimit(1)).get(0).id();
    assertThat(layer.read(all.withAfter(first))).hasSize(1);
    Filter there = Cql2.ofText("S_INTERSECTS(geometry, BBOX(112.9, 28, 112.95, 29))");
    assertThat(layer.read(all.withFilter(there.checkedFor(layer.layer()))))
        .singleElement()
        .satisfies(f -> assertThat(f.id()).isEqualTo(here));
    Filter garbage =
        Cql2.ofText("class = 'E0102' AND reported_at > TIMESTAMP('2020-01-01T00:00:00Z')");
    assertThat(layer.count(all.withFilter(garbage.checkedFor(layer.layer())))).isEqualTo(2);
    assertThat(layer.find(here).orElseThrow().properties()).containsEntry("class_zh", "暴露垃圾");
    assertThat(layer.find("not-a-case")).isEmpty();
  }

  @Test
  void classesAndSourcesAreListed() {
    JsonNode list = http.get("olga", "/case-classes").json();
    assertThat(list.get("classes")).hasSize(139);
    assertThat(http.errors("CaseClass", list.at("/classes/0"))).isEmpty();
    assertThat(http.errors("CaseSource", list.at("/sources/0"))).isEmpty();
  }

  @Test
  void aPictureIsGivenBackAsItCameAndNeverAsAnythingElse() {
    for (byte[] picture : List.of(PNG, JPEG, WEBP)) {
      String type = ImageKind.of(picture).orElseThrow().contentType();
      String id = sent("olga", picture, type);
      Reply read = http.get("olga", "/attachments/" + id);
      assertThat(read.bytes()).isEqualTo(picture);
      assertThat(read.header("Content-Type")).isEqualTo(type);
      assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(read.header("Content-Security-Policy")).contains("sandbox");
      assertThat(read.header("Cache-Control")).isEqualTo("private, no-cache");
      Reply again = http.get("olga", "/attachments/" + id, "If-None-Match", read.header("ETag"));
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.bytes()).isEmpty();
    }
  }

  @Test
  void theSamePictureLiesInTheStoreOnce() {
    sent("olga", PNG, "image/png");
    sent("otto", PNG, "image/png");
    assertThat(count("attachment")).isEqualTo(2);
    assertThat(count("attachment_content")).isEqualTo(1);
  }

  @Test
  void theSameKeyTwiceIsOneAttachment() {
    UUID key = UUID.randomUUID();
    Reply first = http.post("olga", "/attachments", "image/png", PNG, key);
    Reply again = http.post("olga", "/attachments", "image/png", PNG, key);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(count("attachment")).isEqualTo(1);
    Reply other = http.post("olga", "/attachments", "image/jpeg", JPEG, key);
    assertRefused(other, 422, null, "command-id-used");
  }

  private long count(String table) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  @Test
  void whatIsNoPictureIsRefusedWhateverItIsCalled() {
    for (String content :
        List.of(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            "<!DOCTYPE html><script>alert(1)</script>",
            "GIF89a......",
            "RIFF....WAVEfmt ",
            "%PDF-1.7")) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      for (String type : List.of("image/png", "image/jpeg", "image/svg+xml", "text/html")) {
        assertRefused(
            http.post("olga", "/attachments", type, bytes, UUID.randomUUID()),
            415,
            null,
            "not-a-picture");
      }
    }
    assertRefused(
        http.post("olga", "/attachments", "image/jpeg", PNG, UUID.randomUUID()),
        415,
        null,
        "type-mismatch");
    assertRefused(
        http.post("olga", "/attachments", "image/png", new byte[0], UUID.randomUUID()),
        400,
        "/",
        "empty");
    assertThat(count("attachment")).isZero();
  }

  @Test
  void theLargestPictureIsTakenAndOneByteMoreIsNot() {
    byte[] largest = Arrays.copyOf(JPEG, 8 << 20);
    String id = sent("olga", largest, "image/jpeg");
    assertThat(http.get("olga", "/attachments/" + id).bytes()).isEqualTo(largest);
    byte[] more = Arrays.copyOf(JPEG, (8 << 20) + 1);
    assertRefused(
        http.post("olga", "/attachments", "image/jpeg", more, UUID.randomUUID()),
        413,
        null,
        "too-large");
  }

  @Test
  void aPictureIsSeenByItsSenderAndThenByThoseWhoSeeItsCase() {
    String id = sent("olga", PNG, "image/png");
    assertThat(http.get("olga", "/attachments/" + id).status()).isEqualTo(200);
    assertRefused(http.get("otto", "/attachments/" + id), 404, null, "attachment-not-found");
    String photos = ",\"photos\":[\"" + id + "\"]";
    http.post("olga", "/cases", report("E0102", 112.99, 28.205, photos));
    assertThat(http.get("otto", "/attachments/" + id).status()).isEqualTo(200);
    // In the east: not in the inspector's area, not of the department's organisation.
    assertRefused(http.get("wei", "/attachments/" + id), 404, null, "attachment-not-found");
    assertRefused(http.get("dora", "/attachments/" + id), 404, null, "attachment-not-found");
    assertRefused(http.get("nobody", "/attachments/" + id), 401, null, "unauthenticated");
  }

  @Test
  void pathTricksFindNothing() {
    for (String id :
        List.of("..%2F..%2Fetc%2Fpasswd", "%00", "1", "..", UUID.randomUUID() + "%2F..")) {
      assertThat(http.get("olga", "/attachments/" + id).status()).as(id).isBetween(400, 404);
    }
  }
}
