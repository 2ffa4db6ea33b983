package city.chengtu.command.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.api.Routes;
import city.chengtu.command.cases.FixedLayer;
import city.chengtu.command.cases.TestHttp;
import city.chengtu.command.cases.TestHttp.Parts;
import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.printing.PrintPictures.PictureLayer;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.feature.Theme;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Maps on paper over real HTTP; what is on the page is read back from the PDF. */
@EachStore
class PrintTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static final PrintFonts FONTS = new PrintFonts("");
  private static final PrintLimits SMALL =
      new PrintLimits(
          50,
          1_000,
          4 << 20,
          Duration.ofSeconds(30),
          Duration.ofMillis(300),
          Duration.ofMillis(20));

  private final TestStore store;
  private final Catalogue catalogue = new Catalogue();
  private PrintFonts font = FONTS;

  /** What the server of the layer {@code photo} answers. */
  private Function<Envelope, Future<BufferedImage>> photo = area -> Future.failedFuture("dead");

  private TestHttp http;

  PrintTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    Assumptions.assumeTrue(
        System.getenv("CI") != null || PrintFont.find("").isPresent(),
        "no font with Chinese characters on this machine (Debian: fonts-noto-cjk)");
    catalogue.add(new Theme("live", null, new Text("专题", "Theme"), 1));
    catalogue.add(
        fixed(
            layer("roads", "道路", GeometryKind.LINE, false, "name"),
            // 1,000.000 m from west to east along the geodesic, by PROJ's geod on CGCS2000
            feature(
                "roads",
                "r1",
                line(112.514907295597, 28.199999905249, 112.525092704403, 28.199999905249),
                Map.of("name", "芙蓉中路", "class", "primary"))));
    catalogue.add(
        fixed(
            layer("water", "水系", GeometryKind.POLYGON, false, "name"),
            feature("water", "w1", square(112.516, 28.2012, 0.0015), Map.of("name", "西湖"))));
    catalogue.add(
        fixed(
            layer("pipe_points", "管点", GeometryKind.POINT, false, "kind"),
            IntStream.range(0, 60)
                .mapToObj(
                    i ->
                        feature(
                            "pipe_points",
                            "p%02d".formatted(i),
                            point(112.516 + i * 1e-4, 28.198),
                            Map.of("kind", "JS")))
                .toArray(Feature[]::new)));
  }

  private void serve(PrintLimits limits) {
    SpatialDatabase database = store.fresh("db/command/common");
    http =
        new TestHttp(database, List.of("api", "printing"), parts -> routes(parts, limits))
            .person("paul", "planner", "规划局", "")
            .person("olga", "operator", "指挥中心", "");
  }

  private Routes routes(Parts parts, PrintLimits limits) {
    Printer printer =
        new Printer(
            catalogue,
            parts.policy(),
            this::picture,
            font,
            ZoneId.of("Asia/Shanghai"),
            Clock.systemUTC(),
            limits);
    return new PrintRoutes(
        parts.api(),
        printer,
        new Commands(parts.database().jdbi(), parts.journal(), parts.clock(), e -> {}));
  }

  private Optional<PictureLayer> picture(Actor actor, String layer) {
    if (!layer.equals("photo") || !actor.account().equals("paul")) {
      return Optional.empty();
    }
    return Optional.of(
        new PictureLayer() {
          @Override
          public Layer layer() {
            return PrintTest.layer("photo", "航片", GeometryKind.POLYGON, false, "name");
          }

          @Override
          public Future<BufferedImage> area(Envelope degrees, int width, int height) {
            return photo.apply(degrees);
          }
        });
  }

  @AfterEach
  void stop() {
    if (http != null) {
      http.close();
    }
  }

  private static String order(String change) {
    String plain =
        "{\"paper\":\"A4\",\"landscape\":true,\"scale\":5000,\"centre\":[112.52,28.2],\"title\":\"长沙市食品店分布图\",\"layers\":[{\"id\":\"water\"},{\"id\":\"roads\"}]}";
    return change.isEmpty() ? plain : plain.replace(change.split("→")[0], change.split("→")[1]);
  }

  private Reply print(String person, String order) {
    return http.post(
        person,
        "/prints",
        "application/json",
        order.getBytes(StandardCharsets.UTF_8),
        UUID.randomUUID());
  }

  @Test
  void aKilometreOnTheGroundIsTrueOnPaper() throws IOException {
    serve(PrintLimits.STANDARD);
    Map<String, Double> millimetres =
        Map.of("A4 5000", 200.0, "A3 5000", 200.0, "A4 10000", 100.0, "A0 1000", 1000.0);
    for (Map.Entry<String, Double> each : millimetres.entrySet()) {
      String[] wanted = each.getKey().split(" ", -1);
      String order = order("A4→" + wanted[0]).replace(":5000", ":" + wanted[1]);
      Reply reply = print("paul", order);
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      // Without the correction of the scale factor it would be 0.26 mm in a metre too long.
      assertThat(longestLine(reply.bytes()) / Sheet.MM)
          .as(each.getKey())
          .isCloseTo(each.getValue(), within(0.02));
    }
  }

  /** Points from the first to the last corner of the longest open line of two corners or more. */
  private static double longestLine(byte[] pdf) throws IOException {
    double longest = 0;
    try (PDDocument document = Loader.loadPDF(pdf)) {
      List<Object> tokens = new PDFStreamParser(document.getPage(0)).parse();
      double[] from = null;
      double[] to = null;
      for (int i = 0; i < tokens.size(); i++) {
        if (!(tokens.get(i) instanceof Operator operator)) {
          continue;
        }
        switch (operator.getName()) {
          case "m" -> from = numbers(tokens, i);
          case "l" -> to = numbers(tokens, i);
          case "h" -> from = null;
          case "S" -> {
            if (from != null && to != null) {
              longest = Math.max(longest, Math.hypot(to[0] - from[0], to[1] - from[1]));
            }
          }
          default -> {
            // not a part of a line
          }
        }
      }
    }
    return longest;
  }

  private static double[] numbers(List<Object> tokens, int i) {
    return new double[] {
      ((COSNumber) tokens.get(i - 2)).floatValue(), ((COSNumber) tokens.get(i - 1)).floatValue()
    };
  }

  @Test
  void theTextOfThePageIsText() throws IOException {
    serve(PrintLimits.STANDARD);
    Reply reply = print("paul", order(""));
    assertThat(reply.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(reply.header("Print-Remarks")).isEqualTo("0");
    assertThat(text(reply.bytes()))
        .contains("长沙市食品店分布图", "图例", "水系", "道路 · 主干路", "芙蓉中路", "西湖", "审图号：湘S(2026)001号")
        .contains("1:5,000", "EPSG:4547", "114°E", "CGCS2000", "paul", "规划局", "真北")
        .doesNotContain("未绘全");
    try (PDDocument document = Loader.loadPDF(reply.bytes())) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      List<PDFont> fonts = new ArrayList<>();
      for (var name : document.getPage(0).getResources().getFontNames()) {
        fonts.add(document.getPage(0).getResources().getFont(name));
      }
      assertThat(fonts).isNotEmpty().allMatch(PDType3Font.class::isInstance);
      assertThat(document.getDocumentCatalog().getOCProperties().getGroupNames())
          .containsExactlyInAnyOrder("水系", "道路");
      assertThat(document.getDocumentCatalog().getViewerPreferences().getPrintScaling())
          .isEqualTo("None");
    }
    assertThat(reply.bytes().length)
        .as("only the characters used are embedded")
        .isLessThan(400_000);
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void inEnglishToo() throws IOException {
    serve(PrintLimits.STANDARD);
    String order =
        order("\"scale\"→\"language\":\"en\",\"at\":\"2026-01-01T00:00:00+08:00\",\"scale\"");
    assertThat(text(print("paul", order).bytes()))
        .contains(
            "Legend", "Primary road", "Map approval number", "True north", "2026-01-01 00:00:00");
  }

  @Test
  void whatWasTooMuchIsSaidOnThePage() throws IOException {
    serve(SMALL);
    Reply reply = print("paul", order("{\"id\":\"water\"}→{\"id\":\"pipe_points\"}"));
    assertThat(reply.header("Print-Remarks")).isEqualTo("1");
    assertThat(text(reply.bytes())).contains("【未绘全】图层“管点”要素过多，只绘出前 50 个");
  }

  @Test
  void aPageThatGrowsTooLargeSaysSo() throws IOException {
    serve(
        new PrintLimits(
            50, 1_000, 20, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMillis(20)));
    assertThat(text(print("paul", order("")).bytes())).contains("图面内容过多");
  }

  @Test
  void aLayerOfTooManyCornersSaysSo() throws IOException {
    serve(
        new PrintLimits(
            50, 4, 4 << 20, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMillis(20)));
    Reply reply = print("paul", order(""));
    assertThat(reply.header("Print-Remarks")).isEqualTo("1");
    assertThat(text(reply.bytes())).contains("图层“水系”及其上方各层");
  }

  private static final String WITH_PHOTO = "{\"id\":\"water\"}→{\"id\":\"photo\"}";

  /** Red between 112.519 and 112.521 E, 28.199 and 28.201 N; Mercator, as a server draws it. */
  private static BufferedImage square(Envelope area) {
    BufferedImage image = new BufferedImage(1_600, 1_200, BufferedImage.TYPE_INT_ARGB);
    double top = Warp.mercator(area.getMaxY());
    double down = 1_200 / (top - Warp.mercator(area.getMinY()));
    double across = 1_600 / area.getWidth();
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fill(
        new Rectangle2D.Double(
            (112.519 - area.getMinX()) * across,
            (top - Warp.mercator(28.201)) * down,
            0.002 * across,
            (Warp.mercator(28.201) - Warp.mercator(28.199)) * down));
    g.dispose();
    return image;
  }

  @Test
  void aPictureOfAnotherServerLiesTrueOnPaper() throws IOException {
    photo = area -> Future.succeededFuture(square(area));
    serve(PrintLimits.STANDARD);
    Reply reply = print("paul", order(WITH_PHOTO));
    assertThat(reply.header("Print-Remarks")).as(reply.toString()).isEqualTo("0");
    assertThat(text(reply.bytes())).contains("航片");
    try (PDDocument document = Loader.loadPDF(reply.bytes())) {
      BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 72);
      double x = page.getWidth() / 2.0;
      double y = (20 + 210 - 54) * Sheet.MM / 2; // the frame lies between head and foot
      // 98.2 m and 110.8 m from the centre, 1:5,000, in points.
      for (int side : List.of(-1, 1)) {
        assertThat(isRed(page, x + side * 54.2, y + 20)).isTrue();
        assertThat(isRed(page, x + side * 57.2, y + 20)).isFalse();
        assertThat(isRed(page, x + 20, y + side * 61.3)).isTrue();
        assertThat(isRed(page, x + 20, y + side * 64.5)).isFalse();
      }
    }
    assertThat(print("olga", order(WITH_PHOTO)).status()).isIn(403, 404);
    Reply past =
        print(
            "paul",
            order("{\"id\":\"water\"}→{\"id\":\"photo\"}")
                .replace("\"scale\"", "\"at\":\"2026-01-01T00:00:00+08:00\",\"scale\""));
    assertThat(text(past.bytes())).contains("外部图层“航片”没有过去时刻的图片");
  }

  private static boolean isRed(BufferedImage page, double x, double y) {
    Color colour = new Color(page.getRGB((int) x, (int) y));
    return colour.getRed() > 150 && colour.getGreen() < 110;
  }

  /** Others print in the meantime: neither a worker nor the printer waits. */
  @Test
  void aServerThatHangsDelaysOnlyThoseWhoWantItsPictures() throws Exception {
    serve(PrintLimits.STANDARD);
    List<Promise<BufferedImage>> hanging = new CopyOnWriteArrayList<>();
    photo =
        area -> {
          Promise<BufferedImage> never = Promise.promise();
          hanging.add(never);
          return never.future();
        };
    ExecutorService people = Executors.newFixedThreadPool(3);
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(people.submit(() -> print("paul", order(WITH_PHOTO)))::get);
    }
    while (hanging.size() < 3) {
      Thread.sleep(10);
    }
    assertThat(print("paul", order("")).status()).isEqualTo(200);
    assertThat(print("paul", order(WITH_PHOTO)).json().at("/code").asText())
        .as("as many as may wait; the next is told at once")
        .isEqualTo("printing-busy");
    hanging.forEach(each -> each.fail("at last"));
    for (Waiting each : waiting) {
      assertThat(text(each.get().bytes())).contains("【未绘出】外部图层“航片”的服务没有及时应答", "芙蓉中路");
    }
    people.shutdown();
  }

  /** An answer that is waited for. */
  private interface Waiting {
    Reply get() throws Exception;
  }

  @Test
  void whoDoesNotAnswerInTimeIsNamedOnTheSheet() throws IOException {
    serve(SMALL);
    photo = area -> Promise.<BufferedImage>promise().future();
    Reply reply = print("paul", order(WITH_PHOTO));
    assertThat(reply.header("Print-Remarks")).as(reply.toString()).isEqualTo("1");
    assertThat(text(reply.bytes())).contains("没有及时应答", "芙蓉中路");
    photo = area -> Future.failedFuture("dead");
    assertThat(text(print("paul", order(WITH_PHOTO)).bytes())).contains("没有及时应答");
  }

  @Test
  void aFilterLeavesOutAndABadOneIsRefused() throws IOException {
    serve(PrintLimits.STANDARD);
    String filtered =
        order("{\"id\":\"roads\"}→{\"id\":\"roads\",\"opacity\":0.5,\"filter\":\"name = 'x'\"}");
    assertThat(text(print("paul", filtered).bytes())).doesNotContain("芙蓉中路");
    Reply bad =
        print("paul", order("{\"id\":\"roads\"}→{\"id\":\"roads\",\"filter\":\"name = = 1\"}"));
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.json().at("/errors/0/field").asText()).isEqualTo("layers/1/filter");
  }

  @Test
  void aBadOrderIsRefusedByTheFieldsName() {
    serve(PrintLimits.STANDARD);
    Map<String, String> wrong =
        Map.of(
            "A4→A9", "paper",
            "5000→400", "scale",
            "5000→50001", "scale",
            "[112.52,28.2]→[12.5,41.9]", "centre",
            "[112.52,28.2]→[112.52]", "centre",
            "[{\"id\":\"water\"},{\"id\":\"roads\"}]→[]", "layers",
            "\"landscape\":true→\"at\":\"yesterday\"", "at",
            "\"landscape\":true→\"language\":\"fr\"", "language");
    wrong.forEach(
        (change, field) -> {
          Reply reply = print("paul", order(change));
          assertThat(reply.status()).as(change).isEqualTo(400);
          assertThat(reply.json().at("/errors/0/field").asText().replaceFirst("^/", ""))
              .as(change)
              .startsWith(field);
        });
  }

  @Test
  void rightsAreThoseOfTheMap() {
    serve(PrintLimits.STANDARD);
    assertThat(print("olga", order("")).status()).isEqualTo(403);
    catalogue.add(fixed(layer("units", "力量", GeometryKind.POINT, true, "name")));
    assertThat(print("paul", order("{\"id\":\"water\"}→{\"id\":\"units\"}")).status())
        .isEqualTo(404);
    assertThat(print("paul", order("{\"id\":\"water\"}→{\"id\":\"no_such\"}")).status())
        .isEqualTo(404);
  }

  @Test
  void aFieldThatTheReaderMustNotSeeIsNoLabel() throws IOException {
    catalogue.add(
        fixed(
            layer("incidents", "事件", GeometryKind.POINT, true, "phone"),
            feature("incidents", "i1", point(112.518, 28.1985), Map.of("phone", "13800001111"))));
    serve(PrintLimits.STANDARD);
    http.person("sun", "shift_leader", "指挥中心", "");
    String order = order("{\"id\":\"water\"}→{\"id\":\"incidents\"}");
    assertThat(text(print("sun", order).bytes())).contains("13800001111");
    assertThat(text(print("paul", order).bytes())).contains("事件").doesNotContain("13800001111");
  }

  @Test
  void eachPrintStandsInTheJournalOnce() {
    serve(PrintLimits.STANDARD);
    UUID key = UUID.randomUUID();
    byte[] order = order("").getBytes(StandardCharsets.UTF_8);
    Reply first = http.post("paul", "/prints", "application/json", order, key);
    Reply again = http.post("paul", "/prints", "application/json", order, key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("Journal-Position")).isEqualTo(first.header("Journal-Position"));
    byte[] other =
        order("{\"id\":\"water\"}→{\"id\":\"nowhere\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(http.post("paul", "/prints", "application/json", other, key).status())
        .as("a used id is refused before anything is drawn")
        .isEqualTo(422);
  }

  @Test
  void oneIsDrawnAtATime() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    catalogue.add(
        new Slow(fixed(layer("poi", "兴趣点", GeometryKind.POINT, false, "name")), reached, go));
    serve(SMALL);
    CompletableFuture<Reply> slow =
        CompletableFuture.supplyAsync(
            () -> print("paul", order("{\"id\":\"water\"}→{\"id\":\"poi\"}")));
    try {
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      Reply refused = print("paul", order(""));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.json().path("code").asText()).isEqualTo("printing-busy");
    } finally {
      go.countDown();
    }
    assertThat(slow.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(print("paul", order("")).status()).as("the place is free again").isEqualTo(200);
  }

  @Test
  void withoutAFontTheReasonIsSaid() {
    font = new PrintFonts("no/such/font.ttf");
    serve(PrintLimits.STANDARD);
    Reply reply = print("paul", order(""));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().path("code").asText()).isEqualTo("no-print-font");
  }

  /** Waits while it is read. */
  private record Slow(FixedLayer inner, CountDownLatch reached, CountDownLatch go)
      implements FeatureSource {
    @Override
    public Layer layer() {
      return inner.layer();
    }

    @Override
    public List<Feature> read(FeatureQuery query) {
      reached.countDown();
      try {
        if (!go.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody let it go on");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return List.of();
    }

    @Override
    public long version() {
      return 1;
    }

    @Override
    public long count() {
      return 0;
    }

    @Override
    public Optional<Feature> find(String id) {
      return Optional.empty();
    }
  }

  private static FixedLayer fixed(Layer layer, Feature... features) {
    return new FixedLayer(layer, List.of(features));
  }

  private static Layer layer(
      String id, String title, GeometryKind kind, boolean live, String field) {
    return new Layer(
        id,
        "live",
        new Text(title, "Layer " + id),
        kind,
        List.of(
            Field.of(field, field, field, Field.Type.TEXT),
            Field.of("class", "class", "class", Field.Type.TEXT)),
        new LayerOrigin("测绘局", "test", null, "湘S(2026)001号", ShareClass.NOT_SHARED),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, field, null),
        live);
  }

  private static Feature feature(String layer, String id, Geometry shape, Map<String, Object> p) {
    return new Feature(layer, id, 1, Instant.EPOCH, shape, new HashMap<>(p));
  }

  private static Geometry point(double lon, double lat) {
    return FACTORY.createPoint(new Coordinate(lon, lat));
  }

  private static Geometry line(double... at) {
    return FACTORY.createLineString(
        new Coordinate[] {new Coordinate(at[0], at[1]), new Coordinate(at[2], at[3])});
  }

  private static Geometry square(double lon, double lat, double side) {
    return FACTORY.toGeometry(
        new org.locationtech.jts.geom.Envelope(lon, lon + side, lat, lat + side));
  }
}
