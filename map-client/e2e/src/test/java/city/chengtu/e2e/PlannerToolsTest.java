package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Measuring, past moments, comparison, bookmarks and pictures: by keys, in both languages. */
class PlannerToolsTest extends PlannerTest {
  /** Against GeographicLib and PROJ: 0.1 mm, a millionth of the area, 1 mm on the plane. */
  @Test
  void lengthsAreasAndPlaneCoordinatesAreThoseOfTheEllipsoid() {
    try (Console console = open("")) {
      Object found =
          console
              .page()
              .evaluate(
                  """
                  async () => {
                    const {geodesic, areaOf, gaussKrueger, zoneOf} = await import('/planner/ellipsoid.js');
                    const point = (lon, lat) => ({lon, lat});
                    const line = geodesic(point(112.9, 28.2), point(113.1, 28.35));
                    const area = areaOf([point(112.9, 28.2), point(113, 28.2), point(113.02, 28.3), point(112.88, 28.26)]);
                    const plane = gaussKrueger(point(112.9, 28.2), 114);
                    return [line.metres.toFixed(3), line.bearing.toFixed(6), Math.abs(area / AREA - 1) < 1e-6, plane.x.toFixed(3), plane.y.toFixed(3),
                      zoneOf(112.9).meridian, zoneOf(112.9).epsg].join(' ');
                  }\
                  """
                      .replace("AREA", "104422661.37"));
      assertThat(found).isEqualTo("25717.193 49.681986 true 391998.673 3121095.911 114 4547");
    }
  }

  @PlannerTask
  void aLengthIsMeasuredByTypingAlone(Setting setting) {
    String length = setting.say("25.7 公里", "25.7 km");
    try (Console console = planner(setting, "")) {
      console.press("m");
      Locator field = console.find("chengtu-measure input[name=point]");
      field.fill("112.9, 28.2");
      field.press("Enter");
      field.fill("28.35 113.1");
      field.press("Enter");
      PlaywrightAssertions.assertThat(console.find(".measured")).containsText(length);
      PlaywrightAssertions.assertThat(console.find(".corners")).containsText("49.7°");
      AccessibilityTest.assertAccessible(console, "measuring " + setting);
      field.press("Escape");
      console.press("Escape");
      PlaywrightAssertions.assertThat(console.find(".leaflet-container.measuring")).hasCount(0);
      console.assertQuiet();
    }
  }

  @PlannerTask
  void anAreaIsMeasuredByClicks(Setting setting) {
    try (Console console = planner(setting, "&view=112.97,28.2,15")) {
      console.press("m").find("chengtu-measure").waitFor();
      console.find("chengtu-measure .choice").nth(1).click();
      for (int[] at : new int[][] {{300, 300}, {500, 300}, {500, 500}}) {
        console.find(".map").click(new Locator.ClickOptions().setPosition(at[0], at[1]));
      }
      PlaywrightAssertions.assertThat(console.find(".measured b"))
          .containsText(Pattern.compile("m²"));
      console.press("Backspace");
      PlaywrightAssertions.assertThat(console.find(".corners li")).hasCount(2);
      PlaywrightAssertions.assertThat(console.find(".info-card")).hasCount(0);
      console.assertQuiet();
    }
  }

  @PlannerTask
  void aPastMomentIsSaidAndTilesAreAskedAsOfIt(Setting setting) {
    try (Console console = planner(setting, "")) {
      String before = Pattern.quote("at=2020-01-01T00%3A00%3A00Z");
      console
          .page()
          .waitForRequest(
              Pattern.compile(".*/tiles/.*" + before),
              () ->
                  console
                      .page()
                      .evaluate(
                          "document.querySelector('chengtu-planner').workspace.setAt('2020-01-01T00:00:00Z')"));
      console.find(".as-of").waitFor();
      console.find(".map-tools .map-button").nth(1).click();
      console.find(".time-bar").waitFor();
      AccessibilityTest.assertAccessible(console, "time " + setting);
      console.find(".time-range").focus();
      console.press("End");
      PlaywrightAssertions.assertThat(console.find(".as-of")).hasCount(0);
      console.assertQuiet();
    }
  }

  @PlannerTask
  void twoSidesAreComparedAndTheLineIsMovedByKeys(Setting setting) {
    try (Console console = planner(setting, "&layers=water,roads&view=112.97,28.2,15")) {
      console.find(".map-tools .map-button").nth(2).click();
      Locator handle = console.find(".swipe-handle");
      handle.focus();
      console.press("ArrowRight", "ArrowRight");
      PlaywrightAssertions.assertThat(handle).hasAttribute("aria-valuenow", "54");
      console.find(".drawn-row[data-layer=roads] .sides input").first().check();
      assertThat(
              console
                  .page()
                  .evaluate(
                      "() =>"
                          + " getComputedStyle(document.querySelector('.leaflet-tilesB-pane')).clip"))
          .asString()
          .startsWith("rect(");
      console.page().waitForURL(Pattern.compile(".*layers=water,roads::a.*compare=0.540.*"));
      AccessibilityTest.assertAccessible(console, "comparison " + setting);
      handle.focus();
      console.press("Escape");
      PlaywrightAssertions.assertThat(handle).hasCount(0);
      console.assertQuiet();
    }
  }

  @PlannerTask
  void aFilteredLayerIsDrawnByWhatTheServerFindsAndABadFilterIsSaidAtTheLayer(Setting setting) {
    try (Console console = planner(setting, "&layers=water,poi&filter.poi=kind='hospital'")) {
      console.find(".drawn-row[data-layer=poi] .badge").waitFor();
      console.find(".leaflet-overlay-pane canvas").waitFor();
      console
          .page()
          .evaluate(
              "document.querySelector('chengtu-planner').workspace.setLayer('poi', {filter: 'kind ="
                  + " ='})");
      console.find(".drawn-row[data-layer=poi] .warn").waitFor();
      console
          .page()
          .evaluate(
              "document.querySelector('chengtu-planner').workspace.setLayer('poi', {filter: ''})");
      PlaywrightAssertions.assertThat(console.find(".drawn-row[data-layer=poi] .warn")).hasCount(0);
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }

  @PlannerTask
  void aBookmarkBringsBackLayersAndView(Setting setting) {
    try (Console console = planner(setting, "&layers=water&view=112.97,28.2,15")) {
      console.press("b").find(".bookmarks input").fill("水系");
      console.find(".bookmarks input").press("Enter");
      console.find(".drawn-head button").click();
      PlaywrightAssertions.assertThat(console.find(".drawn-row")).hasCount(0);
      console.find(".bookmarks li .plain").first().click();
      PlaywrightAssertions.assertThat(console.find(".drawn-row")).hasCount(1);
      console.assertQuiet();
    }
  }

  @PlannerTask
  void thePictureIsTwiceTheScreenAndHasAFoot(Setting setting) throws IOException {
    try (Console console = planner(setting, "&layers=water,roads&view=112.97,28.2,15")) {
      console.page().waitForTimeout(1000);
      Download saved =
          console
              .page()
              .waitForDownload(() -> console.find(".map-tools .map-button").nth(5).click());
      BufferedImage picture = ImageIO.read(saved.path().toFile());
      int width =
          ((Number)
                  console
                      .page()
                      .evaluate("document.querySelector('.leaflet-container').clientWidth"))
              .intValue();
      assertThat(picture.getWidth()).isEqualTo(2 * width);
      assertThat(picture.getHeight()).isGreaterThan(1700);
      console.assertQuiet();
    }
  }
}
