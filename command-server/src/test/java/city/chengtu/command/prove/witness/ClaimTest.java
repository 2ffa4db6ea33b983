package city.chengtu.command.prove.witness;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.journal.StateJson;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final long NOON = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
  private final Claim claim = new Claim();

  private void beat(long heard, long sent, long readBefore) {
    claim.beat(
        NOON + heard,
        StateJson.tree(
            StateJson.write(
                Map.of(
                    "at", Instant.ofEpochMilli(NOON + sent).toString(),
                    "readAt", Instant.ofEpochMilli(NOON + sent - readBefore).toString()))));
    claim.look(NOON + heard);
  }

  @Test
  void aYoungBeatOfANodeThatReadsIsLive() {
    beat(5, 0, 400);
    assertThat(claim.claimed()).isTrue();
    claim.look(NOON + 3_100);
    assertThat(claim.claimed()).isFalse();
  }

  @Test
  void aNodeThatHasNotReadForLongIsNot() {
    beat(5, 0, 3_100);
    assertThat(claim.claimed()).isFalse();
  }

  @Test
  void beatsHeldUpOnTheirWayAreAsOldAsTheyAre() {
    beat(5, 0, 400);
    for (int second = 1; second <= 30; second++) {
      beat(35_000 + second, second * 1_000L, 400);
      assertThat(claim.claimed()).as("beat of second " + second).isFalse();
    }
    beat(35_050, 35_045, 400);
    assertThat(claim.claimed()).isTrue();
  }

  @Test
  void aClockThatWasSetBackIsLearnedAnew() {
    beat(5, 0, 400);
    beat(1_005, -3_600_000, 400);
    assertThat(claim.claimed()).isTrue();
  }
}
