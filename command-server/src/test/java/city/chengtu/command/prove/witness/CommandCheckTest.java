package city.chengtu.command.prove.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Journals and writers' ledgers drawn by hand, each with one mistake in it. */
class CommandCheckTest {
  private final Pictures draw = new Pictures();
  private final Map<String, Receipts.Receipt> receipts = new HashMap<>();

  private Findings check() {
    Receipts kept =
        new Receipts() {
          @Override
          public Optional<Receipt> find(String command) {
            return Optional.ofNullable(receipts.get(command));
          }

          @Override
          public boolean complete() {
            return true;
          }
        };
    new CommandCheck(draw.truth, kept, draw.findings).check(draw.commands().values(), c -> true);
    return draw.findings;
  }

  private void done(String command, long position) {
    receipts.put(command, new Receipts.Receipt("done", 200, position));
  }

  @Test
  void allIsWell() {
    draw.journal("1 A incident/1 v1", "2 B incident/1 v2");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1");
    draw.writer("B incident.edit acknowledged at 2 incident/1 v2 if 1");
    done("A", 1);
    done("B", 2);
    Findings findings = check();
    assertThat(findings.list()).isEmpty();
    assertThat(findings.count("commands acknowledged")).isEqualTo(2);
  }

  @Test
  void anAcknowledgedCommandThatIsNotThereIsLost() {
    draw.journal("1 A incident/1 v1");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1");
    draw.writer("B incident.note acknowledged at 2 incident/1 v2");
    done("A", 1);
    assertThat(check().kinds()).containsExactly(Violation.COMMAND_LOST);
  }

  @Test
  void aCommandDoneAgainLaterIsFound() {
    draw.journal("1 A incident/1 v1", "2 B incident/2 v1", "3 A incident/3 v1");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1");
    done("A", 1);
    done("B", 2);
    assertThat(check().kinds()).contains(Violation.COMMAND_TWICE);
  }

  @Test
  void aCommandDoneTwiceAtOnceIsFound() {
    draw.journal("1 A incident/1 v1", "2 A incident/2 v1");
    draw.writer("A incident.create acknowledged at 2 incident/2 v1");
    done("A", 2);
    assertThat(check().kinds()).containsExactly(Violation.COMMAND_TWICE);
  }

  @Test
  void doingNothingAgainIsNoLoss() {
    draw.journal("1 A incident/1 v1");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1");
    draw.writer("B incident.acknowledge acknowledged at 1 incident/1 v1");
    done("A", 1);
    done("B", 1);
    assertThat(check().list()).isEmpty();
  }

  @Test
  void aDispatchWithoutOneOfItsUnitsIsHalfDone() {
    draw.journal("1 A incident/1 v1", "2 B assignment/1 v1", "3 B unit/U1 v1", "4 B incident/1 v2");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1");
    draw.writer("B dispatch.send acknowledged at 4 incident/1 v2 units U1,U2");
    done("A", 1);
    done("B", 4);
    assertThat(check().kinds()).containsExactly(Violation.COMMAND_HALF_DONE);
  }

  @Test
  void entriesWithoutReceiptAreHalfACommandAlsoWhenNobodyWasTold() {
    draw.journal("1 A incident/1 v1");
    draw.writer("A incident.create unknown");
    assertThat(check().kinds()).containsExactly(Violation.COMMAND_HALF_DONE);
  }

  @Test
  void aReceiptWithoutEntriesIsHalfACommand() {
    draw.writer("A incident.create unknown");
    done("A", 0);
    assertThat(check().kinds()).containsExactly(Violation.COMMAND_HALF_DONE);
  }

  @Test
  void aReservationThatStayedIsHalfACommand() {
    draw.writer("A incident.create unknown");
    receipts.put("A", new Receipts.Receipt("running", 0, 0));
    assertThat(check().kinds()).containsExactly(Violation.COMMAND_HALF_DONE);
  }

  @Test
  void nothingOfAnUnknownCommandOrAllOfItIsFine() {
    draw.journal("1 B incident/1 v1");
    draw.writer("A incident.create unknown");
    draw.writer("B incident.create unknown");
    done("B", 1);
    Findings findings = check();
    assertThat(findings.list()).isEmpty();
    assertThat(findings.count("commands unknown")).isEqualTo(2);
  }

  @Test
  void aRefusedCommandThatLeftATraceIsFound() {
    draw.journal("1 A incident/1 v1");
    draw.writer("A incident.create refused 409 incident-not-open");
    receipts.put("A", new Receipts.Receipt("refused", 409, 0));
    assertThat(check().kinds()).containsExactly(Violation.COMMAND_HALF_DONE);
  }

  @Test
  void twoAnswersToOneIdAreFound() {
    draw.journal("1 A incident/1 v1");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1 says x");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1 says y");
    done("A", 1);
    assertThat(check().kinds()).containsExactly(Violation.ANSWER_DIFFERS);
  }

  @Test
  void aReceiptThatNamesAnotherPositionIsFound() {
    draw.journal("1 A incident/1 v1", "2 B incident/2 v1");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1");
    done("A", 2);
    done("B", 2);
    assertThat(check().kinds()).contains(Violation.ANSWER_DIFFERS);
  }

  @Test
  void twoEditsOfWhatWasSeenAtOneVersionAreFound() {
    draw.journal("1 A incident/1 v1", "2 B incident/1 v2", "3 C incident/1 v3");
    draw.writer("A incident.create acknowledged at 1 incident/1 v1");
    draw.writer("B incident.edit acknowledged at 2 incident/1 v2 if 1");
    draw.writer("C incident.edit acknowledged at 3 incident/1 v3 if 1");
    List.of("A", "B", "C").forEach(c -> done(c, c.charAt(0) - 'A' + 1));
    assertThat(check().kinds()).containsExactly(Violation.EDIT_OVERWRITTEN);
  }

  @Test
  void anEditOverAVersionItsSenderHadNotSeenIsFound() {
    draw.journal("1 A incident/1 v1", "2 B incident/1 v2", "3 C incident/1 v3");
    draw.writer("C incident.edit acknowledged at 3 incident/1 v3 if 1");
    List.of("A", "B", "C").forEach(c -> done(c, c.charAt(0) - 'A' + 1));
    assertThat(check().kinds()).containsExactly(Violation.EDIT_OVERWRITTEN);
  }
}
