package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * One client's ledger, line by line: each entry it may see exactly once and in order over all its
 * resumes, and no claim to be live while an old entry is missing. A reload ends one stretch and
 * begins another.
 */
final class ClientLog {
  /**
   * So long an acknowledged entry may be missing on a screen that claims to be live: the rule lets
   * the node's last reading be 3 s old when it sends the beat, and the beat 3 s old on the screen;
   * one more for the way.
   */
  static final long PATIENCE_MILLIS = 2 * Claim.AGE.toMillis() + 1_000;

  /** What the check of clients works with. */
  record Against(
      Truth truth, Function<String, Expected> expected, LongUnaryOperator acknowledgedAt) {}

  private record Late(long position, long from, long until) {}

  private record Claimed(long from, long until) {}

  private final int id;
  private final Against against;
  private final Findings findings;
  private final BitSet seen = new BitSet();
  private final List<Late> late = new ArrayList<>();
  private final List<Claimed> claims = new ArrayList<>();
  private Expected expected;
  private Set<String> kinds = Set.of();
  private long start = -1;
  private long last = -1;
  private long reached = -1;
  private long claimedSince;
  private long staleSince;
  private long lastAt;
  private boolean reloading;
  private boolean opened;
  private boolean excused;

  ClientLog(int id, Against against, Findings findings) {
    this.id = id;
    this.against = against;
    this.findings = findings;
  }

  void line(JsonNode line) {
    long at = line.path("at").asLong();
    lastAt = Math.max(lastAt, at);
    switch (line.path("event").asText()) {
      case "open" -> open(line);
      case "entries" -> line.path("got").forEach(e -> got(at, e));
      case "reload" -> reload();
      case "live" -> live(at, line.path("position").asLong());
      case "stale" -> stale(at);
      case "closed", "mark" -> reach(line.path("position").asLong());
      case "stalled" -> excused = true;
      case "uncommitted" ->
          findings.add(
              Violation.DELIVERED_UNCOMMITTED,
              line.path("position").asLong(),
              this
                  + " was given entry "
                  + line.path("position").asLong()
                  + " while the database ended at "
                  + line.path("head").asLong());
      case "compared" -> compared(line);
      default -> {
        // a snapshot and the like: nothing to hold anyone to
      }
    }
  }

  private void open(JsonNode line) {
    if (start < 0 || reloading) {
      start = line.path("since").asLong();
      last = start;
      reached = start;
      seen.clear();
      reloading = false;
    }
    if (opened) {
      findings.count("resumes", 1);
    }
    opened = true;
    expected = against.expected().apply(line.path("account").asText());
    Set<String> asked = new TreeSet<>();
    line.path("kinds").forEach(k -> asked.add(k.asText()));
    kinds = asked;
  }

  private void reach(long position) {
    reached = Math.max(reached, position);
  }

  private void got(long at, JsonNode entry) {
    long position = entry.path(0).asLong();
    findings.count("deliveries", 1);
    if (seen.get(index(position))) {
      findings.add(
          Violation.DELIVERY_REPEATED, position, this + " got entry " + position + " twice");
    } else if (position <= last) {
      findings.add(
          position <= start ? Violation.DELIVERY_REPEATED : Violation.DELIVERY_REORDERED,
          position,
          this + " got entry " + position + " after " + last);
    }
    seen.set(index(position));
    last = Math.max(last, position);
    reach(position);
    content(position, entry.path(1).asText(), entry.path(2).asText());
    long acknowledged = against.acknowledgedAt().applyAsLong(position);
    if (acknowledged > 0) {
      findings.most("longest delivery ms", at - acknowledged);
      if (at - acknowledged > PATIENCE_MILLIS) {
        late.add(new Late(position, acknowledged + PATIENCE_MILLIS, at));
      }
    }
  }

  private static int index(long position) {
    return Math.toIntExact(position);
  }

  private void content(long position, String digest, String command) {
    if (against.truth().at(position).filter(r -> r.command().startsWith(command)).isEmpty()) {
      findings.add(
          Violation.DELIVERED_UNCOMMITTED,
          position,
          this
              + " was given entry "
              + position
              + " of command "
              + command
              + "…, which does not stand there in the journal");
    } else if (expected.covers(position)) {
      String right = expected.digest(position);
      if (right == null) {
        findings.add(Violation.DELIVERY_FORBIDDEN, position, this + " was given " + name(position));
      } else if (!right.equals(digest)) {
        findings.add(
            Violation.DELIVERY_DIFFERS,
            position,
            this + " was given another content of " + name(position));
      }
    }
  }

  private String name(long position) {
    return "entry "
        + position
        + against.truth().at(position).map(r -> " " + r.subject()).orElse("");
  }

  private void reload() {
    findings.count("reloads", 1);
    finishStretch();
    reloading = true;
  }

  private void live(long at, long position) {
    reach(position);
    claimedSince = at;
    if (staleSince > 0 && !excused) {
      findings.most("longest gap ms", at - staleSince);
    }
    staleSince = 0;
    excused = false;
  }

  private void stale(long at) {
    if (claimedSince > 0) {
      claims.add(new Claimed(claimedSince, at));
    }
    claimedSince = 0;
    staleSince = at;
  }

  private void compared(JsonNode line) {
    findings.count("copies compared", 1);
    line.path("differences")
        .forEach(
            d ->
                findings.add(
                    Violation.STATE_DIFFERS,
                    line.path("position").asLong(),
                    this + ", snapshot and stream: " + d.asText()));
  }

  /** To be called after the last line. */
  void finish() {
    if (start < 0) {
      return; // it never got as far as a first connection
    }
    findings.count("clients", 1);
    if (!reloading) {
      finishStretch();
      notYetGiven();
    }
    if (claimedSince > 0) {
      claims.add(new Claimed(claimedSince, lastAt));
    }
    claimedWhileLate();
  }

  private void finishStretch() {
    if (expected == null) {
      return;
    }
    long to = Math.min(reached, expected.to());
    for (long p = Math.max(start, expected.from()) + 1; p <= to; p++) {
      if (owed(p) && !seen.get(index(p))) {
        findings.add(
            Violation.DELIVERY_LOST, p, this + " went on to " + reached + " without " + name(p));
      }
    }
  }

  /** May this client see the entry, and did it ask for its kind? */
  private boolean owed(long position) {
    return expected.digest(position) != null
        && (kinds.isEmpty()
            || against.truth().at(position).map(r -> kinds.contains(r.kind())).orElse(false));
  }

  /** Acknowledged entries after the end of the ledger: missing, but not lost yet. */
  private void notYetGiven() {
    for (long p = Math.max(reached, expected.from()) + 1; p <= expected.to(); p++) {
      long acknowledged = against.acknowledgedAt().applyAsLong(p);
      if (acknowledged > 0 && lastAt - acknowledged > PATIENCE_MILLIS && owed(p)) {
        late.add(new Late(p, acknowledged + PATIENCE_MILLIS, lastAt));
      }
    }
  }

  private void claimedWhileLate() {
    for (Late l : late) {
      for (Claimed c : claims) {
        long overlap = Math.min(l.until(), c.until()) - Math.max(l.from(), c.from());
        if (overlap > 0) {
          findings.add(
              Violation.CLAIMED_LIVE_WHILE_STALE,
              l.position(),
              this
                  + " claimed to be live for "
                  + overlap
                  + " ms, more than "
                  + PATIENCE_MILLIS / 1_000
                  + " s after "
                  + name(l.position())
                  + " was acknowledged, without it");
          break;
        }
      }
    }
  }

  @Override
  public String toString() {
    return "client " + id;
  }
}
