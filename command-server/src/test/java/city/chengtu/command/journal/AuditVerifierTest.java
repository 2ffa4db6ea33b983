package city.chengtu.command.journal;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes the database by hand, as an intruder would, and expects the first bad entry by its
 * number.
 */
@EachStore
class AuditVerifierTest {
  private static final long ENTRIES = 20;
  private final TestStore store;
  @TempDir private Path keys;
  private SpatialDatabase database;
  private SigningKey key;

  AuditVerifierTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void write() {
    database = store.fresh("db/command/common");
    Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SM3);
    Commands commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), e -> {});
    key = SigningKey.in(keys);
    Checkpoints checkpoints = new Checkpoints(database.jdbi(), Clock.systemUTC(), () -> key);
    checkpoints.announce(commands);
    checkpoints.announce(commands); // the second time there is nothing to say
    for (int i = 2; i <= ENTRIES; i++) {
      String text = "text " + i;
      commands.run(CommandsTest.request("note.add", text), c -> CommandsTest.note(c, "n", text));
      if (i == 15) {
        checkpoints.sign();
      }
    }
  }

  private AuditVerifier.Report verify() {
    return new AuditVerifier(database.jdbi(), Chain.SM3, Set.of(), Set.of(key.publicKey()))
        .verify(seq -> {});
  }

  private void tamper(String sql) {
    int changed = database.jdbi().withHandle(h -> h.execute(sql));
    assertThat(changed).isPositive();
  }

  @Test
  void anUntouchedJournalIsWhole() {
    AuditVerifier.Report report = verify();
    assertThat(report.fault()).isEmpty();
    assertThat(report.entries()).isEqualTo(ENTRIES);
    assertThat(report.checkpoints()).isEqualTo(1);
    assertThat(report.lastSigned()).isEqualTo(15);
  }

  @Test
  void oneChangedByteOfTheDataIsFound() {
    tamper("update journal_entry set data = replace(data, 'text 7', 'text 8') where seq = 7");
    assertThat(verify().fault().orElseThrow().seq()).isEqualTo(7);
  }

  @Test
  void aMovedPlaceIsFound() {
    tamper(
        "update journal_entry set geometry = ST_GeomFromText('POINT(112.9876543210987 28.2)', 4326)"
            + " where seq = 9");
    assertThat(verify().fault().orElseThrow().seq()).isEqualTo(9);
  }

  @Test
  void aChangedActorIsFound() {
    tamper("update journal_entry set actor = 'somebody' where seq = 4");
    assertThat(verify().fault().orElseThrow().seq()).isEqualTo(4);
  }

  @Test
  void aMissingEntryIsFound() {
    tamper("delete from journal_entry where seq = 11");
    assertThat(verify().fault().orElseThrow().seq()).isEqualTo(11);
  }

  @Test
  void twoExchangedEntriesAreFound() {
    tamper("update journal_entry set seq = -1 where seq = 5");
    tamper("update journal_entry set seq = 5 where seq = 6");
    tamper("update journal_entry set seq = 6 where seq = -1");
    assertThat(verify().fault().orElseThrow().seq()).isEqualTo(5);
  }

  @Test
  void aCutTailIsFound() {
    tamper("delete from journal_entry where seq > 18");
    assertThat(verify().fault().orElseThrow().seq()).isEqualTo(19);
  }

  @Test
  void aTailCutTogetherWithTheHeadIsFoundByTheCheckpoint() {
    tamper("delete from journal_entry where seq > 12");
    tamper(
        "update journal_head set seq = 12, hash = (select hash from journal_entry where seq = 12)");
    assertThat(verify().fault().orElseThrow().seq()).isEqualTo(13);
  }

  private AuditVerifier.Report verifyExpecting(JournalHead head) {
    return new AuditVerifier(database.jdbi(), Chain.SM3, Set.of(), Set.of())
        .expecting(List.of(head))
        .verify(seq -> {});
  }

  @Test
  void aDatabaseSetBackIsFoundByAHeadKeptOutside() {
    JournalHead kept = JournalHead.of(database.jdbi().withHandle(JournalHead::of).toString());
    assertThat(verifyExpecting(kept).fault()).isEmpty();
    tamper("delete from journal_entry where seq > 12");
    tamper("delete from journal_checkpoint where seq > 12");
    tamper(
        "update journal_head set seq = 12, hash = (select hash from journal_entry where seq = 12)");
    assertThat(verify().fault()).as("the database alone looks whole").isEmpty();
    AuditVerifier.Fault fault = verifyExpecting(kept).fault().orElseThrow();
    assertThat(fault.seq()).isEqualTo(13);
    assertThat(fault.what()).contains("set back");
  }

  @Test
  void anotherHistoryIsFoundByAHeadKeptOutside() {
    JournalHead other = new JournalHead(15, "0".repeat(64));
    assertThat(verifyExpecting(other).fault().orElseThrow().seq()).isEqualTo(15);
  }

  @Test
  void anEntryWrittenAnewWithItsHashesIsFoundByTheCheckpoint() {
    rewriteFrom(10);
    AuditVerifier.Fault fault = verify().fault().orElseThrow();
    assertThat(fault.seq()).isEqualTo(15);
    assertThat(fault.what()).contains("another history");
  }

  /** What a careful intruder does: changes an entry and computes the rest of the chain again. */
  private void rewriteFrom(long seq) {
    Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SM3);
    String previous = journal.since(seq - 2, 1).get(0).hash();
    for (JournalEntry e : journal.since(seq - 1, 100)) {
      JournalEntry forged = forge(e, e.seq() == seq ? "{\"text\":\"forged\"}" : e.data());
      String hash = Chain.SM3.hash(previous, forged);
      database
          .jdbi()
          .useHandle(
              h ->
                  h.createUpdate(
                          "update journal_entry set data = :data, content_hash = :content, hash = :hash where seq = :seq")
                      .bind("data", forged.data())
                      .bind("content", forged.contentHash())
                      .bind("hash", hash)
                      .bind("seq", e.seq())
                      .execute());
      previous = hash;
    }
    tamper("update journal_head set hash = '" + previous + "'");
  }

  private static JournalEntry forge(JournalEntry e, String data) {
    JournalEntry bare =
        new JournalEntry(
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
            data,
            e.geometry(),
            null,
            null);
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
        data,
        e.geometry(),
        Chain.SM3.contentHash(bare),
        null);
  }
}
