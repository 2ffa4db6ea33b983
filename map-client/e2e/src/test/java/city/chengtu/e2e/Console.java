package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One browser window with the operator console. It notes everything a page must not do: errors and
 * policy violations on the console, requests to other hosts.
 */
final class Console implements AutoCloseable {
  private static final double PATIENCE = 20_000;
  private static final Map<String, List<Cookie>> SESSIONS = new ConcurrentHashMap<>();
  private final String address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> strangers = new CopyOnWriteArrayList<>();

  private Console(String address, BrowserContext context, Page page) {
    this.address = address;
    this.context = context;
    this.page = page;
  }

  /** A window with the sign-in page, at most. */
  static Console open(Browser browser, String query) {
    return open(browser, query, page -> {});
  }

  /**
   * @param query of the address, such as "?lang=en", or ""
   * @param prepare sets routes before the page is loaded
   */
  static Console open(Browser browser, String query, Consumer<Page> prepare) {
    return open(browser, TestServer.address(), query, prepare);
  }

  /** A window on the node at this address. */
  static Console open(Browser browser, String address, String query, Consumer<Page> prepare) {
    Console console = closed(browser, address);
    prepare.accept(console.page);
    console.page.navigate(address + query);
    console.page.locator("html[data-ready]").waitFor();
    return console;
  }

  /** A window with somebody signed in, loaded once when their session is known. */
  static Console openAs(
      Browser browser, String address, String query, String account, Consumer<Page> prepare) {
    List<Cookie> known = SESSIONS.get(address + account);
    if (known == null) {
      return open(browser, address, query, prepare).signIn(account);
    }
    Console console = closed(browser, address);
    console.context.addCookies(known);
    console.context.addInitScript("localStorage.setItem('chengtu.signedIn', 'yes')");
    prepare.accept(console.page);
    console.page.navigate(address + query);
    return console.awaitReady();
  }

  private static Console closed(Browser browser, String address) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(1600, 900));
    context.setDefaultTimeout(PATIENCE);
    Console console = new Console(address, context, context.newPage());
    console.listen();
    return console;
  }

  private void listen() {
    String host = URI.create(address).getHost();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("thrown: " + error));
    page.onRequest(
        request -> {
          URI address = URI.create(request.url());
          if (address.getHost() != null && !address.getHost().equals(host)) {
            strangers.add(request.url());
          }
        });
  }

  /**
   * Signs in with a demo account. The first time by the form; afterwards with the same session,
   * since the server rightly refuses more than some sign-ins a minute.
   */
  Console signIn(String name) {
    List<Cookie> known = SESSIONS.get(address + name);
    if (known == null) {
      signInByForm(name);
    } else {
      context.addCookies(known);
      page.evaluate("localStorage.setItem('chengtu.signedIn', 'yes')");
      page.reload();
    }
    awaitReady();
    SESSIONS.putIfAbsent(address + name, context.cookies());
    return this;
  }

  private Console awaitReady() {
    page.locator("html[data-phase=ready]").waitFor();
    page.locator(".freshness[data-level=ok]").waitFor();
    return this;
  }

  /** Loads another address in this window. */
  Console goTo(String query) {
    page.navigate(address + query);
    return awaitReady();
  }

  private void signInByForm(String name) {
    JsonObject account =
        about().getAsJsonArray("demoAccounts").asList().stream()
            .map(each -> each.getAsJsonObject())
            .filter(each -> each.get("account").getAsString().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no demo account " + name));
    page.locator("input[name=account]").fill(name);
    page.locator("input[name=password]").fill(account.get("password").getAsString());
    page.keyboard().press("Enter");
  }

  JsonObject about() {
    return json("about");
  }

  /** Reads from the API with this window's session. */
  JsonObject json(String path) {
    APIResponse answer = context.request().get(address + "api/v1/" + path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return JsonParser.parseString(answer.text()).getAsJsonObject();
  }

  /** Another window of the same browser, as a second screen: shares session and selection. */
  Page window(String query) {
    Page second = context.newPage();
    second.navigate(address + query);
    second.locator("html[data-phase=ready]").waitFor();
    return second;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  Console press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  Console type(String text) {
    page.keyboard().type(text);
    return this;
  }

  /** What a page must not have done until now; then forgets it. */
  void assertQuiet() {
    assertThat(complaints).as("console of the browser").isEmpty();
    assertThat(strangers).as("requests to other hosts").isEmpty();
  }

  /** For tests that cut the network on purpose: failed requests are then on the console. */
  void forgetFailedRequests() {
    complaints.removeIf(
        text -> text.contains("Failed to load resource") || text.contains("WebSocket connection"));
  }

  @Override
  public void close() {
    context.close();
  }
}
