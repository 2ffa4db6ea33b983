package city.chengtu.command.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Checks the whole journal from the database alone: numbers without gap, every content hash, the
 * chain, the head, and every signed checkpoint. Stops at the first entry that is not as it was
 * written and names it. Cost: one pass, a page of entries in memory.
 */
public final class AuditVerifier {
  static final String KEY_ADDED = "city.chengtu.journal.key-added";
  private static final int PAGE = 2_000;

  private final Jdbi jdbi;
  private final Chain chain;
  private final Set<String> trusted;
  private final Set<String> expected;
  private final Map<Long, String> kept = new TreeMap<>();
  private final JournalTable table = new JournalTable();

  /**
   * @param trusted public keys (Base64) the auditor holds, the only ones believed; empty to believe
   *     those announced in the journal
   * @param expected public keys that must have been announced: a history without them is another
   *     history
   */
  public AuditVerifier(Jdbi jdbi, Chain chain, Set<String> trusted, Set<String> expected) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.trusted = Set.copyOf(trusted);
    this.expected = Set.copyOf(expected);
  }

  /**
   * Demands that these heads, kept outside by the auditor, are part of the history: a database that
   * was set back to an earlier state, or whose history was written anew, does not have them.
   */
  public AuditVerifier expecting(Collection<JournalHead> heads) {
    heads.forEach(head -> kept.put(head.position(), head.hash()));
    return this;
  }

  /**
   * @param entries how many entries were checked
   * @param checkpoints how many signed checkpoints were checked
   * @param lastSigned number of the last entry under a signature; later ones are chained but not
   *     yet signed
   * @param fault what is wrong with the first bad entry; empty when all is well
   */
  public record Report(long entries, int checkpoints, long lastSigned, Optional<Fault> fault) {}

  /**
   * @param seq number of the first entry that is changed, missing or out of order
   * @param what the finding, one sentence
   */
  public record Fault(long seq, String what) {}

  /**
   * Checks everything there was when it began. {@code progress} hears the number reached after each
   * page.
   */
  public Report verify(LongConsumer progress) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, h -> new Pass(h, progress).run());
  }

  private final class Pass {
    private final Handle handle;
    private final LongConsumer progress;
    private final Map<String, String> keys = new HashMap<>();
    private Map<Long, JournalTable.Checkpoint> checkpoints = Map.of();
    private long seq;
    private String previous = Chain.START;
    private final Set<String> announced = new HashSet<>();
    private int signatures;
    private long lastSigned;

    Pass(Handle handle, LongConsumer progress) {
      this.handle = handle;
      this.progress = progress;
    }

    Report run() {
      JournalTable.Head head = table.head(handle);
      trusted.forEach(key -> keys.put(SigningKey.keyId(key), key));
      checkpoints =
          table.checkpoints(handle).stream()
              .collect(Collectors.toMap(JournalTable.Checkpoint::seq, c -> c));
      Optional<Fault> fault = entries(head.seq());
      if (fault.isEmpty()) {
        fault = end(head);
      }
      return new Report(seq, signatures, lastSigned, fault);
    }

    private Optional<Fault> entries(long until) {
      List<JournalEntry> page;
      do {
        page = table.since(handle, seq, PAGE);
        for (JournalEntry e : page) {
          if (e.seq() > until) {
            return Optional.of(
                new Fault(
                    e.seq(), "entry " + e.seq() + " stands after the head, which is " + until));
          }
          Optional<Fault> fault = check(e);
          if (fault.isPresent()) {
            return fault;
          }
          seq = e.seq();
          previous = e.hash();
        }
        progress.accept(seq);
      } while (page.size() == PAGE);
      return Optional.empty();
    }

    private Optional<Fault> check(JournalEntry e) {
      if (e.seq() != seq + 1) {
        return Optional.of(
            new Fault(
                seq + 1,
                "entry " + (seq + 1) + " is missing: " + seq + " is followed by " + e.seq()));
      }
      String name =
          "entry " + e.seq() + " (" + e.type() + ", " + e.subject() + ", " + e.time() + ")";
      if (!chain.contentHash(e).equals(e.contentHash())) {
        return Optional.of(new Fault(e.seq(), name + ": its content is not what was hashed"));
      }
      if (!chain.hash(previous, e).equals(e.hash())) {
        return Optional.of(
            new Fault(e.seq(), name + ": changed, or not written after the entry before it"));
      }
      String known = kept.get(e.seq());
      if (known != null && !known.equals(e.hash())) {
        return Optional.of(
            new Fault(e.seq(), name + ": another history than the one whose head was kept"));
      }
      if (KEY_ADDED.equals(e.type())) {
        announce(StateJson.tree(e.data()).path("publicKey").asText());
      }
      return checkpoint(e, name);
    }

    private void announce(String key) {
      announced.add(key);
      if (trusted.isEmpty()) {
        keys.put(SigningKey.keyId(key), key);
      }
    }

    private Optional<Fault> checkpoint(JournalEntry e, String name) {
      JournalTable.Checkpoint c = checkpoints.get(e.seq());
      if (c == null) {
        return Optional.empty();
      }
      String key = keys.get(c.keyId());
      if (key == null) {
        return Optional.of(
            new Fault(e.seq(), "checkpoint at " + name + " is signed by unknown key " + c.keyId()));
      }
      if (!SigningKey.verify(key, e.seq(), e.hash(), c.signature())) {
        return Optional.of(
            new Fault(e.seq(), name + ": the signed checkpoint speaks of another history"));
      }
      signatures++;
      lastSigned = e.seq();
      return Optional.empty();
    }

    private Optional<Fault> end(JournalTable.Head head) {
      if (head.seq() != seq) {
        return Optional.of(
            new Fault(seq + 1, "entry " + (seq + 1) + " is missing: the head says " + head.seq()));
      }
      if (!head.hash().equals(previous)) {
        return Optional.of(new Fault(seq, "the head's hash is not that of entry " + seq));
      }
      if (seq > 0 && !announced.containsAll(expected)) {
        return Optional.of(
            new Fault(
                1, "this data folder's signing key was never announced: this is another history"));
      }
      Optional<Long> ahead = kept.keySet().stream().filter(position -> position > seq).findFirst();
      if (ahead.isPresent()) {
        return Optional.of(
            new Fault(
                seq + 1,
                "entry "
                    + (seq + 1)
                    + " is missing: the history once reached "
                    + ahead.get()
                    + ", it was set back"));
      }
      return checkpoints.keySet().stream()
          .filter(c -> c > seq)
          .min(Long::compare)
          .map(
              c ->
                  new Fault(
                      seq + 1, "entry " + (seq + 1) + " is missing: a checkpoint signs " + c));
    }
  }
}
