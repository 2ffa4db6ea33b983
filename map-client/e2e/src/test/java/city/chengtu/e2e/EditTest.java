package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Locale;

/** Editing in the planner: drawn, handed in, reviewed by another, on the map; and a conflict. */
class EditTest extends PlannerTest {
  private static final String SETS = "&layers=poi,roads&tool=changesets";

  private static final String EDIT = "&layers=poi,roads&tool=edit";

  private static void begin(Console console, String name) {
    console.find("#edit-name").fill(name);
    console.find(".edit-begin button").click();
    PlaywrightAssertions.assertThat(console.find("#edit-set option:checked")).containsText(name);
  }

  /** The notice is there, by the key of its words up to what is filled in. */
  private static void done(Console console, String key) {
    String words = word(console, key).split("[“「\"]", 2)[0].trim();
    console.find(".notice, .notices").getByText(words).first().waitFor();
  }

  private static void step(Console console, String verb) {
    console
        .find(".edit-panel .buttons")
        .first()
        .getByText(word(console, "edits." + verb), new Locator.GetByTextOptions().setExact(true))
        .click();
  }

  private void openSet(Console console, String name) {
    console
        .find(".edit-set-row")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .click();
    console.find(".edit-state").waitFor();
  }

  /** Whether there is a POI of this name. */
  private static boolean isThere(Console console, String name) {
    return !console
        .json("../../ogc/collections/poi/items?f=json&filter=name%3D%27" + name + "%27")
        .getAsJsonArray("features")
        .isEmpty();
  }

  @PlannerTask
  void editingHasNoViolations(Setting setting) {
    try (Console console = planner(setting, EDIT)) {
      begin(console, uniqueNote());
      console.find("#edit-layer").selectOption("green");
      console.find(".edit-panel .primary").click();
      console.find(".map").click();
      console.find("[name=corner]").fill("28.2, 112.9");
      console.find("[name=corner]").press("Enter");
      console.find(".edit-vertices summary").click();
      AccessibilityTest.assertAccessible(console, "edit " + setting);
      console.find("#tab-changesets").click();
      console.find(".edit-sets").waitFor();
      AccessibilityTest.assertAccessible(console, "change sets " + setting);
      console.assertQuiet();
    }
  }

  /**
   * Drawn by a click, moved by keys, undone, filled in, handed in, accepted: then it is on the map;
   * and taken back by a set of its own.
   */
  @PlannerTask
  void whatIsDrawnBecomesTrueWhenAnotherAcceptsItAndIsTakenBack(Setting setting) {
    String name = uniqueNote();
    try (Console planner = planner(setting, EDIT)) {
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
      done(planner, "edits.kept.change");
      handIn(planner, name);
      assertThat(isThere(planner, name)).isFalse();
      planner.forgetFailedRequests();
      planner.assertQuiet();
    }
    try (Console reviewer = planner(setting, SETS, "admin")) {
      openSet(reviewer, name);
      PlaywrightAssertions.assertThat(reviewer.find(".edit-differences")).containsText(name);
      assertThat(reviewer.find(".review-after").count()).isEqualTo(1);
      step(reviewer, "accept");
      done(reviewer, "edits.done.accept");
      assertThat(isThere(reviewer, name)).isTrue();

      step(reviewer, "undo");
      done(reviewer, "edits.done.undo");
      PlaywrightAssertions.assertThat(reviewer.find(".edit-item.delete")).hasCount(1);
      step(reviewer, "submit");
      done(reviewer, "edits.done.submit");
      reviewer.assertQuiet();
    }
  }

  private void handIn(Console planner, String name) {
    planner.find("#tab-changesets").click();
    openSet(planner, name);
    step(planner, "submit");
    done(planner, "edits.done.submit");
  }

