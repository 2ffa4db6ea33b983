package city.chengtu.command.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CaseNumberTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private static CaseClass waste() {
    return CaseBook.standard().find("E0102", DAY).orElseThrow();
  }

  private static String number(String pattern, long sequence) {
    CaseNumber number = new CaseNumber(pattern);
    return number.with(number.rest(waste(), DAY), sequence);
  }

  @Test
  void theDeliveredPatternIsKindClassDaySequence() {
    assertThat(number(CaseBook.standard().rules().number(), 7)).isEqualTo("E01022026030100007");
  }

  @Test
  void anotherCityMayCountAnotherWay() {
    assertThat(number("AJ-{date:yyyy}-{sequence:3}", 12)).isEqualTo("AJ-2026-012");
    assertThat(number("{sequence:2}/{letter}", 1234)).isEqualTo("1234/E");
  }

  @Test
  void aPatternThatCannotCountIsRefusedBeforeTheFirstCase() {
    assertThatThrownBy(() -> new CaseNumber("{letter}{class}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CaseNumber("{sequence:2}{sequence:2}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CaseNumber("{city}{sequence:2}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CaseNumber("{date:bbb}{sequence:2}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
