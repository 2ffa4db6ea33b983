package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.MouseButton;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Questions and the catalogue in the planner; what is here and around in the console. */
class QuestionsTest extends PlannerTest {
  private Console asking(Setting setting, String more) {
    return planner(setting, "&layers=poi,roads" + more);
  }

  private static Locator button(Console console, String within, String key) {
    return console.find(within).getByText(word(console, key), exact());
  }

  @PlannerTask
  void theToolsHaveNoViolations(Setting setting) {
    try (Console console = asking(setting, "&tool=query")) {
      console.find("#question-layer").selectOption("poi");
      console
          .find("#question-cql")
          .fill("kind = 'hospital' AND (name IS NOT NULL OR kind = 'clinic')");
      console.find("#question-cql").press("Tab");
      console.find(".question-condition").first().waitFor();
      console.find(".question .primary").click();
      console.find(".result-table tbody th .link").first().click();
      AccessibilityTest.assertAccessible(console, "query " + setting);
      for (String tool : new String[] {"saved", "catalogue", "here"}) {
        console.find("#tab-" + tool).click();
        console.find(".tool-panel .panel-head h2").first().waitFor();
        AccessibilityTest.assertAccessible(console, tool + " " + setting, "#tool-" + tool);
      }
      console.assertQuiet();
    }
  }

  @PlannerTask
  void conditionsAndTextSayTheSameBothWays(Setting setting) {
    try (Console console = asking(setting, "&tool=query")) {
      console.find("#question-layer").selectOption("poi");
      button(console, ".question-parts > .buttons button", "questions.add").first().click();
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
      button(console, ".question", "questions.textOnly").waitFor();
      console.assertQuiet();
    }
  }