  /** A corner put near that of another feature is put on it. */
  @PlannerTask
  void aCornerSnapsToWhatIsThere(Setting setting) {
    try (Console console = planner(setting, "&layers=poi&view=112.97,28.2,17")) {
      JsonArray corner =
          console
              .json("layers/poi/features?limit=1")
              .getAsJsonArray("features")
              .get(0)
              .getAsJsonObject()
              .getAsJsonObject("geometry")
              .getAsJsonArray("coordinates");
      String place = corner.get(0).getAsString() + "," + corner.get(1).getAsString();
      console.goTo(setting.planner("&layers=poi&tool=edit&active=poi&view=" + place + ",17"));
      console.find("#edit-layer").waitFor();
      begin(console, uniqueNote());
      console.find(".edit-panel .primary").click();
      until(console, "document.querySelector('chengtu-edit').drawing.snapping.lines.length > 0");
      List<?> pixel =
          (List<?>)
              console
                  .page()
                  .evaluate(
                      "async ([lon, lat]) => { const {x, y} = (await"
                          + " import('/map/current.js')).currentMap().map.latLngToContainerPoint([lat,"
                          + " lon]); return [x, y]; }",
                      List.of(corner.get(0).getAsDouble(), corner.get(1).getAsDouble()));
      double x = ((Number) pixel.get(0)).doubleValue() + 4;
      double y = ((Number) pixel.get(1)).doubleValue() + 4;
      console.find(".map").click(new Locator.ClickOptions().setPosition(x, y));
      console.find(".edit-vertices summary").click();
      PlaywrightAssertions.assertThat(console.find(".edit-vertex-button"))
          .containsText(
              String.format(
                  Locale.ROOT,
                  "%.6f, %.6f",
                  corner.get(1).getAsDouble(),
                  corner.get(0).getAsDouble()));
      console.press("Escape");
      console.assertQuiet();
    }
  }

  /** Two change the same feature: the second is told who was first, and chooses. */
  @PlannerTask
  void aConflictIsShownAndSettled(Setting setting) {
    String first = uniqueNote();
    String second = uniqueNote();
    try (Console planner = planner(setting, EDIT)) {
      JsonArray some = planner.json("layers/poi/features?limit=1").getAsJsonArray("features");
      String id = some.get(0).getAsJsonObject().get("id").getAsString();
      for (String name : new String[] {first, second}) {
        planner.goTo(setting.planner(EDIT + "&pick=poi/" + id));
        planner.find("#edit-set").waitFor();
        begin(planner, name);
        planner.find(".edit-panel .buttons").getByText(word(planner, "edits.take")).click();
        planner.find("#edit-field-name").fill(name);
        planner.find(".edit-form .primary").click();
        done(planner, "edits.kept.change");
        handIn(planner, name);
      }
      planner.assertQuiet();
    }
    try (Console reviewer = planner(setting, SETS, "admin")) {
      openSet(reviewer, first);
      step(reviewer, "accept");
      done(reviewer, "edits.done.accept");
      reviewer.goTo(setting.planner(SETS));
      openSet(reviewer, second);
      PlaywrightAssertions.assertThat(reviewer.find(".edit-conflict")).containsText(first);
      PlaywrightAssertions.assertThat(reviewer.find(".edit-conflict")).containsText("planner");
      AccessibilityTest.assertAccessible(reviewer, "conflict " + setting);
      reviewer.find(".edit-conflict").getByText(word(reviewer, "edits.mine")).click();
      PlaywrightAssertions.assertThat(reviewer.find(".edit-conflict")).hasCount(0);
      step(reviewer, "accept");
      done(reviewer, "edits.done.accept");
      assertThat(isThere(reviewer, second)).isTrue();
      assertThat(isThere(reviewer, first)).isFalse();
      reviewer.assertQuiet();
    }
  }

  /** A file of what the map shows, with its number; who has not said why gets none. */
  @PlannerTask
  void aLayerIsTakenAsAFile(Setting setting) {
    try (Console planner = planner(setting, "&layers=poi,roads&tool=download")) {
      planner.find("#download-layer").selectOption("poi");
      planner.find("#download-format").selectOption("shp");
      planner.find("#download-encoding").selectOption("gbk");
      planner.find("[name=purpose]").fill("规划 plan");
      AccessibilityTest.assertAccessible(planner, "download " + setting);
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
