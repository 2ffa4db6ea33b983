package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivered file in the planner: looked at, tried, loaded, on the map, taken back. */
class LoadTest extends BrowserTest {
  private static final LocatorAssertions.ContainsTextOptions PATIENT =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  /** Named by the environment, or beside the project. */
  private static Path shared() {
    String named = System.getenv("CHENGTU_SHARED_DATA");
    if (named != null) {
      return Path.of(named);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/data"))) {
        return at.resolve("shared/data");
      }
    }
    return Path.of("nowhere");
  }

  /** A real shapefile whose names in the archive and whose text are GBK. */
  private static Path delivery() {
    Path file = shared().resolve("layers/gbk/haidian_roads_gbk_names.zip");
    assumeTrue(Files.exists(file), "NOT RUN: the shared data are not on this machine");
    return file;
  }

  private static long count(Console console, String layer) {
    for (JsonElement each : console.json("catalogue").getAsJsonArray("layers")) {
      JsonObject card = each.getAsJsonObject();
      if (card.get("id").getAsString().equals(layer)) {
        return card.get("featureCount").getAsLong();
      }
    }
    return 0;
  }

  private static void state(Console console, String words) {
    PlaywrightAssertions.assertThat(console.find(".load-panel .load-state").first())
        .containsText(words, PATIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void aFileIsSeenTriedLoadedAndTakenBack(String language) {
    Path file = delivery();
    boolean zh = language.equals("zh");
    String layer = "e2e_" + language + Long.toString(System.nanoTime(), 36);
    try (Console console =
        open("?workspace=planner&tool=loads&lang=" + language).signIn("planner")) {
      console.find("#tab-loads").click();
      console.find("#load-file").waitFor();
      AccessibilityTest.assertAccessible(console, "loads " + language);
      console.find("#load-file").setInputFiles(file);
      console.find("path.load-shape").first().waitFor();
      Locator panel = console.find(".load-panel");
      PlaywrightAssertions.assertThat(panel).containsText("Shapefile");
      AccessibilityTest.assertAccessible(console, "load preview " + language);

      console.find("#load-into").selectOption("new");
      console.find("#load-layer").fill(layer);
      console.find("#load-zh").fill("海淀道路");
      console.find("#load-en").fill("Roads of Haidian");
      console.find("[name=anywhere]").check();
      console.find(".load-apply").press("Enter");
      PlaywrightAssertions.assertThat(console.find(".load-try")).isEnabled();
      console.find(".load-try").press("Enter");
      PlaywrightAssertions.assertThat(console.find("#load-report"))
          .containsText(zh ? "试运行" : "dry run", PATIENT);
      assertThat(count(console, layer)).isZero();

      console.find(".load-commit").press("Enter");
      state(console, zh ? "已导入" : "Loaded");
      assertThat(count(console, layer)).isPositive();
      AccessibilityTest.assertAccessible(console, "load report " + language);

      console.find(".load-undo").press("Enter");
      state(console, zh ? "已撤销" : "Taken back");
      assertThat(count(console, layer)).isZero();
      console.assertQuiet();
    }
  }
}
