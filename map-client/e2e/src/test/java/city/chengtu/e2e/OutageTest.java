package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What breaks is said on the screen, with what still works; old data is never called live; and what
 * was asked for meanwhile happens once when all is well again.
 */
class OutageTest extends BrowserTest {
  private static final double PATIENCE = 40_000;

  private static void level(Console console, String level) {
    PlaywrightAssertions.assertThat(console.find(".freshness"))
        .hasAttribute(
            "data-level", level, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
  }

  private static void part(Console console, String name, String text) {
    Locator line = console.find(".degraded li[data-part=" + name + "]");
    PlaywrightAssertions.assertThat(line)
        .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
  }

  private static void allIsWell(Console console) {
    level(console, "ok");
    PlaywrightAssertions.assertThat(console.find(".degraded"))
        .hasText("", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
  }

  private static void undelivered(Console console, int count) {
    PlaywrightAssertions.assertThat(console.find(".undelivered li"))
        .hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
  }

  private static void writtenOnce(Console console, String note) {
    PlaywrightAssertions.assertThat(console.find(".timeline").first())
        .containsText(note, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(console.find(".timeline").first().getByText(note).count()).isEqualTo(1);
  }

  @Test
  void aFrozenAndACutLineAreSaidWithTheTimeUntilWhichThePictureIsTrue() throws Exception {
    URI server = URI.create(TestServer.address());
    try (TestLine line = new TestLine(server.getHost(), server.getPort());
        Console console = openAt("http://127.0.0.1:" + line.port() + "/").signIn("operator1")) {
      allIsWell(console);
      line.freeze();
      level(console, "stale");
      PlaywrightAssertions.assertThat(console.find(".freshness"))
          .containsText(Pattern.compile("数据停在 \\d\\d:\\d\\d:\\d\\d"));
      part(console, "stale", "画面不是实时");
      line.mend();
      allIsWell(console);
      String note = uniqueNote();
      KeyFlowTest.createIncident(console, note);
      line.cut();
      level(console, "lost");
      part(console, "lost", "与服务器的连接已断");
      console.press("h").type(note + "-late").press("Control+Enter");
      undelivered(console, 1);
      line.mend();
      allIsWell(console);
      undelivered(console, 0);
      writtenOnce(console, note + "-late");
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }
}
