package city.chengtu.e2e;

import com.microsoft.playwright.Page;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Opens windows of the one browser; skipped, saying so, where there is none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
  @BeforeAll
  void launch() {
    TestBrowser.get();
  }

  Console open(String query) {
    return Console.open(TestBrowser.get(), query);
  }

  Console open(String query, Consumer<Page> prepare) {
    return Console.open(TestBrowser.get(), query, prepare);
  }

  /** Signed in, and loaded once when this account's session is known. */
  Console openAs(String account, String query) {
    return Console.openAs(TestBrowser.get(), TestServer.address(), query, account, page -> {});
  }

  Console openAt(String address) {
    return openAt(address, "");
  }

  Console openAt(String address, String query) {
    return Console.open(TestBrowser.get(), address, query, page -> {});
  }

  /** A text that no other test writes, to find again what this test made. */
  static String uniqueNote() {
    return "e2e-" + Long.toString(System.nanoTime(), 36);
  }
}
