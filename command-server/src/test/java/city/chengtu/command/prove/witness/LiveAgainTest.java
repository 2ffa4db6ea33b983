package city.chengtu.command.prove.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveAgainTest {
  @TempDir private Path folder;

  /** Lines as {@code at client live|stale}. */
  private void lines(String... lines) {
    try (LedgerFile file = new LedgerFile(folder.resolve("watcher-0.jsonl"))) {
      for (String line : lines) {
        String[] words = line.split(" ");
        file.write(
            Long.parseLong(words[0]),
            e -> e.put("client", Integer.parseInt(words[1])).put("event", words[2]));
      }
    }
  }

  @Test
  void theSlowestClientCounts() {
    lines("10 1 live", "10 2 live", "50 1 stale", "60 2 stale", "130 1 live", "170 2 live");
    assertThat(Invariants.liveAgain(folder, 100)).isEqualTo(70);
  }

  @Test
  void whoWasLiveThroughoutHasNotWaited() {
    lines("10 1 live");
    assertThat(Invariants.liveAgain(folder, 100)).isZero();
  }

  @Test
  void whoIsStillNotLiveIsSaid() {
    lines("10 1 live", "10 2 live", "50 2 stale");
    assertThat(Invariants.liveAgain(folder, 100)).isEqualTo(-1);
  }

  @Test
  void whatBecameStaleMuchLaterIsAnotherMatter() {
    lines("10 1 live", "50 1 stale", "120 1 live", "9000 1 stale");
    assertThat(Invariants.liveAgain(folder, 100)).isEqualTo(20);
  }
}
