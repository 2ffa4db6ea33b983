package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The planner workspace: loaded when it is wanted, walked by keys, kept in its address. */
class PlannerShellTest extends PlannerTest {
  @Test
  void twoKeysLeadToThePlannerAndBack() {
    try (Console console = openAs("operator1", "")) {
      assertThat(loaded(console, "/planner/")).as("the console starts without it").isZero();
      console.press("w", "2").find(".console.planner .leaflet-container").waitFor();
      assertThat(loaded(console, "/planner/")).isPositive();
      console.press("w", "1").find(".console:not(.planner) .leaflet-container").waitFor();
      console.assertQuiet();
    }
  }

  private static int loaded(Console console, String folder) {
    Object count =
        console
            .page()
            .evaluate(
                "folder => performance.getEntriesByType('resource').filter(each => new"
                    + " URL(each.name).pathname.startsWith(folder)).length",
                folder);
    return ((Number) count).intValue();
  }

  @PlannerTask
  void theShellHasNoViolations(Setting setting) {
    try (Console console = planner(setting, "")) {
      console.find(".drawn-row[data-layer=roads] .drawn-name").click();
      assertThat(console.find(".drawn-row[data-layer=roads] .layer-legend .swatch").count())
          .as("legend of the road classes")
          .isGreaterThan(3);
      AccessibilityTest.assertAccessible(console, "planner " + setting);
      console.assertQuiet();
    }
  }

  /** By the name in one's own language, by pinyin initials, then by keys. */
  @PlannerTask
  void theTreeIsWalkedByKeysAndSwitchesLayers(Setting setting) {
    try (Console console = planner(setting, "&layers=water")) {
      Locator search = console.find(".tree-search");
      search.fill("dl");
      console.find(".layer-tree [data-layer=roads]").waitFor();
      search.fill(setting.say("道路", "road"));
      Locator roads = console.find(".layer-tree [data-layer=roads]");
      PlaywrightAssertions.assertThat(console.find(".layer-tree [data-layer=green]")).hasCount(0);
      search.press("ArrowDown");
      console.press("End", " ");
      search.fill("");
      PlaywrightAssertions.assertThat(roads).hasAttribute("aria-checked", "true");
      PlaywrightAssertions.assertThat(console.find(".drawn-row")).hasCount(2);
      console.assertQuiet();
    }
  }

  @PlannerTask
  void twoHundredLayersStayEasyAndAreFoundByInitials(Setting setting) {
    try (Console console =
        planner(
            setting,
            "",
            "planner",
            page ->
                page.route(
                    "**/api/v1/catalogue",
                    route -> {
                      JsonObject catalogue =
                          JsonParser.parseString(route.fetch().text()).getAsJsonObject();
                      JsonObject like = catalogue.getAsJsonArray("layers").get(0).getAsJsonObject();
                      for (int i = 1; i <= 200; i++) {
                        JsonObject more = like.deepCopy();
                        more.addProperty("id", "made_" + i);
                        JsonObject title = new JsonObject();
                        title.addProperty("zh", "专题层" + i);
                        title.addProperty("en", "Made " + i);
                        more.add("title", title);
                        catalogue.getAsJsonArray("layers").add(more);
                      }
                      route.fulfill(
                          new Route.FulfillOptions()
                              .setContentType("application/json")
                              .setBody(catalogue.toString()));
                    }))) {
      Locator items = console.find(".layer-tree [role=treeitem]");
      items.first().waitFor();
      assertThat(items.count()).as("branches are closed").isLessThan(20);
      console.find(".tree-search").fill(setting.say("层 199", "made 199"));
      PlaywrightAssertions.assertThat(console.find(".tree-layer")).hasCount(1);
      console.find(".tree-search").press("ArrowDown");
      console.press("End", " ");
      PlaywrightAssertions.assertThat(console.find(".tree-layer"))
          .hasAttribute("aria-checked", "true");
      console.find(".tree-search").fill("dl");
      console.find(".layer-tree [data-layer=roads]").waitFor();
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }

  @PlannerTask
  void orderAndOpacityAreInTheAddressAndComeBackFromIt(Setting setting) {
    try (Console console = planner(setting, "&layers=water,roads")) {
      console.find(".drawn-row[data-layer=roads] .drawn-name").focus();
      console.press("Alt+ArrowDown");
      console.find(".drawn-row[data-layer=roads] input[type=range]").focus();
      console.press("ArrowLeft", "ArrowLeft");
      console.page().waitForURL(Pattern.compile(".*layers=roads:90,water.*"));
      console.page().reload();
      Locator rows = console.find(".drawn-row");
      PlaywrightAssertions.assertThat(rows).hasCount(2);
      PlaywrightAssertions.assertThat(rows.first()).hasAttribute("data-layer", "water");
      PlaywrightAssertions.assertThat(
              console.find(".drawn-row[data-layer=roads] input[type=range]"))
          .hasValue("90");
      console.assertQuiet();
    }
  }

  @PlannerTask
  void aClickShowsWhatIsThereAndEscapeGoesBack(Setting setting) {
    try (Console console = planner(setting, "")) {
      console.find(".map").click();
      console.find(".info-card .facts").first().waitFor();
      console.press("Escape").find(".right .empty").waitFor();
      console.assertQuiet();
    }
  }
}
