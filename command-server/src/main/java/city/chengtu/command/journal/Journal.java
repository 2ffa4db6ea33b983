package city.chengtu.command.journal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The one log of all changes: written by {@link Commands} only, read by everyone who may. */
public final class Journal {
  private final Jdbi jdbi;
  private final Clock clock;
  private final Chain chain;
  private final JournalTable table = new JournalTable();

  public Journal(Jdbi jdbi, Clock clock, Chain chain) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.chain = chain;
  }

  /** Number of the last entry. */
  public long position() {
    return jdbi.withHandle(this::position);
  }

  /**
   * Number of the last entry, as this transaction sees it. Read it before the rows of a snapshot:
   * later entries repeat, none is missed.
   */
  public long position(Handle h) {
    return table.head(h).seq();
  }

  public List<JournalEntry> since(long since, int limit) {
    return jdbi.withHandle(h -> table.since(h, since, limit));
  }

  public List<JournalEntry> ofSubject(Subject subject, long since, int limit) {
    return jdbi.withHandle(h -> table.ofSubject(h, subject, since, limit));
  }

  /** The state of a subject as of a past moment; empty when it did not exist yet. */
  public Optional<JournalEntry> asOf(Subject subject, Instant at) {
    return jdbi.withHandle(h -> table.asOf(h, subject, at));
  }

  /** The final state of a command; empty when the id was never used. */
  public Optional<Receipt> findReceipt(UUID command) {
    return jdbi.withHandle(h -> table.receipt(h, command))
        .map(JournalTable.StoredReceipt::receipt)
        .filter(r -> !"running".equals(r.state()));
  }

  /**
   * Chains and writes the changes of one command. Called last in its transaction: the head row is
   * locked from here to the commit, so that numbers are gapless and commit in order. Cost: one
   * locked row, one batch insert, one update.
   */
  List<JournalEntry> append(Handle h, CommandContext context) {
    if (context.changes().isEmpty()) {
      return List.of();
    }
    List<JournalEntry> drafts = context.changes().stream().map(c -> draft(context, c)).toList();
    JournalTable.Head head = table.lockHead(h); // all that needs no number is done before
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant time = now.isBefore(head.time()) ? head.time() : now;
    List<JournalEntry> entries = new ArrayList<>();
    long seq = head.seq();
    String previous = head.hash();
    for (JournalEntry draft : drafts) {
      JournalEntry numbered = with(draft, ++seq, time, null);
      JournalEntry entry = with(numbered, seq, time, chain.hash(previous, numbered));
      previous = entry.hash();
      entries.add(entry);
    }
    table.insert(h, entries);
    table.moveHead(h, entries.get(entries.size() - 1));
    return entries;
  }

  /** The entry without its number, time and place in the chain. */
  private JournalEntry draft(CommandContext context, Change change) {
    Actor actor = context.actor();
    JournalEntry content =
        new JournalEntry(
            0,
            UUID.randomUUID(),
            change.type(),
            null,
            actor.account(),
            actor.seat(),
            actor.source(),
            context.commandId(),
            change.subject(),
            change.version(),
            change.organisation(),
            StateJson.write(change.state()),
            change.geometry(),
            null,
            null);
    return withContentHash(content, chain.contentHash(content));
  }

  private static JournalEntry withContentHash(JournalEntry e, String content) {
    return new JournalEntry(
        e.seq(),
        e.id(),
        e.type(),
        e.time(),
        e.actor(),
        e.seat(),
        e.source(),
        e.commandId(),
        e.subject(),
        e.version(),
        e.organisation(),
        e.data(),
        e.geometry(),
        content,
        e.hash());
  }

  private static JournalEntry with(JournalEntry e, long seq, Instant time, String hash) {
    return new JournalEntry(
        seq,
        e.id(),
        e.type(),
        time,
        e.actor(),
        e.seat(),
        e.source(),
        e.commandId(),
        e.subject(),
        e.version(),
        e.organisation(),
        e.data(),
        e.geometry(),
        e.contentHash(),
        hash);
  }
}
