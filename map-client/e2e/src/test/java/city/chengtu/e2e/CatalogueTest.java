package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/** The catalogue in the planner: found, read, followed, changed. */
class CatalogueTest extends PlannerTest {
  @PlannerTask
  void aLayerIsFoundByInitialsAndFollowed(Setting setting) {
    try (Console console = planner(setting, "&layers=poi,roads&tool=catalogue")) {
      open(console, "xzqh");
      Locator follow =
          console.find(".tool-panel .choice").getByText(word(console, "catalogue.follow"));
      follow.click();
      PlaywrightAssertions.assertThat(follow).hasAttribute("aria-pressed", "true");
      follow.click();
      PlaywrightAssertions.assertThat(follow).hasAttribute("aria-pressed", "false");
      console.press("Escape");
      console.find(".catalogue-search").waitFor();
      console.assertQuiet();
    }
  }

  private static void open(Console console, String initials) {
    console.find(".catalogue-search input").fill(initials);
    PlaywrightAssertions.assertThat(console.find(".saved-list .wide")).hasCount(1);
    console.find(".saved-list .wide").press("Enter");
    console.find(".record-edit").waitFor();
  }

  /** What is wrong is said at its field, and what was typed stays; the versions tell who did it. */
  @PlannerTask
  void aRecordIsChangedAndItsVersionsTell(Setting setting) {
    String note = uniqueNote();
    try (Console console = planner(setting, "&layers=poi,roads&tool=catalogue")) {
      open(console, "xzqh");
      console.find(".record-edit").press("Enter");
      console.find("#record-contact").fill(note);
      console.find("#record-status").evaluate("select => select.add(new Option('?', 'BROKEN'))");
      console.find("#record-status").selectOption("BROKEN");
      console.find(".record-form .primary").press("Enter");
      console.find(".record-form [role=alert]").waitFor();
      AccessibilityTest.assertAccessible(console, "refused record " + setting);
      PlaywrightAssertions.assertThat(console.find("#record-contact")).hasValue(note);

      console.find("#record-status").selectOption("PUBLISHED");
      console.find("#record-summary-zh").fill("区界 " + note);
      console.find("#record-summary-en").fill("Boundaries " + note);
      console.find(".record-form .primary").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".tool-panel .facts").first())
          .containsText(setting.say("区界 ", "Boundaries ") + note);
      console.find(".versions-go").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".version-list li").first())
          .containsText(word(console, "catalogue.versions.entry"));
      AccessibilityTest.assertAccessible(console, "record " + setting);
      assertThat(
              console
                  .json("catalogue/boundaries")
                  .getAsJsonObject("record")
                  .get("contact")
                  .getAsString())
          .isEqualTo(note);
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }
}
