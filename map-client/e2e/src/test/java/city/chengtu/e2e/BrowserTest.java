package city.chengtu.e2e;

import com.microsoft.playwright.Page;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One browser for the tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
  private TestBrowser browser;

  @BeforeAll
  void launch() {
    browser = TestBrowser.launch();
  }

  @AfterAll
  void shut() {
    if (browser != null) {
      browser.close();
    }
  }

  Console open(String query) {
    return Console.open(browser.browser(), query);
  }

  Console open(String query, Consumer<Page> prepare) {
    return Console.open(browser.browser(), query, prepare);
  }

  Console openAt(String address) {
    return openAt(address, "");
  }

  Console openAt(String address, String query) {
    return Console.open(browser.browser(), address, query, page -> {});
  }

  /** A text that no other test writes, to find again what this test made. */
  static String uniqueNote() {
    return "e2e-" + Long.toString(System.nanoTime(), 36);
  }
}
