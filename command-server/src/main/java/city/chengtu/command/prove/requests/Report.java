package city.chengtu.command.prove.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of an onslaught, for people. */
final class Report {
  private static final int SHOWN = 40;
  private final Onslaught onslaught;
  private final long count;
  private final long seed;
  private final List<Footprint> footprints;
  private final double seconds;
  private final long refusals;
  private final List<String> more = new ArrayList<>();
  private int tables = -1;

  Report(
      Onslaught onslaught,
      long count,
      long seed,
      List<Footprint> footprints,
      double seconds,
      long refusals) {
    this.onslaught = onslaught;
    this.count = count;
    this.seed = seed;
    this.footprints = List.copyOf(footprints);
    this.seconds = seconds;
    this.refusals = refusals;
    more.addAll(Footprint.growth(footprints));
  }

  void add(String finding) {
    more.add(finding);
  }

  /** Every table before and after. */
  void compare(Map<String, String> before, Map<String, String> after) {
    more.addAll(differences(before, after));
    tables = after.size();
  }

  static List<String> differences(Map<String, String> before, Map<String, String> after) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> tables = new TreeSet<>(before.keySet());
    tables.addAll(after.keySet());
    for (String table : tables) {
      String was = before.getOrDefault(table, "not there");
      String is = after.getOrDefault(table, "not there");
      if (!was.equals(is)) {
        differences.add("table " + table + " changed: " + was + " → " + is);
      }
    }
    return differences;
  }

  boolean passed() {
    return onslaught.wrong() == 0 && more.isEmpty();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Bad requests 恶意请求 — ").append(passed() ? "passed" : "FAILED").append("\n\n");
    line(
        text,
        "bad requests %d, seed %d, %.0f s, %.0f/s"
            .formatted(count, seed, seconds, count / Math.max(seconds, 0.001)));
    line(text, "wrongly answered " + onslaught.wrong());
    line(text, "right requests in between " + onslaught.controls());
    line(
        text,
        "answers by status "
            + onslaught.statuses()
            + " (0: closed without one, 101: over a WebSocket)");
    line(text, "refused sign-ins recorded in the journal " + refusals);
    line(
        text,
        tables < 0
            ? "tables not compared (a server that is not our own)"
            : "tables compared, before and after: " + tables);
    line(
        text,
        footprints.isEmpty()
            ? "footprint not measured (no jcmd, or a server that is not our own)"
            : "footprint at a fifth, in the middle, at the end: " + footprints);
    text.append("\n| fault | sent |\n|---|---|\n");
    new TreeMap<>(onslaught.faults())
        .forEach(
            (fault, n) -> text.append("| ").append(fault).append(" | ").append(n).append(" |\n"));
    if (!passed()) {
      text.append("\n## Findings\n\n");
      more.forEach(m -> text.append("- ").append(m).append('\n'));
      onslaught.findings().stream()
          .limit(SHOWN)
          .forEach(f -> text.append("- ").append(f).append('\n'));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append("- ").append(line).append('\n');
  }
}
