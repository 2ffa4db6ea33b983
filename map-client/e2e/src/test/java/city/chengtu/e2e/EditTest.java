package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Editing in the planner: drawn, handed in, reviewed by another, on the map; and a conflict. */
class EditTest extends BrowserTest {
  private static final String SETS = "?workspace=planner&layers=poi,roads&tool=changesets";

  private Console editor(String account, String query) {
    Console console = open(query).signIn(account);
    console.find(".console.planner .leaflet-container").waitFor();
    return console;
  }

  private static void begin(Console console, String name) {
    console.find("#edit-name").fill(name);
    console.find(".edit-begin button").click();
    PlaywrightAssertions.assertThat(console.find("#edit-set option:checked")).containsText(name);
  }

  private static void done(Console console, String words) {
    console.find(".notice, .notices").getByText(words).first().waitFor();
  }

  private static void step(Console console, String words) {
    console.find(".edit-panel .buttons").first().getByText(words).click();
  }

  private void openSet(Console console, String name) {
    console
        .find(".edit-set-row")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .click();
    console.find(".edit-state").waitFor();
  }

  /** The POI there are by this name. */
  private static JsonObject poi(Console console, String name) {
    JsonArray all = console.json("layers/poi/features?limit=2000").getAsJsonArray("features");
    for (JsonElement each : all) {
      JsonElement there = each.getAsJsonObject().getAsJsonObject("properties").get("name");
      if (there != null && !there.isJsonNull() && there.getAsString().equals(name)) {
        return each.getAsJsonObject();
      }
    }
    return null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"&lang=zh&theme=dark", "&lang=en&theme=light"})
  void editingHasNoViolations(String look) {
    try (Console console =
        editor("planner", "?workspace=planner&layers=poi,roads&tool=edit" + look)) {
      begin(console, uniqueNote());
      console.find("#edit-layer").selectOption("green");
      console.find(".edit-panel .primary").click();
      console.find(".map").click();
      console.find("[name=corner]").fill("28.2, 112.9");
      console.find("[name=corner]").press("Enter");
      console.find(".edit-vertices summary").click();
      AccessibilityTest.assertAccessible(console, "edit " + look);
      console.press("Escape");
      console.page().navigate(TestServer.address() + SETS + look);
      console.find(".edit-sets").waitFor();
      AccessibilityTest.assertAccessible(console, "change sets " + look);
      console.assertQuiet();
    }
  }

  /**
   * Drawn by a click, moved by keys, undone, filled in, handed in, accepted: then it is on the map.
   */
  @Test
  void whatIsDrawnBecomesTrueWhenAnotherAcceptsIt() {
    String name = uniqueNote();
    try (Console planner =
        editor("planner", "?workspace=planner&layers=poi,roads&tool=edit&lang=en")) {
      begin(planner, name);
      planner.find("#edit-layer").selectOption("poi");
      planner.find(".edit-panel .primary").click();
      planner.find(".map").click();
      planner.find(".edit-vertices summary").click();
      Locator vertex = planner.find(".edit-vertex-button");
      String at = vertex.textContent();
      vertex.press("ArrowRight");
      PlaywrightAssertions.assertThat(vertex).not().hasText(at);
      planner.find(".edit-panel .buttons button").first().click();
      PlaywrightAssertions.assertThat(vertex).hasText(at);
      planner.find(".edit-form .primary").click();
      planner.find(".edit-form .field-error").first().waitFor();
      planner.find("#edit-field-name").fill(name);
      planner.find("#edit-field-kind").fill("shop");
      planner.find(".edit-form .primary").click();
      done(planner, "is in the change set");
      planner.find("#tab-changesets").click();
      openSet(planner, name);
      step(planner, "Hand in for review");
      done(planner, "Handed in");
      assertThat(poi(planner, name)).isNull();
      planner.forgetFailedRequests();
      planner.assertQuiet();
    }
    try (Console reviewer = editor("admin", SETS + "&lang=en")) {
      openSet(reviewer, name);
      PlaywrightAssertions.assertThat(reviewer.find(".edit-differences")).containsText(name);
      assertThat(reviewer.find(".review-after").count()).isEqualTo(1);
      step(reviewer, "Accept");
      done(reviewer, "The layers are changed");
      assertThat(poi(reviewer, name)).isNotNull();
      reviewer.assertQuiet();
    }
  }

  /** Two change the same feature: the second is told who was first, and chooses. */
  @Test
  void aConflictIsShownAndSettled() {
    String first = uniqueNote();
    String second = uniqueNote();
    String id;
    try (Console planner =
        editor("planner", "?workspace=planner&layers=poi,roads&tool=edit&lang=zh")) {
      id =
          planner
              .json("layers/poi/features?limit=1")
              .getAsJsonArray("features")
              .get(0)
              .getAsJsonObject()
              .get("id")
              .getAsString();
      for (String name : new String[] {first, second}) {
        planner
            .page()
            .navigate(
                TestServer.address()
                    + "?workspace=planner&layers=poi,roads&tool=edit&lang=zh&pick=poi/"
                    + id);
        planner.find("#edit-set").waitFor();
        begin(planner, name);
        planner.find(".edit-panel .buttons").getByText("修改所选要素").click();
        planner.find("#edit-field-name").fill(name);
        planner.find(".edit-form .primary").click();
        done(planner, "已放入变更集");
        planner.find("#tab-changesets").click();
        openSet(planner, name);
        step(planner, "提交审核");
        done(planner, "已提交审核");
      }
      planner.assertQuiet();
    }
    try (Console reviewer = editor("admin", SETS + "&lang=zh")) {
      openSet(reviewer, first);
      step(reviewer, "通过");
      done(reviewer, "图层已更新");
      reviewer.page().navigate(TestServer.address() + SETS + "&lang=zh");
      openSet(reviewer, second);
      PlaywrightAssertions.assertThat(reviewer.find(".edit-conflict")).containsText(first);
      PlaywrightAssertions.assertThat(reviewer.find(".edit-conflict")).containsText("planner");
      reviewer.find(".edit-conflict").getByText("保留此编辑").click();
      PlaywrightAssertions.assertThat(reviewer.find(".edit-conflict")).hasCount(0);
      step(reviewer, "通过");
      done(reviewer, "图层已更新");
      assertThat(poi(reviewer, second)).isNotNull();
      assertThat(poi(reviewer, first)).isNull();
      reviewer.assertQuiet();
    }
  }

  /** A file of what the map shows, with its number; who has not said why gets none. */
  @ParameterizedTest
  @ValueSource(strings = {"&lang=zh&theme=dark", "&lang=en&theme=light"})
  void aLayerIsTakenAsAFile(String look) {
    try (Console planner =
        editor("planner", "?workspace=planner&layers=poi,roads&tool=download" + look)) {
      planner.find("#download-layer").selectOption("poi");
      planner.find("#download-format").selectOption("shp");
      planner.find("#download-encoding").selectOption("gbk");
      planner.find("[name=purpose]").fill("规划 plan");
      AccessibilityTest.assertAccessible(planner, "download " + look);
      Download download =
          planner.page().waitForDownload(() -> planner.find(".edit-form .primary").click());
      assertThat(download.suggestedFilename()).matches("poi_D-[0-9]+\\.shp\\.zip");
      planner
          .find(".edit-sets li strong")
          .getByText(download.suggestedFilename().replaceAll("poi_|\\.shp\\.zip", ""))
          .waitFor();
      planner.assertQuiet();
    }
  }
}
