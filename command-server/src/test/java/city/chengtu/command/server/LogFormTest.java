package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The program's own logging configuration, in both forms. */
class LogFormTest {
  private static String logged(String form) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.putProperty("CHENGTU_LOG", form);
    try {
      System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(LogFormTest.class.getResource("/logback.xml"));
      context.setMDCAdapter(
          ((LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory()).getMDCAdapter());
      MDC.put("command", "c-1");
      context.getLogger("city.chengtu.test").warn("燃气泄漏 {}", 7, new IllegalStateException("x"));
    } finally {
      MDC.clear();
      context.stop();
      System.setErr(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void jsonIsOneObjectALineWithTheIdsOfTheRequest() throws Exception {
    String[] lines = logged("json").split("\n", -1);
    assertThat(lines).hasSize(2);
    JsonNode line = StateJson.tree(lines[0]);
    assertThat(line.get("formattedMessage").asText()).isEqualTo("燃气泄漏 7");
    assertThat(line.get("mdc").get("command").asText()).isEqualTo("c-1");
    assertThat(line.get("throwable").get("message").asText()).isEqualTo("x");
  }

  @Test
  void textCarriesThemToo() throws Exception {
    assertThat(logged("text").lines().findFirst().orElseThrow())
        .contains("WARN")
        .endsWith("燃气泄漏 7 |command=c-1");
  }

  @Test
  void anotherFormIsRefusedInWordsAndNotByAnEmptyLog() {
    assertThat(LogForm.problem(null, "debug"))
        .hasValueSatisfying(p -> assertThat(p).contains("text or json"));
    assertThat(LogForm.problem("json", "debug")).isEmpty();
    assertThat(LogForm.problem(null, null)).isEmpty();
  }
}
