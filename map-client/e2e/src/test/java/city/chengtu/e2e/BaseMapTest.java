package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A foreign base map below the map: chosen, dead, and back again; in the planner too. */
class BaseMapTest extends PlannerTest {
  private static final double PATIENCE = 60_000;
  private static final Color OURS = new Color(40, 60, 50);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer tiles;
  private byte[] tile;
  private volatile boolean alive = true;

  /** The administrator's sessions by the address of the server that knows our pictures. */
  private final Map<String, Session> sessions = new HashMap<>();

  private record Session(String cookie, String csrf) {}

  @BeforeAll
  void drawPictures() throws Exception {
    tile = picture();
    tiles = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tiles.createContext("/", this::serve);
    tiles.start();
  }

  private void register(String address) throws Exception {
    if (sessions.containsKey(address)) {
      return;
    }
    HttpResponse<String> session =
        send(address, "POST", "session", "{\"account\":\"admin\",\"password\":\"Yunxiang-2026\"}");
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String csrf =
        JsonParser.parseString(session.body()).getAsJsonObject().get("csrfToken").getAsString();
    sessions.put(address, new Session(cookie, csrf));
    HttpResponse<String> made =
        send(
            address,
            "POST",
            "foreign/sources",
            """
            {"id": "e2e", "title": {"zh": "测绘院", "en": "Survey"}, "kind": "TILES",
             "url": "http://127.0.0.1:%d/{z}/{x}/{y}.png", "owner": "测绘院", "approvalNumber": "GS(2026)0001号",
             "shareClass": "UNCONDITIONAL", "datum": "GCJ02",
             "layers": [{"id": "base_e2e", "title": {"zh": "测绘院底图", "en": "Survey map"}},
                        {"id": "foreign_e2e", "title": {"zh": "规划图", "en": "Plan"}}]}
            """
                .formatted(tiles.getAddress().getPort()));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
  }

  @AfterAll
  void remove() throws Exception {
    for (String address : sessions.keySet()) {
      send(address, "DELETE", "foreign/sources/e2e", "");
    }
    tiles.stop(0);
  }

