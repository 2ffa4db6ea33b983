package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The one map: every layer of the catalogue, tiles that are really drawn, units that move. */
class MapTest extends BrowserTest {
  @Test
  void theTreeShowsEveryLayerOfTheCatalogue() {
    try (Console console = openAs("operator1", "")) {
      console.find(".layers summary").click();
      JsonObject catalogue = console.json("catalogue");
      List<String> titles =
          StreamSupport.stream(catalogue.getAsJsonArray("layers").spliterator(), false)
              .map(JsonElement::getAsJsonObject)
              .map(layer -> layer.getAsJsonObject("title").get("zh").getAsString())
              .toList();
      List<String> shown = console.find(".layer-row label span").allTextContents();
      assertThat(shown).containsExactlyInAnyOrderElementsOf(titles);
      console.assertQuiet();
    }
  }

  @Test
  void aFailedLayerSaysSoInTheListAndTheRestWorks() {
    try (Console console =
        open(
                "",
                page ->
                    page.route(
                        Pattern.compile(".*/layers/roads/tiles/.*"),
                        route ->
                            route.fulfill(
                                new Route.FulfillOptions()
                                    .setStatus(500)
                                    .setContentType("application/problem+json")
                                    .setBody(
                                        "{\"status\":500,\"code\":\"internal\",\"detail\":\"broken"
                                            + " on purpose\",\"traceId\":\"t1\"}"))))
            .signIn("operator1")) {
      console.find(".layers summary .warn").waitFor();
      console.find(".layers summary").click();
      PlaywrightAssertions.assertThat(console.find(".layer-row .warn")).hasCount(1);
      PlaywrightAssertions.assertThat(console.find(".layer-row .warn"))
          .hasAttribute("title", "broken on purpose");
      assertThat(painted(console)).isPositive();
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }

  @Test
  void tilesAreDrawnAndASwitchedOffLayerIsNot() {
    try (Console console = openAs("operator1", "")) {
      console.page().waitForTimeout(1500);
      assertThat(painted(console)).as("painted pixels").isGreaterThan(5000);
      console.find(".layers summary").click();
      for (int i = console.find(".layer-row .check input:checked").count(); i > 0; i--) {
        console.find(".layer-row .check input:checked").first().uncheck();
      }
      console.page().waitForTimeout(500);
      assertThat(painted(console)).as("painted pixels with all layers off").isZero();
    }
  }

  private static int painted(Console console) {
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

  @Test
  void unitsMoveByThemselves() {
    try (Console console = openAs("operator1", "")) {
      String positions =
          "async () => { const {unitPositions} = await import('/store/positions.js'); return"
              + " unitPositions.x.slice(0, unitPositions.ids.length).join(' '); }";
      Object before = console.page().evaluate(positions);
      console.page().waitForTimeout(6000);
      assertThat(console.page().evaluate(positions)).isNotEqualTo(before);
      console.assertQuiet();
    }
  }

  @Test
  void selectingMovesTheMapOnlyWhenTheTargetIsOutOfSight() {
    try (Console console = openAs("operator1", "")) {
      String number = KeyFlowTest.createIncident(console, uniqueNote());
      console.press("f");
      String before = settledView(console);
      console.press("Escape", "/").type(number).press("Enter");
      console.find(".queue-row[aria-selected=true]").waitFor();
      assertThat(settledView(console)).isEqualTo(before);

      console.press("Escape", "/").type("GO 20.0,100.0").press("Enter");
      String away = settledView(console);
      assertThat(away).isNotEqualTo(before);
      console.press("/").type(number).press("Enter");
      console.find(".queue-row[aria-selected=true]").waitFor();
      assertThat(settledView(console)).isNotEqualTo(away);
      console.assertQuiet();
    }
  }

  private static String settledView(Console console) {
    console.page().waitForTimeout(700);
    return String.valueOf(
        console
            .page()
            .evaluate(
                "async () => JSON.stringify((await import('/map/current.js')).currentMap().view)"));
  }

  @Test
  void aReportedCaseIsOnTheMap() {
    try (Console console = openAs("operator1", "")) {
      int before = cases(console);
      console.press("r").find("dialog[open]").waitFor();
      String note = uniqueNote();
      console.find("dialog textarea").fill(note);
      console.find("dialog button.primary").click();
      PlaywrightAssertions.assertThat(console.find(".right .facts")).containsText(note);
      assertThat(cases(console)).isEqualTo(before + 1);
      console.assertQuiet();
    }
  }

  private static int cases(Console console) {
    return ((Number)
            console
                .page()
                .evaluate("async () => (await import('/store/state.js')).state.cases.size"))
        .intValue();
  }
}
