package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The journal, folded from its first entry on: what stands in it for each command and each subject.
 * Finds on the way what is wrong in the journal itself.
 */
final class Truth {
  /** The rules of access come with the numbers of their file: these only grow. */
  private static final Set<String> OWN_NUMBERS = Set.of("rules");

  private static final Set<String> ENDED = Set.of("released", "recalled");

  /** The entries of one command. */
  static final class Span {
    private final List<Row> rows = new ArrayList<>();

    List<Row> rows() {
      return rows;
    }

    long last() {
      return rows.get(rows.size() - 1).position();
    }

    boolean together() {
      return last() - rows.get(0).position() + 1 == rows.size();
    }
  }

  private final Findings findings;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Span> commands = new LinkedHashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Row> holders = new HashMap<>();
  private Instant time = Instant.MIN;

  Truth(Findings findings) {
    this.findings = findings;
  }

  /** The next entry as it was read. */
  void add(Row row) {
    if (row.position() != head() + 1) {
      findings.add(
          Violation.JOURNAL_GAP,
          row.position(),
          "entry " + row.position() + " follows entry " + head());
      if (row.position() <= head()) {
        return;
      }
      while (head() < row.position() - 1) {
        rows.add(null); // keeps the places of the others
      }
    }
    if (row.time().isBefore(time)) {
      findings.add(Violation.TIME_BACKWARDS, row.position(), row.time() + " after " + time);
    }
    time = row.time();
    versions(row);
    holders(row);
    Row kept =
        new Row(
            row.position(),
            row.type(),
            row.time(),
            row.command(),
            row.subject(),
            row.version(),
            MissingNode.getInstance());
    rows.add(kept);
    commands.computeIfAbsent(row.command(), c -> new Span()).rows.add(kept);
  }

  private void versions(Row row) {
    Long before = versions.put(row.subject(), row.version());
    boolean follows =
        OWN_NUMBERS.contains(row.kind())
            ? before == null || row.version() > before
            : row.version() == (before == null ? 1 : before + 1);
    if (!follows) {
      findings.add(
          Violation.VERSION_BROKEN,
          row.position(),
          row.subject()
              + " has version "
              + row.version()
              + (before == null ? " as its first" : " after version " + before));
    }
  }

  private void holders(Row row) {
    if (!"assignment".equals(row.kind()) || !row.data().has("unit")) {
      return;
    }
    String unit = row.data().path("unit").asText();
    boolean ended = ENDED.contains(row.data().path("state").asText());
    Row holder = holders.get(unit);
    boolean own = holder != null && holder.subject().equals(row.subject());
    if (ended) {
      if (own) {
        holders.remove(unit);
      }
    } else {
      if (holder != null && !own) {
        findings.add(
            Violation.UNIT_HELD_TWICE,
            row.position(),
            unit
                + " is held by "
                + holder.subject()
                + " (entry "
                + holder.position()
                + ") and by "
                + row.subject());
      }
      holders.put(unit, row);
    }
  }

  /** Number of the last entry. */
  long head() {
    return rows.size();
  }

  /** The entry at a position; empty when there is none. */
  Optional<Row> at(long position) {
    return position < 1 || position > rows.size()
        ? Optional.empty()
        : Optional.ofNullable(rows.get((int) position - 1));
  }

  Optional<Span> of(String command) {
    return Optional.ofNullable(commands.get(command));
  }

  Map<String, Span> commands() {
    return commands;
  }

  /** The last version of each subject, by kind/id. */
  Map<String, Long> versions() {
    return versions;
  }

  /** The assignment that holds each held unit, by unit. */
  Map<String, Row> holders() {
    return holders;
  }
}
