package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.regex.Pattern;

/** A planner's first minutes without a mouse, on the embedded store and on PostGIS. */
class PlannerWalkTest extends PlannerTest {
  @PlannerTask
  void layersMeasuringAndComparisonWithoutAMouse(Setting setting) {
    try (Console console = planner(setting, "")) {
      console.find(".layer-tree [data-layer=water]").waitFor();
      Locator water = console.find(".layer-tree [data-layer=water]");
      console.press("`", "`", "Home");
      for (int i = 0; i < 40 && !focused(console, "[data-layer=water]"); i++) {
        console.press("ArrowDown");
      }
      PlaywrightAssertions.assertThat(water).isFocused();
      console.press(" ");
      PlaywrightAssertions.assertThat(water).hasAttribute("aria-checked", "false");
      console.press("`", "m").find("chengtu-measure").waitFor();
      tabTo(console, "[name=point]");
      console.type("112.9, 28.2").press("Enter").type("113.1, 28.35").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".measured")).containsText("25717.2 m");
      console.press("Escape", "Escape");
      tabTo(console, ".map-tools .map-button:nth-child(3)");
      console.press("Enter").find(".swipe-handle").waitFor();
      console.press("Escape");
      PlaywrightAssertions.assertThat(console.find(".swipe-handle")).hasCount(0);
      console.page().waitForURL(Pattern.compile(".*layers=(?!.*water).*roads.*tool=measure.*"));
      console.assertQuiet();
    }
  }

  private static boolean focused(Console console, String selector) {
    return Boolean.TRUE.equals(
        console.page().evaluate("s => document.activeElement.matches(s)", selector));
  }

  private static void tabTo(Console console, String selector) {
    for (int i = 0; i < 80; i++) {
      console.press("Tab");
      if (focused(console, selector)) {
        return;
      }
    }
    assertThat(console.page().evaluate("document.activeElement.outerHTML"))
        .as("Tab never came to " + selector)
        .isNull();
  }
}
