package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that jumps is for tests, and only there. */
class ServerClockTest {
  private final Clock noon = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
  @TempDir private Path folder;

  @Test
  void followsTheOffsetInTheFileFromOneLookToTheNext() throws Exception {
    Path file = folder.resolve("clock");
    Clock clock = ServerClock.of(noon, file.toString(), true);
    assertThat(clock.instant()).isEqualTo("2026-01-01T12:00:00Z");
    Files.writeString(file, "-3600000\n");
    assertThat(clock.instant()).isEqualTo("2026-01-01T11:00:00Z");
    Files.delete(file);
    assertThat(clock.instant()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void isRefusedOutsideATest() {
    assertThatThrownBy(() -> ServerClock.of(noon, "somewhere", false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("chengtu.test=true");
    assertThat(ServerClock.of(noon, null, false)).isSameAs(noon);
  }
}
