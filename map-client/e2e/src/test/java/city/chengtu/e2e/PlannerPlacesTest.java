package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.regex.Pattern;

/** Places in the planner: found by name, asked what they are called, what is near and around. */
class PlannerPlacesTest extends PlannerTest {
  @PlannerTask
  void aPlaceIsFoundByInitialsAndTheMapGoesThere(Setting setting) {
    try (Console console = planner(setting, "&layers=roads&view=112.97,28.2,14")) {
      console.press("/").type("wydd");
      Locator found =
          console
              .find(".suggestions li")
              .filter(new Locator.FilterOptions().setHasText("五一大道"))
              .first();
      found.waitFor();
      String before = console.page().url();
      console.press("ArrowDown", "Enter");
      console.page().waitForURL(url -> url.contains("view=") && !url.equals(before));
      assertThat(console.page().url()).doesNotContain("view=112.970000,28.200000,14");
      console.assertQuiet();
    }
  }

  /** By buttons alone, as without a mouse. */
  @PlannerTask
  void aPlaceSaysItsAddressWhatIsHereNearestAndAround(Setting setting) {
    try (Console console = planner(setting, "&layers=roads&tool=here")) {
      console.find("chengtu-what-is-here .panel-head button").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".here-place b"))
          .hasText(Pattern.compile(".{3,}"));
      console.find(".here-layer .rows button").first().waitFor();

      for (String by : new String[] {"straight", "road"}) {
        console.find("chengtu-near-place select").nth(1).selectOption(by);
        console.find(".near-go").press("Enter");
        PlaywrightAssertions.assertThat(console.find(".near-list li")).hasCount(5);
      }
      console.find(".near-list button").first().press("Enter");
      console.page().waitForURL(Pattern.compile(".*pick=poi/.*"));

      console.find(".around-go").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".around-list li").first()).isVisible();
      assertThat(console.find(".around-list li").count()).isGreaterThan(3);
      AccessibilityTest.assertAccessible(console, "here " + setting);
      console.find(".around-list button:enabled").first().press("Enter");
      console.find("#tab-info").click();
      console.find(".info-card").first().waitFor();
      console.assertQuiet();
    }
  }
}
