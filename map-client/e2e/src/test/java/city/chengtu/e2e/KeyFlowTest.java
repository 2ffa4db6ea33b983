package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The main job by keyboard: a call becomes a dispatch that everyone sees. */
class KeyFlowTest extends BrowserTest {
  private static final LocatorAssertions.ContainsTextOptions PATIENT =
      new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);

  /** A quick line: the first type by its initials, at an address that the city really has. */
  static String intakeLine(Console console, String note) {
    JsonObject type = console.json("reference").getAsJsonArray("types").get(0).getAsJsonObject();
    String place =
        console
            .json("layers/buildings/features?limit=1")
            .getAsJsonArray("features")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("properties")
            .get("address")
            .getAsString();
    return type.get("initials").getAsString() + " @" + place + " ; " + note;
  }

  static String createIncident(Console console, String note) {
    console.press("n").type(intakeLine(console, note)).press("Enter");
    PlaywrightAssertions.assertThat(console.find(".right .facts").first())
        .containsText(note, new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
    return console.find(".right .panel-head .number").textContent().replace("#", "").trim();
  }

  @Test
  void aCallBecomesADispatchInThreeActionsAndIsTakenBackInOne() {
    try (Console console = openAs("operator1", "")) {
      String note = uniqueNote();
      String line = intakeLine(console, note);
      console.press("n").type(line);
      console.press("Enter");
      Locator dispatch = console.find(".recommendation .primary:enabled");
      dispatch.waitFor();
      assertThat(console.find(".unit-row[aria-pressed=true]").count()).isPositive();

      console.press("Enter");
      Locator sent = console.find(".assignments li:not(.ended)");
      sent.first().waitFor();
      int units = sent.count();
      assertThat(units).isPositive();
      PlaywrightAssertions.assertThat(console.find(".queue-row[aria-selected=true] .queue-units"))
          .not()
          .isEmpty();

      console.press("z");
      PlaywrightAssertions.assertThat(console.find(".assignments li.ended"))
          .hasCount(units, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
      PlaywrightAssertions.assertThat(console.find(".notices"))
          .containsText(Pattern.compile("已撤销"), PATIENT);
      console.assertQuiet();
    }
  }

  @Test
  void aSecondOperatorSeesItWithoutReloading() {
    try (Console first = openAs("operator1", "");
        Console second = openAs("shiftleader", "")) {
      String note = uniqueNote();
      String number = createIncident(first, note);
      second.press("Control+k").type(number).press("Enter");
      PlaywrightAssertions.assertThat(second.find(".right .facts").first())
          .containsText(note, PATIENT);

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

  @Test
  void theCommandLineDoesWhatTheKeysDo() {
    try (Console console = openAs("operator1", "")) {
      String note = uniqueNote();
      String number = createIncident(console, note);
      Locator unit = console.find(".unit-row .sign").first();
      unit.waitFor();
      String sign = unit.textContent().trim();
      console.press("/").type("D " + number + " " + sign).press("Enter");
      PlaywrightAssertions.assertThat(console.find(".assignments .sign").first()).hasText(sign);
      console.press("/").type("S " + sign + " ER").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".assignment-state").first())
          .containsText("途中", PATIENT);
      console.press("/").type("H " + note + " noted").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".timeline").first())
          .containsText(note + " noted", PATIENT);
      console.press("/").type("D " + number + " NOBODY").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".command-problem")).containsText("NOBODY");
      console.assertQuiet();
    }
  }

  @Test
  void aSecondScreenFollowsTheSelection() {
    try (Console console = openAs("operator1", "")) {
      createIncident(console, uniqueNote());
      Page board = console.window("?panel=board");
      console.find(".unit-row").first().waitFor();
      String sign = console.find(".unit-row .sign").first().textContent().trim();
      console.press("/").type(sign).press("Enter");
      PlaywrightAssertions.assertThat(board.locator(".board tr.selected .sign")).hasText(sign);
      console.assertQuiet();
    }
  }

  @Test
  void escapeNeverLosesTypedText() {
    try (Console console = openAs("operator1", "")) {
      console.press("n").type("draft @somewhere").press("Escape");
      PlaywrightAssertions.assertThat(console.find(".intake")).hasCount(0);
      console.press("n");
      PlaywrightAssertions.assertThat(console.find("#intake-line")).hasValue("draft @somewhere");
      console.assertQuiet();
    }
  }
}
