package city.chengtu.command.prove.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients' ledgers drawn by hand, each with one mistake in it. */
class ClientLogTest {
  private final Pictures draw = new Pictures();
  private final Expected expected = new Expected(0);
  private ClientLog client;

  /** Five entries; the third is not for this account. The fifth was acknowledged at 100 s. */
  @BeforeEach
  void fiveEntries() {
    draw.journal(
        "1 A incident/1 v1",
        "2 B incident/1 v2",
        "3 C token/1 v1",
        "4 D unit/U1 v1",
        "5 E unit/U1 v2");
    expected.add(1, "a");
    expected.add(2, "b");
    expected.add(4, "d");
    expected.add(5, "e");
    client =
        new ClientLog(
            7,
            new ClientLog.Against(draw.truth, account -> expected, p -> p == 5 ? 100_000 : 0),
            draw.findings);
  }

  private ClientLog line(String text) {
    JsonNode line = Pictures.json("{" + text + "}");
    client.line(line);
    return client;
  }

  private void open(long since) {
    line("'at':1,'event':'open','account':'operator1','kinds':[],'since':" + since);
  }

  private void got(String entries) {
    line("'at':100100,'event':'entries','got':[" + entries + "]");
  }

  private void closed(long position) {
    line("'at':100200,'event':'closed','code':1006,'position':" + position);
  }

  private Map<Violation, Long> found() {
    client.finish();
    return draw.findings.violations();
  }

  @Test
  void everythingOnceAndInOrderOverAResume() {
    open(0);
    got("[1,'a'],[2,'b']");
    closed(3);
    open(3);
    got("[4,'d'],[5,'e']");
    closed(5);
    assertThat(found()).isEmpty();
    assertThat(draw.findings.count("resumes")).isEqualTo(1);
    assertThat(draw.findings.count("deliveries")).isEqualTo(4);
  }

  @Test
  void anEntryLeftOutIsLost() {
    open(0);
    got("[1,'a'],[4,'d']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERY_LOST, 1L));
    assertThat(draw.findings.list().get(0).position()).isEqualTo(2);
  }

  @Test
  void anEntryPassedByABeatIsLostToo() {
    open(0);
    got("[1,'a']");
    line("'at':100100,'event':'live','position':2");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERY_LOST, 1L));
  }

  @Test
  void whatHasNotComeYetIsNotLost() {
    open(0);
    got("[1,'a']");
    closed(1);
    assertThat(found()).isEmpty();
  }

  @Test
  void anEntryAgainAfterAResumeIsRepeated() {
    open(0);
    got("[1,'a'],[2,'b']");
    closed(2);
    open(2);
    got("[2,'b'],[4,'d']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERY_REPEATED, 1L));
  }

  @Test
  void anEntryFromBeforeTheSnapshotIsRepeated() {
    open(2);
    got("[2,'b'],[4,'d']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERY_REPEATED, 1L));
  }

  @Test
  void anEntryAfterALaterOneIsReordered() {
    open(0);
    got("[2,'b'],[1,'a'],[4,'d']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERY_REORDERED, 1L));
  }

  @Test
  void anotherContentIsFound() {
    open(0);
    got("[1,'a'],[2,'x']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERY_DIFFERS, 1L));
  }

  @Test
  void whatTheAccountMayNotSeeIsFound() {
    open(0);
    got("[1,'a'],[2,'b'],[3,'c']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERY_FORBIDDEN, 1L));
  }

  @Test
  void anEntryThatIsNotInTheJournalIsFound() {
    open(0);
    got("[1,'a'],[2,'b'],[4,'d'],[5,'e'],[6,'f']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERED_UNCOMMITTED, 1L));
  }

  @Test
  void anEntryOfACommandThatFailedAfterAllIsFound() {
    open(0);
    got("[1,'a','A'],[2,'z','Z'],[4,'d','D'],[5,'e','E']");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERED_UNCOMMITTED, 1L));
  }

  @Test
  void whatWasSeenBeforeItsCommitIsFound() {
    open(0);
    line("'at':100100,'event':'uncommitted','position':5,'head':4");
    assertThat(found()).containsOnly(Map.entry(Violation.DELIVERED_UNCOMMITTED, 1L));
  }

  @Test
  void aClientThatWasToldToReloadHasLostNothing() {
    open(0);
    got("[1,'a']");
    line("'at':100100,'event':'reload','position':1");
    open(4);
    got("[5,'e']");
    closed(5);
    assertThat(found()).isEmpty();
    assertThat(draw.findings.count("reloads")).isEqualTo(1);
  }

  @Test
  void kindsThatWereNotAskedForAreNotOwed() {
    line("'at':1,'event':'open','account':'operator1','kinds':['unit'],'since':0");
    got("[4,'d'],[5,'e']");
    closed(5);
    assertThat(found()).isEmpty();
  }

  @Test
  void claimingToBeLiveWithoutAnEntryAcknowledgedLongAgoIsFound() {
    open(0);
    got("[1,'a'],[2,'b'],[4,'d']");
    line("'at':99000,'event':'live','position':4");
    line("'at':108000,'event':'entries','got':[[5,'e']]");
    line("'at':109000,'event':'stale','position':5");
    assertThat(found()).containsOnly(Map.entry(Violation.CLAIMED_LIVE_WHILE_STALE, 1L));
  }

  @Test
  void gettingItLateWhileSayingSoIsNoLie() {
    open(0);
    got("[1,'a'],[2,'b'],[4,'d']");
    line("'at':99000,'event':'live','position':4");
    line("'at':103000,'event':'stale','position':4");
    line("'at':126000,'event':'entries','got':[[5,'e']]");
    line("'at':126500,'event':'live','position':5");
    assertThat(found()).isEmpty();
    assertThat(draw.findings.count("longest gap ms")).isEqualTo(23_500);
    assertThat(draw.findings.count("longest delivery ms")).isEqualTo(26_000);
  }

  @Test
  void claimingToBeLiveAtTheEndWithoutAnEntryIsFound() {
    open(0);
    got("[1,'a'],[2,'b'],[4,'d']");
    line("'at':99000,'event':'live','position':4");
    line("'at':110000,'event':'mark','position':4");
    assertThat(found()).containsOnly(Map.entry(Violation.CLAIMED_LIVE_WHILE_STALE, 1L));
  }

  @Test
  void aCopyThatDiffersIsFound() {
    open(0);
    line(
        "'at':100100,'event':'compared','position':5,'differences':['unit/U1.duty: ready here, off']");
    assertThat(found()).containsOnly(Map.entry(Violation.STATE_DIFFERS, 1L));
  }
}
