package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Old data is never shown as new, and a command is never shown as done before it is. */
class FeedTest extends BrowserTest {
  private static final LocatorAssertions.HasAttributeOptions SOON =
      new LocatorAssertions.HasAttributeOptions().setTimeout(15_000);

  /** Forwards the feed until {@code stalled}; the connection stays open all the while. */
  private static void tap(Page page, AtomicBoolean stalled) {
    page.routeWebSocket(
        Pattern.compile(".*/live\\?since=.*"),
        socket -> {
          WebSocketRoute server = socket.connectToServer();
          socket.onMessage(frame -> server.send(frame.text()));
          server.onMessage(
              frame -> {
                if (!stalled.get()) {
                  socket.send(frame.text());
                }
              });
        });
  }

  @Test
  void theBadgeTellsWhenTheFeedStopsAndWhenItIsBack() {
    AtomicBoolean stalled = new AtomicBoolean();
    try (Console console = open("", page -> tap(page, stalled)).signIn("operator1")) {
      stalled.set(true);
      PlaywrightAssertions.assertThat(console.find(".freshness"))
          .hasAttribute("data-level", "stale", SOON);
      stalled.set(false);
      PlaywrightAssertions.assertThat(console.find(".freshness"))
          .hasAttribute("data-level", "ok", SOON);
      console.assertQuiet();
    }
  }

  @Test
  void anUndeliveredCommandIsSaidSoAndHappensOnce() {
    try (Console console = openAs("operator1", "")) {
      String note = uniqueNote();
      KeyFlowTest.createIncident(console, note);
      console.context().setOffline(true);
      console.press("h").type(note + "-late").press("Control+Enter");
      PlaywrightAssertions.assertThat(console.find(".undelivered")).containsText("未送达");
      console.context().setOffline(false);
      PlaywrightAssertions.assertThat(console.find(".undelivered"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
      PlaywrightAssertions.assertThat(console.find(".timeline").first())
          .containsText(
              note + "-late", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
      assertThat(console.find(".timeline").first().getByText(note + "-late").count()).isEqualTo(1);
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }

  /** The hard case: the server did it, but the answer was lost on the way. */
  @Test
  void aLostAnswerDoesNotMakeASecondIncident() {
    AtomicInteger lost = new AtomicInteger();
    try (Console console = openAs("operator1", "")) {
      String note = uniqueNote();
      String line = KeyFlowTest.intakeLine(console, note);
      console
          .page()
          .route(
              Pattern.compile(".*/api/v1/incidents$"),
              route -> {
                if (route.request().method().equals("POST") && lost.getAndIncrement() == 0) {
                  route.fetch();
                  route.abort();
                } else {
                  route.resume();
                }
              });
      console.press("n").type(line).press("Enter");
      PlaywrightAssertions.assertThat(console.find(".right .facts").first())
          .containsText(note, new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
      assertThat(lost.get()).isGreaterThan(1);
      long made =
          StreamSupport.stream(
                  console
                      .json("incidents?state=open&limit=200")
                      .getAsJsonArray("items")
                      .spliterator(),
                  false)
              .map(JsonElement::toString)
              .filter(text -> text.contains(note))
              .count();
      assertThat(made).isEqualTo(1);
      console.forgetFailedRequests();
      console.assertQuiet();
    }
  }

  /** One screen lags behind; what it would overwrite is shown before anything happens. */
  @Test
  void whoIsSlowerSeesBothValuesAndPicks() {
    AtomicBoolean stalled = new AtomicBoolean();
    try (Console slow = open("", page -> tap(page, stalled)).signIn("operator1");
        Console quick = openAs("shiftleader", "")) {
      String number = KeyFlowTest.createIncident(slow, uniqueNote());
      stalled.set(true);
      quick.press("Control+k").type(number).press("Enter");
      quick.find("select.inline").selectOption("3");
      PlaywrightAssertions.assertThat(quick.find(".timeline li")).not().hasCount(1);
      slow.find("select.inline").selectOption("4");
      PlaywrightAssertions.assertThat(slow.find("dialog .conflict")).containsText("3");
      slow.find("dialog .primary").click();
      PlaywrightAssertions.assertThat(quick.find("select.inline"))
          .hasValue("4", new LocatorAssertions.HasValueOptions().setTimeout(15_000));
      slow.forgetFailedRequests();
      slow.assertQuiet();
      quick.assertQuiet();
    }
  }

  @Test
  void aReloadedPageGoesOnWhereItWas() {
    try (Console console = openAs("operator1", "")) {
      String note = uniqueNote();
      String number = KeyFlowTest.createIncident(console, note);
      console.page().reload();
      console.find("html[data-phase=ready]").waitFor();
      console.press("Control+k").type(number).press("Enter");
      PlaywrightAssertions.assertThat(console.find(".right .facts").first()).containsText(note);
      console.assertQuiet();
    }
  }
}
