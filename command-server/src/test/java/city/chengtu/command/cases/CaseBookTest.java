package city.chengtu.command.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaseBookTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private final CaseBook book = CaseBook.standard();

  @Test
  void componentsAndEventsAreAllThere() {
    assertThat(book.classes(DAY)).filteredOn(c -> c.kind().equals("component")).hasSize(85);
    assertThat(book.classes(DAY)).filteredOn(c -> c.kind().equals("event")).hasSize(54);
  }

  @Test
  void theSameDigitsNameAComponentAndAnEvent() {
    assertThat(book.find("C0101", DAY).orElseThrow().title().zh()).isEqualTo("上水井盖");
    assertThat(book.find("E0101", DAY).orElseThrow().title().zh()).isEqualTo("私搭乱建");
  }

  @Test
  void noClassHoldsBeforeItsSchemeDoes() {
    assertThat(book.find("E0101", LocalDate.of(2006, 12, 31))).isEmpty();
  }

  @Test
  void theSourceFollowsTheReportersRole() {
    assertThat(book.rules().sourceOf(Set.of("inspector"))).isEqualTo("1");
    assertThat(book.rules().sourceOf(Set.of("operator"))).isEqualTo("11");
  }

  @Test
  void aSchemeThatNamesAClassTwiceIsRefused() {
    String yaml =
        """
        scheme: X
        version: '1'
        source: here
        validFrom: 2020-01-01
        kinds:
          - kind: event
            letter: E
            majors:
              - code: '01'
                minors:
                  - {code: '0101', zh: 一, en: One}
                  - {code: '0101', zh: 二, en: Two}
        """;
    InputStream in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> CaseBook.read(in, "X", CaseScheme.class).checked())
        .hasMessageContaining("E0101");
  }
}
