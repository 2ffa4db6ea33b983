package city.chengtu.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium; Playwright downloads none. */
final class TestBrowser implements AutoCloseable {
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
  private final Playwright playwright;
  private final Browser browser;

  private TestBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static TestBrowser launch() {
    Path executable = find().orElseThrow(TestBrowser::missing);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
    return new TestBrowser(playwright, browser);
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

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
