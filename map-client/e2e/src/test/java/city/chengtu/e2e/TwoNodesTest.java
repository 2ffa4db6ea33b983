package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Two browsers, each at its own node: two nodes, one PostGIS, Hazelcast between them. */
class TwoNodesTest extends BrowserTest {
  @Test
  void whatIsDispatchedAtOneNodeIsSeenAtTheOtherWithoutReloading() {
    Assumptions.assumeFalse(
        "none".equals(System.getenv("TEST_DB")), "two nodes need PostGIS, and TEST_DB=none");
    List<String> nodes = TestServer.twoNodes();
    try (Console first = openAt(nodes.get(0)).signIn("operator1");
        Console second = openAt(nodes.get(1)).signIn("operator2")) {
      assertThat(first.about().get("node").getAsString()).isEqualTo("one");
      assertThat(second.about().get("node").getAsString()).isEqualTo("two");

      String note = uniqueNote();
      String number = KeyFlowTest.createIncident(first, note);
      String row = first.find(".queue-row[aria-selected=true]").getAttribute("id");
      second.find("[id='" + row + "']").waitFor(); // a number that has not come yet is no command
      second.press("Control+k").type(number).press("Enter");
      PlaywrightAssertions.assertThat(second.find(".right .facts").first())
          .containsText(note, new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));

      first.find(".recommendation .primary:enabled").waitFor();
      first.press("Enter");
      second.find(".assignments li:not(.ended)").first().waitFor();
      assertThat(second.find(".queue-row[aria-selected=true] .queue-units").textContent().trim())
          .isEqualTo(
              first.find(".queue-row[aria-selected=true] .queue-units").textContent().trim());
      first.assertQuiet();
      second.assertQuiet();
    }
  }
}
