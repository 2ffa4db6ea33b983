package city.chengtu.command.prove;

import city.chengtu.command.prove.witness.Findings;
import city.chengtu.command.prove.witness.Invariants;
import city.chengtu.command.prove.witness.JdbcTarget;
import city.chengtu.command.prove.witness.Violation;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a city to its promises after each fault. What the ledgers say is counted from the beginning
 * of the run, so each check also holds everything before it to the promises again; the report shows
 * the difference to the check before.
 */
final class Checker {
  private static final Duration AUDIT = Duration.ofSeconds(60);
  private static final int SHOWN = 12;

  /** What adds up over a run; told for each fault as the difference. */
  private static final List<String> SUMS =
      List.of(
          "commands acknowledged",
          "commands refused",
          "entries",
          "deliveries",
          "resumes",
          "reloads");

  private final Scene scene;
  private final Path folder;
  private long lastCheck = System.currentTimeMillis();
  private Map<String, Long> before = Map.of();
  private Map<Violation, Long> knownViolations = Map.of();

  Checker(Scene scene, Path folder) {
    this.scene = scene;
    this.folder = folder;
  }

  /**
   * Checks a city that works.
   *
   * @param counts filled with what happened since the last check
   * @return what is broken, in words; empty is what we want
   */
  List<String> check(Map<String, Object> counts) {
    List<String> findings = new ArrayList<>();
    check(uris(), scene.database(), counts, findings);
    if (scene.postgres() != null) {
      audit(findings);
    }
    return findings;
  }

  private List<URI> uris() {
    return scene.nodes().stream().map(Node::uri).toList();
  }

  /** Checks a city that has come to rest: all fates known, all nodes stopped in good order. */
  List<String> atRest(Map<String, Object> counts) {
    List<String> findings = new ArrayList<>();
    for (Node node : scene.nodes()) {
      if (!node.stop()) {
        findings.add(node.name() + " did not stop by itself within 30 s of SIGTERM");
      }
    }
    JdbcTarget database =
        scene.database() == null
            ? new JdbcTarget(SpatialDatabase.embedded(folder.resolve("node-1")), "chengtu", "")
            : scene.database();
    check(List.of(), database, counts, findings);
    audit(findings);
    return findings;
  }

  private void check(
      List<URI> nodes, JdbcTarget database, Map<String, Object> counts, List<String> findings) {
    try {
      Findings found = Invariants.check(scene.crew().ledger(), nodes, scene.tokens(), database);
      count(found, counts);
      tell(found, findings);
    } catch (IOException | SQLException e) {
      findings.add("the check itself could not be done: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void count(Findings found, Map<String, Object> counts) {
    for (String sum : SUMS) {
      counts.put(sum, found.count(sum) - before.getOrDefault(sum, 0L));
    }
    counts.put("clients", found.count("clients"));
    counts.put("duplicates", fresh(found, Violation.DELIVERY_REPEATED, Violation.COMMAND_TWICE));
    counts.put("losses", fresh(found, Violation.DELIVERY_LOST, Violation.COMMAND_LOST));
    counts.put("reorderings", fresh(found, Violation.DELIVERY_REORDERED));
    counts.put("stale claims", fresh(found, Violation.CLAIMED_LIVE_WHILE_STALE));
    counts.put(
        "longest pause of commands, s",
        Acknowledgements.of(scene.crew().ledger()).longestPauseSince(lastCheck) / 1000.0);
    lastCheck = System.currentTimeMillis();
    counts.put("longest gap on a screen so far, s", found.count("longest gap ms") / 1000.0);
    before = found.counts();
  }

  private long fresh(Findings found, Violation... kinds) {
    long sum = 0;
    for (Violation kind : kinds) {
      sum += found.violations().getOrDefault(kind, 0L) - knownViolations.getOrDefault(kind, 0L);
    }
    return sum;
  }

  /** Only what was not told before: a promise broken once stays broken in the ledgers. */
  private void tell(Findings found, List<String> findings) {
    found
        .violations()
        .forEach(
            (kind, times) -> {
              long known = knownViolations.getOrDefault(kind, 0L);
              if (times > known) {
                findings.add(kind + ": " + (times - known));
                found.list().stream()
                    .filter(f -> f.violation() == kind)
                    .skip(known)
                    .limit(SHOWN)
                    .forEach(f -> findings.add("  at " + f.position() + ": " + f.what()));
              }
            });
    knownViolations = new LinkedHashMap<>(found.violations());
  }

  /** The auditor's own program, as an auditor runs it. */
  private void audit(List<String> findings) {
    List<String> arguments = new ArrayList<>(List.of("audit", "verify"));
    if (scene.database() == null) {
      arguments.addAll(List.of("--data", folder.resolve("node-1").toString()));
    } else {
      arguments.addAll(List.of("--data", folder.resolve("auditor").toString()));
      arguments.addAll(List.of("--db", scene.database().url()));
      arguments.addAll(List.of("--set", "db.user=" + scene.database().user()));
      arguments.addAll(List.of("--set", "db.password=" + scene.database().password()));
    }
    Path log = folder.resolve("audit.log");
    try {
      int code =
          Child.silent(
                  "audit",
                  ChildJvm.command(List.of("-Xmx160m", "-XX:TieredStopAtLevel=1"), arguments),
                  log)
              .exitCode(AUDIT);
      if (code != 0) {
        findings.add("audit verify ends with " + code + ", see " + log);
      }
    } catch (IOException e) {
      findings.add("audit verify could not be started: " + e);
    }
  }
}
