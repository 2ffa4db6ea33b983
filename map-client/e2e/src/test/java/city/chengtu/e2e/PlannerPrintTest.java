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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A map to scale out of the page: the form, the sheet's frame on the map, the PDF. */
class PlannerPrintTest extends BrowserTest {
  @ParameterizedTest
  @CsvSource({"&lang=zh&theme=light, 生成", "&lang=en&theme=dark, ready"})
  void theSheetIsFramedOnTheMapAndThePdfComes(String look, String said) throws IOException {
    try (Console console =
        open("?workspace=planner&layers=water:50,roads&view=112.97,28.2,15&tool=print" + look)
            .signIn("planner")) {
      console.find(".sheet-frame").waitFor();
      console.find("chengtu-print input[name=title]").fill("长沙市路网");
      console.find("chengtu-print input[name=scale]").fill("10000");
      AccessibilityTest.assertAccessible(console, "print " + look);
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
      PlaywrightAssertions.assertThat(console.find(".notice").last()).containsText(said);
      console.assertQuiet();
    }
  }
}
