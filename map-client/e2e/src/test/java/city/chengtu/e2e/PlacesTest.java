package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.MouseButton;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The search line finds places whatever is typed, and a point of the map says what it is called.
 */
class PlacesTest extends BrowserTest {
  @Test
  void theSearchLineFindsByInitialsCrossingsAndCoordinates() {
    try (Console console = openAs("operator1", "")) {
      first(console, "wydd", "五一大道");
      PlaywrightAssertions.assertThat(console.find(".suggestions mark").first()).hasText("五一大道");
      first(console, "西环路与五一大道", "×");
      first(console, "N28.2 E112.97", "112.970000, 28.200000");
      console.find(".command-input").press("ArrowDown");
      console.find(".command-input").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".suggestions")).isHidden();
      console.assertQuiet();
    }
  }

  private static void first(Console console, String typed, String expected) {
    console.find(".command-input").fill(typed);
    console
        .find(".suggestions li")
        .filter(new Locator.FilterOptions().setHasText(expected))
        .first()
        .waitFor();
  }

  @Test
  void theMenuOfThePointSaysWhatItIsCalled() {
    try (Console console = openAs("operator1", "")) {
      console.find(".map").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
      Locator menu = console.find(".context-menu");
      menu.locator("p").nth(1).waitFor(); // the name comes after the coordinates
      String[] shown = menu.locator("p.secondary").textContent().split(", ");
      JsonObject at = console.json("places/at?lon=" + shown[1] + "&lat=" + shown[0]);
      assertThat(menu.locator("p").first().textContent()).isNotBlank();
      assertThat(at.getAsJsonArray("divisions")).isNotEmpty();
      PlaywrightAssertions.assertThat(menu.locator("p").first())
          .not()
          .hasText(Pattern.compile("undefined|null"));
      console.assertQuiet();
    }
  }
}
