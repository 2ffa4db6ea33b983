package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance class Case-insensitive Comparisons. */
@Proves(Proves.CQL2 + "case-insensitive-comparison")
class CaseInsensitiveTest extends Cql2ClassTest {
  CaseInsensitiveTest(TestStore store) {
    super(store);
  }

  /** /conf/case-insensitive-comparison/casei-builtin-function and /test-data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CASEI(name) = casei('CAFÉ 咖啡 5');p05",
        "casei(name) = CASEI('café 咖啡 5');p05",
        "CASEI(name) <> casei('点 1') AND floors = 1;p08,p15,p22",
        "CASEI(name) LIKE casei('CAFÉ%1_');p10,p15",
        "CASEI(name) IN (casei('CAFÉ 咖啡 5'), casei('foo'));p05",
        "CASEI(name) = casei('CAFE 咖啡 5');",
        "name = 'CAFÉ 咖啡 5';"
      })
  void caseMakesNoDifference(String filter, String expected) {
    for (String layer : LAYERS) {
      assertThat(String.join(",", found(layer, filter)))
          .isEqualTo(expected == null ? "" : expected);
    }
  }
}
