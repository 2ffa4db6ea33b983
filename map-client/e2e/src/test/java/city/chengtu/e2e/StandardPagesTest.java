package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of OGC's standards, as a browser shows them: reached by links, read by everybody. */
class StandardPagesTest extends BrowserTest {
  private static final List<String> PAGES =
      List.of(
          "",
          "/conformance",
          "/api",
          "/collections",
          "/collections/roads",
          "/collections/roads/items",
          "/collections/roads/queryables",
          "/collections/roads/tiles/WebMercatorQuad",
          "/styles");

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void theyHaveNoViolations(String language) {
    try (Console console = open("?lang=" + language).signIn("planner")) {
      String base = TestServer.address() + "ogc";
      for (String page : PAGES) {
        console.page().navigate(base + page + "?f=html&lang=" + language);
        assertThat(console.page().locator("h1").textContent()).as(page).isNotBlank();
        assertThat(console.page().locator("html").getAttribute("lang")).startsWith(language);
        AccessibilityTest.assertAccessible(console, page + " in " + language);
      }
      console.page().navigate(base + "/collections/roads/items?f=html&lang=" + language);
      console.page().locator("table a").first().click();
      console.page().waitForURL("**/items/*");
      AccessibilityTest.assertAccessible(console, "a feature in " + language);
      console.assertQuiet();
    }
  }
}
