package city.chengtu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** A map to scale out of the page: the form, the sheet's frame on the map, the PDF. */
class PlannerPrintTest extends PlannerTest {
  @PlannerTask
  void theSheetIsFramedOnTheMapAndThePdfComes(Setting setting) throws IOException {
    try (Console console =
        planner(setting, "&layers=water:50,roads&view=112.97,28.2,15&tool=print")) {
      console.find(".sheet-frame").waitFor();
      console.find("chengtu-print input[name=title]").fill("长沙市路网");
      console.find("chengtu-print input[name=scale]").fill("10000");
      AccessibilityTest.assertAccessible(console, "print " + setting);
      Request[] asked = new Request[1];
      Download saved =
          console
              .page()
              .waitForDownload(
                  () ->
                      asked[0] =
                          console
                              .page()
                              .waitForRequest("**/api/v1/prints", () -> console.press("Enter")));
      JsonObject order = JsonParser.parseString(asked[0].postData()).getAsJsonObject();
      assertThat(order.get("scale").getAsInt()).isEqualTo(10000);
      assertThat(order.get("layers").toString())
          .isEqualTo("[{\"id\":\"water\",\"opacity\":0.5},{\"id\":\"roads\"}]");
      assertThat(saved.suggestedFilename()).isEqualTo("长沙市路网.pdf");
      byte[] pdf = Files.readAllBytes(saved.path());
      assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
      PlaywrightAssertions.assertThat(console.find(".notice").last())
          .containsText(setting.say("生成", "ready"));
      console.assertQuiet();
    }
  }
}
