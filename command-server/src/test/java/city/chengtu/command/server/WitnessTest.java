package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.prove.witness.Findings;
import city.chengtu.command.prove.witness.Invariants;
import city.chengtu.command.prove.witness.TokenFile;
import city.chengtu.command.prove.witness.Violation;
import city.chengtu.command.prove.witness.WitnessRun;
import city.chengtu.gis.store.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The witnesses before a whole server: a sound one is found sound, each deliberate bug is found for
 * what it is.
 */
class WitnessTest {
  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty("chengtu.bug");
    System.clearProperty("chengtu.test");
  }

  @Test
  void aSoundServerIsFoundSound() throws Exception {
    Findings findings = run();
    assertThat(findings.list()).as(findings.toString()).isEmpty();
    assertThat(findings.count("commands acknowledged")).as(findings.toString()).isPositive();
    assertThat(findings.count("deliveries")).isPositive();
    assertThat(findings.count("resumes")).isPositive();
    assertThat(findings.count("copies compared")).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "resume-plus-one, DELIVERY_LOST",
    "publish-before-commit, DELIVERED_UNCOMMITTED",
    "skip-version-check, EDIT_OVERWRITTEN"
  })
  void aDeliberateBugIsFoundForWhatItIs(String bug, Violation violation) throws Exception {
    System.setProperty("chengtu.test", "true");
    System.setProperty("chengtu.bug", bug);
    Findings findings = run();
    assertThat(findings.kinds()).as(findings.toString()).contains(violation);
    assertThat(findings.kinds())
        .as("a lost entry is missing in the copies too; otherwise nothing else")
        .isSubsetOf(
            violation == Violation.DELIVERY_LOST
                ? Set.of(violation, Violation.STATE_DIFFERS)
                : Set.of(violation));
  }

  private Findings run() throws Exception {
    DatabaseSettings store = DatabaseSettings.of("h2", folder.resolve("data"), 10);
    try (TestNode node = TestNode.start(store, folder.resolve("data"), Map.of())) {
      URI uri = node.uri("/");
      TokenFile tokens = TokenFile.make(uri, "Yunxiang-2026");
      Path ledger = folder.resolve("ledger");
      WitnessRun.some(List.of(uri), ledger, tokens);
      return Invariants.check(ledger, List.of(uri), tokens, null);
    }
  }
}
