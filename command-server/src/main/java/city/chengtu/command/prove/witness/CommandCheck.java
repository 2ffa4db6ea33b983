package city.chengtu.command.prove.witness;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every acknowledged command exactly once, no other one by half, no edit over what its sender had
 * not seen.
 */
final class CommandCheck {
  /** Doing these again changes nothing; then there is an answer but no entry. */
  private static final Set<String> MAY_CHANGE_NOTHING =
      Set.of("incident.acknowledge", "assignment.status", "assignment.recall");

  private final Truth truth;
  private final Receipts receipts;
  private final Findings findings;

  CommandCheck(Truth truth, Receipts receipts, Findings findings) {
    this.truth = truth;
    this.receipts = receipts;
    this.findings = findings;
  }

  /**
   * @param asked of which commands the receipt is to be read; reading all may be slow
   */
  void check(Collection<CommandLog> commands, Predicate<CommandLog> asked) {
    for (CommandLog command : commands) {
      if (command.acknowledged()) {
        findings.count("commands acknowledged", 1);
        acknowledged(command, asked.test(command));
      } else if (command.refused()) {
        findings.count("commands refused", 1);
        refused(command);
      } else {
        findings.count("commands unknown", 1);
        unknown(command);
      }
      contradictions(command);
    }
    overwritten(commands);
    if (receipts.complete()) {
      everyEntryHasAReceipt();
    }
  }

  private void contradictions(CommandLog c) {
    if (c.answers.size() > 1 || (c.acknowledged() && c.refused()) || c.refusals.size() > 1) {
      findings.add(
          Violation.ANSWER_DIFFERS,
          Math.max(0, c.position),
          c + " was answered " + c.answers + " and refused " + c.refusals);
    }
  }

  private void acknowledged(CommandLog c, boolean ask) {
    Optional<Truth.Span> found = truth.of(c.id);
    if (found.isPresent()) {
      entries(c, found.get());
    } else if (!MAY_CHANGE_NOTHING.contains(c.kind)) {
      findings.add(
          Violation.COMMAND_LOST,
          Math.max(0, c.position),
          c + " was acknowledged at " + c.position + " and is not in the journal");
      return;
    }
    if (ask) {
      findings.count("receipts read", 1);
      Optional<Receipts.Receipt> receipt = receipts.find(c.id);
      String said = c.status + " done at " + c.position;
      String kept =
          receipt.map(r -> r.status() + " " + r.state() + " at " + r.position()).orElse("nothing");
      if (!said.equals(kept)) {
        findings.add(
            Violation.ANSWER_DIFFERS,
            Math.max(0, c.position),
            c + " was answered " + said + ", its receipt says " + kept);
      }
    }
  }

  private void entries(CommandLog c, Truth.Span span) {
    if (!span.together()) {
      findings.add(Violation.COMMAND_TWICE, span.last(), c + " stands at " + positions(span));
      return;
    }
    if (span.last() != c.position) {
      findings.add(
          Violation.ANSWER_DIFFERS,
          span.last(),
          c + " was acknowledged at " + c.position + ", the journal has it at " + positions(span));
    }
    if (c.subject != null
        && span.rows().stream()
            .noneMatch(r -> r.subject().equals(c.subject) && r.version() == c.version)) {
      findings.add(
          Violation.ANSWER_DIFFERS,
          span.last(),
          c + " answered " + c.subject + " version " + c.version + ", which it did not write");
    }
    whole(c, span);
  }

  private static String positions(Truth.Span span) {
    return span.rows().stream().map(Row::position).toList().toString();
  }

  /** As many entries as the command must have. */
  private void whole(CommandLog c, Truth.Span span) {
    if ("dispatch.send".equals(c.kind)) {
      long assignments = of(span, "assignment");
      if (assignments != c.units.size()
          || of(span, "unit") != c.units.size()
          || of(span, "incident") != 1) {
        findings.add(
            Violation.COMMAND_HALF_DONE,
            span.last(),
            c + " sent " + c.units + " and left " + kinds(span));
      }
    } else if ("incident.create".equals(c.kind) && span.rows().size() != 1) {
      findings.add(Violation.COMMAND_TWICE, span.last(), c + " left " + kinds(span));
    }
  }

  private static long of(Truth.Span span, String kind) {
    return span.rows().stream().filter(r -> r.kind().equals(kind)).count();
  }

  private static String kinds(Truth.Span span) {
    return span.rows().stream().map(r -> r.type() + " " + r.subject()).toList().toString();
  }

  private void refused(CommandLog c) {
    truth
        .of(c.id)
        .ifPresent(
            span ->
                findings.add(
                    Violation.COMMAND_HALF_DONE,
                    span.last(),
                    c + " was refused " + c.refusals + " and stands at " + positions(span)));
  }

  /** All of it or nothing: entries and a receipt that names the last of them, or neither. */
  private void unknown(CommandLog c) {
    half(c.toString(), c.kind, truth.of(c.id), receipts.find(c.id));
  }

  private void everyEntryHasAReceipt() {
    truth
        .commands()
        .forEach(
            (command, span) ->
                half(
                    "command " + command + " (" + span.rows().get(0).type() + ")",
                    "",
                    Optional.of(span),
                    receipts.find(command)));
  }

  private void half(
      String name, String kind, Optional<Truth.Span> span, Optional<Receipts.Receipt> receipt) {
    String state = receipt.map(Receipts.Receipt::state).orElse("none");
    boolean whole =
        switch (state) {
          case "none", "refused" -> span.isEmpty();
          case "done" ->
              span.map(s -> s.together() && s.last() == receipt.orElseThrow().position())
                  .orElse(
                      MAY_CHANGE_NOTHING.contains(kind)
                          || receipt.orElseThrow().position() > truth.head()); // done since
          default -> false;
        };
    if (!whole) {
      findings.add(
          Violation.COMMAND_HALF_DONE,
          span.map(Truth.Span::last).orElse(0L),
          name
              + ": receipt "
              + receipt.map(Object::toString).orElse("none")
              + ", entries "
              + span.map(CommandCheck::positions).orElse("none"));
    }
  }

  private void overwritten(Collection<CommandLog> commands) {
    Map<String, CommandLog> taken = new HashMap<>();
    for (CommandLog c : commands) {
      if (!c.acknowledged() || c.ifMatch == null) {
        continue;
      }
      CommandLog other = taken.put(c.subject + " " + c.ifMatch, c);
      if (other != null) {
        findings.add(
            Violation.EDIT_OVERWRITTEN,
            c.position,
            c + " and " + other + " both edited " + c.subject + " version " + c.ifMatch);
      } else if (c.version != c.ifMatch + 1) {
        findings.add(
            Violation.EDIT_OVERWRITTEN,
            c.position,
            c + " saw " + c.subject + " version " + c.ifMatch + " and made version " + c.version);
      }
    }
  }
}
