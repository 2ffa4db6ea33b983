package city.chengtu.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, one for all tests: it takes seconds to start, and each window is a
 * context of its own. Playwright downloads none.
 */
final class TestBrowser {
  private static final List<String> KNOWN =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** Milliseconds that what is asserted may take to come true; a busy machine needs some. */
  private static final double PATIENCE = 15_000;

  private static Browser browser;

  private TestBrowser() {}

  /** Playwright is bound to one thread, and so are the tests. It ends with the process. */
  static Browser get() {
    if (browser == null) {
      browser = launch();
    }
    return browser;
  }

  private static Browser launch() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    Path executable = find().orElseThrow(TestBrowser::missing);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  private static Optional<Path> find() {
    return Stream.concat(
            Stream.ofNullable(System.getProperty("chengtu.e2e.browser")), KNOWN.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** In CI a missing browser is a failure; elsewhere the tests are skipped, saying so. */
  private static RuntimeException missing() {
    String text =
        "No Chromium found (-Dchengtu.e2e.browser=PATH, or Debian: apt-get install chromium)";
    if (System.getenv("CI") == null) {
      System.out.println("SKIPPED: " + text);
      abort(text);
    }
    return new IllegalStateException(text);
  }
}
