package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance class Arithmetic Expressions. */
@Proves(Proves.CQL2 + "arithmetic")
class ArithmeticTest extends Cql2ClassTest {
  ArithmeticTest(TestStore store) {
    super(store);
  }

  /** /conf/arithmetic/arithmetic and /test-data: the rank of the operators too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "floors + 1 = 7 AND height / 2 < 5;p06",
        "floors = 1 + 2 * 2 ^ 1 AND id < 'p10';p05",
        "floors = (1 + 2) * 2 AND id < 'p10';p06",
        "floors * 2 = 11 div 2 * 2 AND id < 'p10';p05",
        "floors = 20 % 7;p06,p13,p20",
        "height - floors * 1.5 = 0 AND floors > 4;p05,p06",
        "-floors > -1;p07,p14,p21",
        "3 + 4 = 7 AND id = 'p01';p01"
      })
  void itIsReckonedAsTaught(String filter, String expected) {
    for (String layer : LAYERS) {
      assertThat(String.join(",", found(layer, filter)))
          .isEqualTo(expected == null ? "" : expected);
    }
  }
}
