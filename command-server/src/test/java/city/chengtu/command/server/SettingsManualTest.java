package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page of all settings is what the program says: {@code ./chengtu settings >
 * docs/configuration.md}.
 */
class SettingsManualTest {
  @Test
  void thePageIsTheProgramsOwn() throws IOException {
    Path page = Path.of("../docs/configuration.md");

    assertThat(Files.readString(page, StandardCharsets.UTF_8))
        .as("write it anew: ./chengtu settings > docs/configuration.md")
        .isEqualTo(Settings.manual());
  }
}
