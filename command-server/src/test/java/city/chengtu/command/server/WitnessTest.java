package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.prove.witness.Findings;
import city.chengtu.command.prove.witness.Invariants;
import city.chengtu.command.prove.witness.JdbcTarget;
import city.chengtu.command.prove.witness.TokenFile;
import city.chengtu.command.prove.witness.Violation;
import city.chengtu.command.prove.witness.WitnessRun;
import city.chengtu.gis.store.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The witnesses before a whole server: a sound one is found sound, each deliberate bug is found for
 * what it is.
 */
@Tag("long")
class WitnessTest {
  private static final String PASSWORD = "Yunxiang-2026";
  @TempDir private static Path made;
  @TempDir private Path folder;
  private TokenFile tokens;

  /** One city for all: each test gets a copy. */
  @BeforeAll
  static void makeCity() {
    TestNode.start(store(made), made, Map.of()).close();
  }

  private static DatabaseSettings store(Path data) {
    return DatabaseSettings.of("h2", data, 10);
  }

  @AfterEach
  void forget() {
    System.clearProperty("chengtu.bug");
    System.clearProperty("chengtu.test");
  }

  @Test
  void aSoundServerIsFoundSound() throws Exception {
    Findings findings = run(60);
    assertThat(findings.list()).as(findings.toString()).isEmpty();
    assertThat(findings.count("commands acknowledged")).as(findings.toString()).isPositive();
    assertThat(findings.count("deliveries")).isPositive();
    assertThat(findings.count("resumes")).isPositive();
    assertThat(findings.count("copies compared")).isPositive();

    Findings atRest = Invariants.check(ledger(), List.of(), tokens, database());
    assertThat(atRest.list()).as(atRest.toString()).isEmpty();
    assertThat(atRest.count("entries chained")).isEqualTo(findings.count("entries"));
    assertThat(atRest.count("receipts read")).isEqualTo(atRest.count("commands acknowledged"));
  }

  /** What each must be found as, and what may follow from it. */
  @ParameterizedTest
  @CsvSource({
    "resume-plus-one, 30, DELIVERY_LOST, STATE_DIFFERS",
    "publish-before-commit, 10, DELIVERED_UNCOMMITTED, STATE_DIFFERS DELIVERY_DIFFERS DELIVERY_LOST DELIVERY_FORBIDDEN",
    "skip-version-check, 60, EDIT_OVERWRITTEN, ''"
  })
  void aDeliberateBugIsFoundForWhatItIs(
      String bug, int entries, Violation violation, String consequences) throws Exception {
    System.setProperty("chengtu.test", "true");
    System.setProperty("chengtu.bug", bug);
    Set<Violation> allowed = EnumSet.of(violation);
    for (String consequence : consequences.split(" ")) {
      if (!consequence.isEmpty()) {
        allowed.add(Violation.valueOf(consequence));
      }
    }

    Findings findings = run(entries);

    assertThat(findings.kinds()).as(findings.toString()).contains(violation);
    assertThat(findings.kinds()).as("nothing else").isSubsetOf(allowed);
  }

  private Path ledger() {
    return folder.resolve("ledger");
  }

  /** The embedded store, once no server has it. */
  private JdbcTarget database() {
    return new JdbcTarget(
        "jdbc:h2:file:"
            + folder.resolve("data/chengtu").toAbsolutePath()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
        "chengtu",
        "");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one)));
      }
    }
  }

  private Findings run(int entries) throws Exception {
    Path data = folder.resolve("data");
    copy(made, data);
    try (TestNode node = TestNode.start(store(data), data, Map.of())) {
      URI uri = node.uri("/");
      tokens = TokenFile.make(uri, PASSWORD);
      WitnessRun.some(List.of(uri), ledger(), tokens, entries);
      return Invariants.check(ledger(), List.of(uri), tokens, null);
    }
  }
}
