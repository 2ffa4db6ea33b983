package city.chengtu.command.journal;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Signs the journal's head now and then. The chain alone shows a changed entry only to one who
 * knows the last hash; the signature keeps anyone with write access to the database from writing
 * the whole chain anew.
 */
public final class Checkpoints {
  private final Jdbi jdbi;
  private final Clock clock;
  private final Supplier<SigningKey> source;
  private SigningKey key;
  private final JournalTable table = new JournalTable();

  /**
   * @param key reads this node's key; asked until it has succeeded once
   */
  public Checkpoints(Jdbi jdbi, Clock clock, Supplier<SigningKey> key) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.source = key;
  }

  private synchronized SigningKey key() {
    if (key == null) {
      key = source.get();
    }
    return key;
  }

  /**
   * Writes this node's public key into the journal once, so that a verifier finds which keys signed
   * when.
   */
  public void announce(Commands commands) {
    String id = SigningKey.keyId(key().publicKey());
    boolean known =
        jdbi.withHandle(h -> table.asOf(h, new Subject("journal-key", id), clock.instant()))
            .isPresent();
    if (!known) {
      commands.run(
          CommandRequest.bySystem("journal.key", "checkpoints"),
          c -> {
            c.record(
                Change.of(
                    AuditVerifier.KEY_ADDED,
                    new Subject("journal-key", id),
                    1,
                    Map.of("id", id, "publicKey", key().publicKey())));
            return null;
          });
    }
  }

  /** Signs the head as it stands, unless it is signed already. */
  public void sign() {
    SigningKey signer = key();
    jdbi.useTransaction(
        h -> {
          JournalTable.Head head = table.head(h);
          if (head.seq() > 0) {
            table.insertCheckpoint(
                h,
                new JournalTable.Checkpoint(
                    head.seq(),
                    head.hash(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    SigningKey.keyId(signer.publicKey()),
                    signer.sign(head.seq(), head.hash())));
          }
        });
  }
}
