package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2 AA as far as a machine can see it, in both languages and both themes. */
class AccessibilityTest extends BrowserTest {
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  static void assertAccessible(Console console, String what) {
    assertAccessible(console, what, "html");
  }

  /** A part of the page. */
  static void assertAccessible(Console console, String what, String part) {
    AxeResults results = new AxeBuilder(console.page()).include(part).withTags(RULES).analyze();
    List<String> violations =
        results.getViolations().stream().map(AccessibilityTest::describe).toList();
    assertThat(violations).as(what).isEmpty();
    assertThat(results.getPasses()).as("axe really ran on " + what).isNotEmpty();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " at "
        + rule.getNodes().stream().map(node -> node.getHtml()).limit(5).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?lang=zh&theme=dark",
        "?lang=en&theme=dark",
        "?lang=zh&theme=light",
        "?lang=en&theme=light"
      })
  void theConsoleHasNoViolations(String query) {
    try (Console console = open(query)) {
      assertAccessible(console, "sign-in " + query);
      console.signIn("operator1");
      KeyFlowTest.createIncident(console, uniqueNote());
      console.find(".recommendation .primary").waitFor();
      assertAccessible(console, "incident " + query);
      console.press("n").find(".intake").waitFor();
      console.press("Escape").press("d");
      console.find(".board").waitFor();
      console.find(".layers summary").click();
      assertAccessible(console, "drawer and layers " + query);
      console.assertQuiet();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?lang=zh&theme=dark", "?lang=en&theme=light"})
  void theDialogsHaveNoViolations(String query) {
    try (Console console = open(query).signIn("operator1")) {
      console.press("?").find("dialog[open]").waitFor();
      assertAccessible(console, "help " + query);
      console.press("Escape").press("r").find("dialog[open]").waitFor();
      assertAccessible(console, "case report " + query);
      console.assertQuiet();
    }
  }

  @Test
  void theLanguageIsTold() {
    try (Console console = open("?lang=en")) {
      assertThat(console.page().locator("html").getAttribute("lang")).isEqualTo("en");
    }
  }
}
