package city.chengtu.gis.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Straße|STRASSE",
        "Οδος|ΟΔΟΣ",
        "KØBENHAVN|københavn",
        "ﬁn|FIN",
        "Ǆ|ǆ",
        "人民路|人民路",
        "Ｎ|ｎ"
      })
  void caseIsFolded(String a, String b) {
    assertThat(Texts.casei(a)).isEqualTo(Texts.casei(b));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "äöüéáí|aoueai",
        "København|Kobenhavn",
        "Ắn|An",
        "Łódź|Lodz",
        "résumé|resume",
        "が|が",
        "한|한"
      })
  void accentsAreTaken(String a, String bare) {
    assertThat(Texts.accenti(a)).isEqualTo(bare);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "abc,a%,true", "abc,%c,true", "abc,%b%,true", "abc,a_c,true", "abc,a_,false",
            "a%c,a\\%c,true",
        "abc,a\\%c,false", "``,``,true", "``,_%,false", "a,%%,true", "人民路,人_路,true", "𠮷野,_野,true",
        "aaab,%a%ab,true", "mississippi,m%iss%pi,true", "mississippi,m%iss%x%,false",
            "a\\b,a\\\\b,true"
      })
  void patterns(String text, String pattern, boolean matches) {
    assertThat(Texts.like(text, pattern)).isEqualTo(matches);
  }

  @Test
  void patternsOfManyAnysAreQuick() {
    assertThat(Texts.like("a".repeat(10_000), "%a".repeat(100) + "b")).isFalse();
  }

  @Test
  void textsAreOrderedByCodePoint() {
    List<String> ordered = List.of("", "A", "a", "aa", "é", "人", "\uE000", "\uFFFD", "𠮷", "𠮸");
    for (int i = 0; i < ordered.size(); i++) {
      for (int j = 0; j < ordered.size(); j++) {
        assertThat(Integer.signum(Texts.compare(ordered.get(i), ordered.get(j))))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }
}
