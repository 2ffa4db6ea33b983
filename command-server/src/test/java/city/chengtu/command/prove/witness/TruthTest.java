package city.chengtu.command.prove.witness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Journals drawn by hand, each with one mistake in it. */
class TruthTest {
  private final Pictures draw = new Pictures();

  @Test
  void aJournalAsItShouldBe() {
    draw.journal(
        "1 A incident/1 v1",
        "2 B assignment/1 v1 U1 dispatched",
        "3 C assignment/1 v2 U1 released",
        "4 C assignment/2 v1 U1 dispatched",
        "5 D incident/1 v2");
    assertThat(draw.findings.list()).isEmpty();
    assertThat(draw.truth.head()).isEqualTo(5);
    assertThat(draw.truth.holders()).containsOnlyKeys("U1");
    assertThat(draw.truth.of("C").orElseThrow().together()).isTrue();
  }

  @Test
  void aMissingNumberIsFoundAndTheRestIsStillRead() {
    draw.journal("1 A incident/1 v1", "3 B incident/2 v1");
    assertThat(draw.findings.kinds()).containsExactly(Violation.JOURNAL_GAP);
    assertThat(draw.truth.at(3)).isPresent();
    assertThat(draw.truth.at(2)).isEmpty();
  }

  @Test
  void aNumberThatIsThereTwiceIsFound() {
    draw.journal("1 A incident/1 v1", "1 B incident/2 v1");
    assertThat(draw.findings.kinds()).containsExactly(Violation.JOURNAL_GAP);
  }

  @Test
  void timeThatGoesBackIsFound() {
    draw.journal("1 A incident/1 v1");
    draw.truth.add(Pictures.row("2 B incident/2 v1", Pictures.NOON.minusMillis(1)));
    assertThat(draw.findings.kinds()).containsExactly(Violation.TIME_BACKWARDS);
  }

  @Test
  void aVersionLeftOutAndAVersionRepeatedAreFound() {
    draw.journal("1 A incident/1 v1", "2 B incident/1 v3", "3 C incident/1 v3");
    assertThat(draw.findings.violations()).containsEntry(Violation.VERSION_BROKEN, 2L);
  }

  @Test
  void rulesHaveTheNumbersOfTheirFileWhichMustGrow() {
    draw.journal("1 A rules/access v2", "2 B rules/access v5");
    assertThat(draw.findings.list()).isEmpty();
    draw.journal("3 C rules/access v5");
    assertThat(draw.findings.kinds()).containsExactly(Violation.VERSION_BROKEN);
  }

  @Test
  void aUnitInTwoOpenAssignmentsIsFound() {
    draw.journal(
        "1 A assignment/1 v1 U1 dispatched",
        "2 B assignment/1 v2 U1 en_route",
        "3 C assignment/2 v1 U1 dispatched",
        "4 D assignment/1 v3 U1 released");
    assertThat(draw.findings.violations()).containsEntry(Violation.UNIT_HELD_TWICE, 1L);
    assertThat(draw.findings.list().get(0).position()).isEqualTo(3);
  }
}