  @PlannerTask
  void theTableAndTheMapGoTogether(Setting setting) {
    try (Console console = asking(setting, "&tool=query")) {
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
      button(console, ".result-head", "questions.columns").click();
      console.find(".columns-list input").first().uncheck();
      button(console, "fieldset button", "questions.count.go").click();
      console.find("#tab-counts").waitFor();
      console.find(".result-table tbody th .link").first().waitFor();
      assertThat(console.find(".count-area").count()).isPositive();
      console.assertQuiet();
    }
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @PlannerTask
  void aQuestionIsSavedWatchedAndOpenedByItsLink(Setting setting) {
    String name = uniqueNote();
    try (Console console = asking(setting, "&tool=query")) {
      console.find("#question-layer").selectOption("poi");
      console.find("#question-cql").fill("kind = 'hospital'");
      console.find("#question-cql").press("Tab");
      console.find("#question-name").fill(name);
      button(console, "fieldset button", "questions.save.go").click();
      Locator saved =
          console.find(".saved-question").filter(new Locator.FilterOptions().setHasText(name));
      saved.getByText(word(console, "questions.alert"), exact()).click();
      PlaywrightAssertions.assertThat(saved.locator(".choice[aria-pressed=true]")).hasCount(1);
      JsonObject kept =
          console.json("questions/saved").getAsJsonArray("items").asList().stream()
              .map(each -> each.getAsJsonObject())
              .filter(each -> each.get("title").getAsString().equals(name))
              .findFirst()
              .orElseThrow();
      assertThat(kept.get("alert").getAsBoolean()).isTrue();
      console.goTo(setting.planner("&tool=query&question=" + kept.get("id").getAsString()));
      console.find("#question-cql").waitFor();
      console.find(".result-table tbody th .link").first().waitFor();
      PlaywrightAssertions.assertThat(console.find("#question-cql")).hasValue("kind = 'hospital'");
      console.assertQuiet();
    }
  }

  /** Drawn by keys with a buffer, within driving time, the map as shown: fewer than everywhere. */
  @PlannerTask
  void anAreaIsDrawnBufferedOrReachedByRoad(Setting setting) {
    try (Console console = asking(setting, "&tool=query&view=112.97,28.2,15")) {
      console.find("#question-layer").selectOption("poi");
      long all = estimate(console);
      Locator area = console.find("fieldset > select").first();
      area.selectOption("view");
      assertThat(estimate(console)).isBetween(1L, all - 1);

      area.selectOption("shape");
      button(console, ".question button", "questions.shape.point").click();
      console.find(".question-number input").fill("300");
      long near = estimate(console);
      console.find(".question-number input").fill("900");
      assertThat(estimate(console)).isBetween(Math.max(1, near), all - 1);
      button(console, ".question button", "questions.shape.draw").click();
      for (int[] at : new int[][] {{200, 200}, {600, 200}, {600, 600}}) {
        console.find(".map").click(new Locator.ClickOptions().setPosition(at[0], at[1]));
      }
      button(console, ".question button", "questions.shape.done").click();
      assertThat(estimate(console)).isBetween(1L, all - 1);

      area.selectOption("reach");
      button(console, ".question button", "questions.reach.centre").click();
      console.find(".question-number input").fill("2");
      assertThat(estimate(console)).isBetween(1L, all - 1);
      AccessibilityTest.assertAccessible(console, "area " + setting);
      console.assertQuiet();
    }
  }

  /** Rows the question would find, as the page says it. */
  private static long estimate(Console console) {
    Response answer =
        console
            .page()
            .waitForResponse(
                "**/questions/query?estimate=true",
                () -> button(console, ".question button", "questions.estimate").click());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    long rows = JsonParser.parseString(answer.text()).getAsJsonObject().get("rows").getAsLong();
    PlaywrightAssertions.assertThat(console.find(".question"))
        .containsText(
            Pattern.compile(String.valueOf(rows).replaceAll("(?<=\\d)(?=(\\d{3})+$)", "[,，]?")));
    return rows;
  }

  /** What enters the question's shape is told to who saved it. */
  @PlannerTask
  void aSavedQuestionTellsWhatEntersIt(Setting setting) {
    String name = uniqueNote();
    String set;
    try (Console planner = asking(setting, "&tool=query")) {
      planner.find("#question-layer").selectOption("poi");
      planner.find("#question-cql").fill("name = '" + name + "'");
      planner.find("#question-cql").press("Tab");
      planner.find("#question-name").fill(name);
      button(planner, "fieldset button", "questions.save.go").click();
      Locator saved =
          planner.find(".saved-question").filter(new Locator.FilterOptions().setHasText(name));
      saved.getByText(word(planner, "questions.alert"), exact()).click();
      PlaywrightAssertions.assertThat(saved.locator(".choice[aria-pressed=true]")).hasCount(1);
      set = (String) planner.page().evaluate(HAND_IN, name);

      try (Console reviewer = planner(setting, "", "admin")) {
        reviewer.page().evaluate(ACCEPT, set);
        reviewer.assertQuiet();
      }
      PlaywrightAssertions.assertThat(planner.find(".notice-row").first())
          .containsText(name, PATIENT);
      AccessibilityTest.assertAccessible(planner, "notices " + setting);
      planner.find(".notice-row").first().getByText(word(planner, "questions.acknowledge")).click();
      PlaywrightAssertions.assertThat(planner.find(".notice-row").first())
          .hasClass(Pattern.compile(".*done.*"));
      planner.assertQuiet();
    }
  }

  /** A feature of this name in a set that waits for review, by the page's own calls. */
  private static final String HAND_IN =
      """
      async name => {
        await import('/edit/words.js');
        const {beginSet, putEdit, readSet, step} = await import('/edit/sets.js');
        const {id} = await beginSet(name, '');
        await putEdit(id, crypto.randomUUID(), {layer: 'poi', action: 'create',
          content: {type: 'Feature', geometry: {type: 'Point', coordinates: [112.97, 28.2]}, properties: {name, kind: 'shop'}}});
        await step((await readSet(id)).set, 'submit');
        return id;
      }
      """;

  private static final String ACCEPT =
      """
      async id => {
        await import('/edit/words.js');
        const {readSet, step} = await import('/edit/sets.js');
        await step((await readSet(id)).set, 'accept');
      }
      """;

  @Test
  void theConsoleSaysWhatIsHere() {
    try (Console console = openAs("operator1", "?lang=en")) {
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
