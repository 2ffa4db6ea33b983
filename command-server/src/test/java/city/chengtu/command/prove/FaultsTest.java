package city.chengtu.command.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  private static List<String> names(Store store, List<String> only, boolean shortList, long seed) {
    return Faults.choose(store, only, shortList, seed).stream().map(Fault::name).toList();
  }

  @Test
  void theSeedGivesTheOrder() {
    List<String> first = names(Store.POSTGIS, List.of(), false, 1);
    assertThat(names(Store.POSTGIS, List.of(), false, 1)).isEqualTo(first);
    assertThat(names(Store.POSTGIS, List.of(), false, 2))
        .isNotEqualTo(first)
        .containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void oneNodeAloneKnowsNoFaultsBetweenNodes() {
    assertThat(names(Store.H2, List.of(), false, 1))
        .contains("kill-node", "full-disk")
        .doesNotContain("cut-cluster", "fail-over");
    assertThat(names(Store.H2, List.of(), true, 1)).isNotEmpty().doesNotContain("stalled-client");
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> names(Store.H2, List.of("earthquake"), false, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("earthquake")
        .hasMessageContaining("kill-node");
  }

  @Test
  void aBrokenPromiseStandsInTheReport(@TempDir Path folder) throws IOException {
    Trial sound =
        new Trial(Store.H2, "kill-node", "强杀", "kill", null, 1, Map.of("losses", 0L), List.of());
    Trial broken =
        new Trial(
            Store.H2,
            "clock-jump",
            "时钟",
            "clock",
            null,
            1,
            Map.of("losses", 2L),
            List.of("DELIVERY_LOST: 2"));
    assertThat(Report.of(1, "all", 2, List.of(sound)).holds()).isTrue();
    Report report = Report.of(1, "all", 2, List.of(sound, broken));
    assertThat(report.holds()).isFalse();
    report.write(folder.resolve("proof.md"));
    assertThat(folder.resolve("proof.md"))
        .content()
        .contains("| h2 | clock-jump 时钟 | BROKEN |", "DELIVERY_LOST: 2");
    assertThat(Files.readString(folder.resolve("proof.json"))).contains("\"holds\":false");
  }
}
