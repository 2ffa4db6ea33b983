package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleAccountsTest {
  @TempDir private Path data;

  private Settings settings() {
    return Settings.load(data, Map.of(), Map.of("http.port", "0"));
  }

  /**
   * The sample's passwords are public: a server on the same data without the sample must not be
   * open to them.
   */
  @Test
  void publicPasswordsDoNotOutliveTheSample() throws Exception {
    try (TestNode sample = TestNode.of(ChengtuServer.start(settings(), data, TestNode.TINY))) {
      assertThat(sample.get("/about").getJsonArray("demoAccounts"))
          .isNotEmpty()
          .as("codes, which the client shows in the reader's language")
          .allMatch(a -> ((JsonObject) a).getString("role").matches("[a-z_]+"));
      sample.signIn("operator1");
    }
    try (TestNode real = TestNode.of(ChengtuServer.start(settings(), data, SampleChoice.NONE))) {
      assertThat(real.get("/about").getJsonArray("demoAccounts")).isEmpty();
      assertThat(real.server.city().firstAccounts()).hasSize(1);
      for (String account : new String[] {"operator1", "admin", "auditor"}) {
        JsonObject login =
            new JsonObject().put("account", account).put("password", "Yunxiang-2026");
        assertThat(real.send("POST", "/session", login, UUID.randomUUID()).statusCode())
            .as(account)
            .isEqualTo(401);
      }
    }
  }
}
