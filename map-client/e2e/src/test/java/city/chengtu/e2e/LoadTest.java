package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A delivered file in the planner: looked at, tried, loaded, on the map, taken back. */
class LoadTest extends PlannerTest {
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

  private static void state(Console console, String state) {
    PlaywrightAssertions.assertThat(console.find(".load-panel .load-state").first())
        .containsText(word(console, "loads.state." + state), PATIENT);
  }

  private static String newLayer() {
    return "e2e_" + Long.toString(System.nanoTime(), 36);
  }

  private static void newLayer(Console console, String layer) {
    console.find("#load-into").selectOption("new");
    console.find("#load-layer").fill(layer);
    console.find("#load-zh").fill("测试层 " + layer);
    console.find("#load-en").fill("Test " + layer);
  }

  private static void decided(Console console) {
    console.find(".load-apply").press("Enter");
    PlaywrightAssertions.assertThat(console.find(".load-try")).isEnabled();
  }

  @PlannerTask
  void aFileIsSeenTriedLoadedAndTakenBack(Setting setting) {
    Path file = delivery();
    String layer = newLayer();
    try (Console console = planner(setting, "&tool=loads")) {
      console.find("#load-file").waitFor();
      AccessibilityTest.assertAccessible(console, "loads " + setting);
      console.find("#load-file").setInputFiles(file);
      console.find("path.load-shape").first().waitFor();
      newLayer(console, layer);
      PlaywrightAssertions.assertThat(console.find(".load-panel")).containsText("Shapefile");
      AccessibilityTest.assertAccessible(console, "load preview " + setting);
      console.find("[name=anywhere]").check();
      decided(console);
      console.find(".load-try").press("Enter");
      PlaywrightAssertions.assertThat(console.find("#load-report"))
          .containsText(word(console, "loads.report.trial"), PATIENT);
      assertThat(count(console, layer)).isZero();

      console.find(".load-commit").press("Enter");
      state(console, "done");
      assertThat(count(console, layer)).isPositive();
      AccessibilityTest.assertAccessible(console, "load report " + setting);

      console.find(".load-undo").press("Enter");
      state(console, "undone");
      assertThat(count(console, layer)).isZero();
      console.assertQuiet();
    }
  }

  /** Rows for a layer that is there: fields are mapped by hand, bad rows wait in quarantine. */
  @PlannerTask
  void fieldsAreMappedAndBadRowsWaitInQuarantine(Setting setting) throws IOException {
    String layer = "poi";
    try (Console console = planner(setting, "&tool=loads")) {
      long before = count(console, layer);
      send(console, "rows.ndjson", points(10, uniqueNote()) + BAD_ROW);
      console.find("#load-into").selectOption(layer);
      console.find("[name=add]").check();
      console.find("#load-id").selectOption("key");
      console.find(".load-apply").press("Enter");
      console.find("select[name=map][data-field=name]").selectOption("label");
      console.find("select[name=map][data-field=kind]").selectOption("sort");
      decided(console);
      AccessibilityTest.assertAccessible(console, "load mapping " + setting);
      console.find(".load-commit").press("Enter");
      state(console, "done");
      PlaywrightAssertions.assertThat(console.find("#load-report")).isVisible();
      assertThat(console.find(".load-notes tbody tr").count()).isPositive();
      Download rows =
          console
              .page()
              .waitForDownload(() -> console.find("a[href$='format=csv']").press("Enter"));
      assertThat(Files.readString(rows.path(), StandardCharsets.UTF_8)).contains("nowhere");
      assertThat(count(console, layer)).isEqualTo(before + 10);
      console.find(".load-undo").press("Enter");
      state(console, "undone");
      assertThat(count(console, layer)).isEqualTo(before);
      console.assertQuiet();
    }
  }

  /** A long run tells how far it is and can be stopped; then nothing has changed. */
  @PlannerTask
  void aRunShowsItsProgressAndIsCancelled(Setting setting) {
    String layer = newLayer();
    try (Console console = planner(setting, "&tool=loads")) {
      send(console, "many.ndjson", points(MANY, "many"));
      newLayer(console, layer);
      decided(console);
      console.find(".load-commit").press("Enter");
      console.find(".load-cancel").waitFor();
      console.find("#load-progress").waitFor();
      console.find(".load-cancel").press("Enter");
      state(console, "draft");
      assertThat(count(console, layer)).isZero();
      console.find(".load-discard").press("Enter");
      console.find("#load-file").waitFor();
      console.assertQuiet();
    }
  }

  /** A line without geometry: it is refused by itself. */
  private static final String BAD_ROW =
      "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"key\":\"nowhere\",\"label\":\"nowhere\",\"sort\":\"shop\"}}\n";

  private static final int MANY = 60_000;

  private static String points(int count, String name) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String place =
          "%.6f,%.6f".formatted(112.96 + i % 200 * 1e-4, 28.19 + Math.floorDiv(i, 200) * 1e-5);
      lines
          .append("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
          .append(place)
          .append("]},\"properties\":{\"key\":\"")
          .append(name + "-" + i)
          .append("\",\"label\":\"")
          .append(name)
          .append("\",\"sort\":\"shop\"}}\n");
    }
    return lines.toString();
  }

  private static void send(Console console, String name, String lines) {
    console
        .find("#load-file")
        .setInputFiles(
            new FilePayload(name, "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8)));
    console.find("path.load-shape").first().waitFor();
  }
}