  private HttpResponse<String> send(String address, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "api/v1/" + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    Session session = sessions.get(address);
    if (session != null) {
      request.header("Cookie", session.cookie()).header("X-CSRF-Token", session.csrf());
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(OURS);
    g.fillRect(0, 0, 256, 256);
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private void serve(HttpExchange exchange) throws IOException {
    if (alive) {
      exchange.getResponseHeaders().set("Content-Type", "image/png");
      exchange.sendResponseHeaders(200, tile.length);
      exchange.getResponseBody().write(tile);
    } else {
      exchange.sendResponseHeaders(500, -1);
    }
    exchange.close();
  }

  @Test
  void aDeadBaseMapWarnsAndTheOperatorGoesOn() throws Exception {
    register(TestServer.address());
    try (Console console = openAs("operator1", "")) {
      console.find(".layers summary").click();
      Locator choice = console.find(".base-choice input[value=base_e2e]");
      choice.waitFor();
      choice.check();

      Locator loaded = console.find(".leaflet-base-pane img.leaflet-tile-loaded");
      loaded.first().waitFor();
      assertThat((String) loaded.first().evaluate("image => new URL(image.src).origin + '/'"))
          .as("pictures come from our own server")
          .isEqualTo(TestServer.address());
      assertThat((int) loaded.first().evaluate("image => image.naturalWidth")).isEqualTo(256);
      PlaywrightAssertions.assertThat(console.find(".map-approval")).containsText("GS(2026)0001号");
      PlaywrightAssertions.assertThat(console.find(".base-choice .warn")).hasCount(0);

      console.find(".base-choice input[value=foreign_e2e]").check();
      console.find(".leaflet-pictures-pane img.leaflet-tile-loaded").first().waitFor();
      console.find(".base-choice input[value=foreign_e2e]").uncheck();
      PlaywrightAssertions.assertThat(console.find(".leaflet-pictures-pane img")).hasCount(0);

      alive = false;
      console.find(".map-button").nth(0).click(); // nearer: tiles nobody has asked for
      console.find(".base-choice .warn").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
      assertThat(roads(console)).as("our own map is drawn instead").isPositive();
      assertThat(console.find("chengtu-queue").count()).as("the console works on").isPositive();

      alive = true;
      PlaywrightAssertions.assertThat(console.find(".base-choice .warn"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
      console.find(".base-choice input[value=own]").check();
      PlaywrightAssertions.assertThat(console.find(".leaflet-base-pane img")).hasCount(0);
      PlaywrightAssertions.assertThat(console.find(".map-approval")).hasCount(0);
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }

  @PlannerTask
  void thePlannerChoosesWhatLiesBelowAndPicturesKeepItsNumber(Setting setting) throws Exception {
    register(setting.address());
    try (Console console = planner(setting, "&layers=roads&view=112.97,28.2,15&tool=print")) {
      console.find(".planner-base summary").press("Enter");
      console.find(".base-choice input[value=base_e2e]").check();
      console.find(".leaflet-base-pane img.leaflet-tile-loaded").first().waitFor();
      PlaywrightAssertions.assertThat(console.find(".planner-base summary"))
          .containsText(setting.say("测绘院底图", "Survey map"));
      PlaywrightAssertions.assertThat(console.find(".map-approval")).containsText("GS(2026)0001号");
      console.find(".base-choice input[value=foreign_e2e]").check();
      console.find(".leaflet-pictures-pane img.leaflet-tile-loaded").first().waitFor();
      PlaywrightAssertions.assertThat(console.find(".drawn-row")).hasCount(1);
      AccessibilityTest.assertAccessible(console, "base map " + setting);
      Download saved =
          console
              .page()
              .waitForDownload(() -> console.find(".map-tools .map-button").nth(5).click());
      BufferedImage picture = ImageIO.read(saved.path().toFile());
      assertThat(share(picture, OURS)).as("the base map is in the picture").isGreaterThan(0.2);
      printsWhatIsDrawn(console);
      console.find(".base-choice input[value=foreign_e2e]").uncheck();
      console.find(".base-choice input[value=own]").check();
      PlaywrightAssertions.assertThat(console.find(".leaflet-base-pane img")).hasCount(0);
      PlaywrightAssertions.assertThat(console.find(".map-approval")).hasCount(0);
      console.assertQuiet();
    }
  }

  private static void printsWhatIsDrawn(Console console) throws IOException {
    Request[] asked = new Request[1];
    Download sheet =
        console
            .page()
            .waitForDownload(
                () ->
                    asked[0] =
                        console
                            .page()
                            .waitForRequest(
                                "**/api/v1/prints",
                                () -> console.find("chengtu-print button.primary").press("Enter")));
    assertThat(JsonParser.parseString(asked[0].postData()).getAsJsonObject().get("layers"))
        .hasToString("[{\"id\":\"base_e2e\"},{\"id\":\"roads\"},{\"id\":\"foreign_e2e\"}]");
    String pdf = Files.readString(sheet.path(), StandardCharsets.ISO_8859_1);
    assertThat(pdf.split("/Subtype */Image", -1).length - 1)
        .as("both pictures are on the sheet")
        .isGreaterThanOrEqualTo(2);
  }

  /** The part of the pixels that have this colour. */
  private static double share(BufferedImage picture, Color colour) {
    int found = 0;
    int asked = 0;
    for (int y = 0; y < picture.getHeight(); y += 7) {
      for (int x = 0; x < picture.getWidth(); x += 7) {
        asked++;
        found += picture.getRGB(x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return (double) found / asked;
  }

  /** Painted pixels of our own tiles. */
  private static int roads(Console console) {
    console.page().waitForTimeout(1500);
    Object count =
        console
            .page()
            .evaluate(
                """
                () => [...document.querySelectorAll('.leaflet-tile-pane canvas')].reduce((sum, canvas) => {
                  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  let painted = 0;
                  for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) painted++;
                  return sum + painted;
                }, 0)\
                """);
    return ((Number) count).intValue();
  }
}
