package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.MouseButton;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions and the catalogue in the planner; what is here and around in the console. */
class QuestionsTest extends BrowserTest {
  private Console planner(String more) {
    Console console = open("?workspace=planner&layers=poi,roads" + more).signIn("planner");
    console.find(".console.planner .leaflet-container").waitFor();
    return console;
  }

  @ParameterizedTest
  @ValueSource(strings = {"&lang=zh&theme=dark", "&lang=en&theme=light"})
  void theToolsHaveNoViolations(String look) {
    try (Console console = planner("&tool=query" + look)) {
      console.find("#question-layer").selectOption("poi");
      console
          .find("#question-cql")
          .fill("kind = 'hospital' AND (name IS NOT NULL OR kind = 'clinic')");
      console.find("#question-cql").press("Tab");
      console.find(".question-condition").first().waitFor();
      console.find(".question .primary").click();
      console.find(".result-table tbody th .link").first().click();
      AccessibilityTest.assertAccessible(console, "query " + look);
      for (String tool : new String[] {"saved", "catalogue", "here"}) {
        console.find("#tab-" + tool).click();
        console.find(".tool-panel .panel-head h2").first().waitFor();
        AccessibilityTest.assertAccessible(console, tool + " " + look);
      }
      console.assertQuiet();
    }
  }

  @Test
  void conditionsAndTextSayTheSameBothWays() {
    try (Console console = planner("&tool=query&lang=en")) {
      console.find("#question-layer").selectOption("poi");
      console.find(".question-parts > .buttons button").getByText("Add condition").first().click();
      Locator condition = console.find(".question-condition").first();
      condition.locator("select").first().selectOption("kind");
      condition.locator("input").fill("hospital");
      Locator text = console.find("#question-cql");
      PlaywrightAssertions.assertThat(text).hasValue("kind = 'hospital'");
      text.fill("kind = 'school' AND CASEI(name) LIKE CASEI('%小学%')");
      text.press("Tab");
      PlaywrightAssertions.assertThat(console.find(".question-condition")).hasCount(2);
      PlaywrightAssertions.assertThat(console.find(".question-condition input").first())
          .hasValue("school");
      text.fill("S_INTERSECTS(geometry, BBOX(110, 20, 120, 30))");
      text.press("Tab");
      console.find(".question").getByText("it says more than the builder can show").waitFor();
      console.assertQuiet();
    }
  }

  @Test
  void theTableAndTheMapGoTogether() {
    try (Console console = planner("&tool=query&lang=en")) {
      console.find("#question-layer").selectOption("poi");
      console.find(".question .primary").click();
      Locator first = console.find("[data-row='0']");
      first.waitFor();
      assertThat(console.find(".result-table tbody tr").count()).isLessThan(80);
      first.click();
      PlaywrightAssertions.assertThat(first).hasAttribute("aria-pressed", "true");
      first.press("ArrowDown");
      PlaywrightAssertions.assertThat(console.find("[data-row='1']")).isFocused();
      console.find(".result-table .sort").first().click();
      PlaywrightAssertions.assertThat(console.find(".result-table th[aria-sort=ascending]"))
          .hasCount(1);
      console.find(".result-head").getByText("Columns").click();
      console.find(".columns-list input").first().uncheck();
      console.find("fieldset").getByText("Count", exact()).click();
      console.find("#tab-counts").waitFor();
      console.find(".result-table tbody th .link").first().waitFor();
      assertThat(console.find(".count-area").count()).isPositive();
      console.assertQuiet();
    }
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void aQuestionIsSavedWatchedAndOpenedByItsLink() {
    String name = uniqueNote();
    try (Console console = planner("&tool=query&lang=en")) {
      console.find("#question-layer").selectOption("poi");
      console.find("#question-cql").fill("kind = 'hospital'");
      console.find("#question-cql").press("Tab");
      console.find("#question-name").fill(name);
      console.find("fieldset").getByText("Save", exact()).last().click();
      Locator saved =
          console.find(".saved-question").filter(new Locator.FilterOptions().setHasText(name));
      saved.getByText("Alert", exact()).click();
      PlaywrightAssertions.assertThat(saved.locator(".choice[aria-pressed=true]")).hasCount(1);
      JsonObject kept =
          console.json("questions/saved").getAsJsonArray("items").asList().stream()
              .map(each -> each.getAsJsonObject())
              .filter(each -> each.get("title").getAsString().equals(name))
              .findFirst()
              .orElseThrow();
      assertThat(kept.get("alert").getAsBoolean()).isTrue();
      console
          .page()
          .navigate(
              TestServer.address()
                  + "?workspace=planner&tool=query&lang=en&question="
                  + kept.get("id").getAsString());
      console.find("#question-cql").waitFor();
      console.find(".result-table tbody th .link").first().waitFor();
      PlaywrightAssertions.assertThat(console.find("#question-cql")).hasValue("kind = 'hospital'");
      console.assertQuiet();
    }
  }

  @Test
  void theCatalogueIsSearchedByInitialsAndFollowed() {
    try (Console console = planner("&tool=catalogue&lang=zh")) {
      console.find(".catalogue-search input").fill("xzqh");
      PlaywrightAssertions.assertThat(console.find(".saved-list .wide")).hasCount(1);
      console.find(".saved-list .wide").click();
      Locator follow = console.find(".tool-panel .choice").getByText("关注变更");
      follow.click();
      PlaywrightAssertions.assertThat(follow).hasAttribute("aria-pressed", "true");
      follow.click();
      PlaywrightAssertions.assertThat(follow).hasAttribute("aria-pressed", "false");
      console.press("Escape");
      console.find(".catalogue-search").waitFor();
      console.assertQuiet();
    }
  }

  @Test
  void theConsoleSaysWhatIsHere() {
    try (Console console = open("?lang=en").signIn("operator1")) {
      console.find(".leaflet-container").first().waitFor();
      console
          .find(".leaflet-container")
          .first()
          .click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
      console.find(".context-menu").getByText("What is here").click();
      console.find("chengtu-things .rows button").first().waitFor();
      PlaywrightAssertions.assertThat(console.find("chengtu-things h2"))
          .hasText(Pattern.compile("What is here.*"));
      console.assertQuiet();
    }
  }
}
