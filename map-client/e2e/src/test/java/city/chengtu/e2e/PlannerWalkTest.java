package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A planner's first minutes without a mouse, on the embedded store and on PostGIS. */
class PlannerWalkTest extends BrowserTest {
  @Test
  void onTheEmbeddedStore() {
    walk(TestServer.address());
  }

  @Test
  void onPostgis() {
    Assumptions.assumeFalse(
        "none".equals(System.getenv("TEST_DB")), "PostGIS is needed, and TEST_DB=none");
    walk(TestServer.twoNodes().get(0));
  }

  private void walk(String address) {
    try (Console console = openAt(address, "?lang=en&workspace=planner").signIn("planner")) {
      console.find(".layer-tree [data-layer=water]").waitFor();
      console.press("`", "`", "Home", "w");
      Locator water = console.find(".layer-tree [data-layer=water]");
      PlaywrightAssertions.assertThat(water).isFocused();
      console.press(" ");
      PlaywrightAssertions.assertThat(water).hasAttribute("aria-checked", "false");
      console.press("`", "m").find("chengtu-measure").waitFor();
      tabTo(console, "[name=point]");
      console.type("112.9, 28.2").press("Enter").type("113.1, 28.35").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".measured")).containsText("25717.2 m");
      console.press("Escape", "Escape");
      tabTo(console, ".swipe-handle, [aria-label^=Swipe]");
      console.press("Enter").find(".swipe-handle").waitFor();
      console.press("Escape");
      PlaywrightAssertions.assertThat(console.find(".swipe-handle")).hasCount(0);
      console.page().waitForURL(Pattern.compile(".*layers=(?!.*water).*roads.*tool=measure.*"));
      console.assertQuiet();
    }
  }

  private static void tabTo(Console console, String selector) {
    for (int i = 0; i < 80; i++) {
      console.press("Tab");
      Object there =
          console.page().evaluate("s => Boolean(document.activeElement.matches(s))", selector);
      if (Boolean.TRUE.equals(there)) {
        return;
      }
    }
    assertThat(console.page().evaluate("document.activeElement.outerHTML"))
        .as("Tab never came to " + selector)
        .isNull();
  }
}
