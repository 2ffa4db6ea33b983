package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance class Accent-insensitive Comparisons. */
@Proves(Proves.CQL2 + "accent-insensitive-comparison")
class AccentInsensitiveTest extends Cql2ClassTest {
  AccentInsensitiveTest(TestStore store) {
    super(store);
  }

  /** /conf/accent-insensitive-comparison/accenti-builtin-function and /test-data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ACCENTI(name) = accenti('Cafe 咖啡 10');p10",
        "ACCENTI(name) = accenti('Café 咖啡 10');p10",
        "ACCENTI(name) = accenti('cafe 咖啡 10');",
        "ACCENTI(CASEI(name)) = accenti(casei('CAFE 咖啡 10'));p10",
        "CASEI(ACCENTI(name)) LIKE casei(accenti('cafè%1_'));p10,p15",
        "ACCENTI(name) IN (accenti('Cafe 咖啡 5'), accenti('点 1'));p01,p05"
      })
  void accentsMakeNoDifference(String filter, String expected) {
    for (String layer : LAYERS) {
      assertThat(String.join(",", found(layer, filter)))
          .isEqualTo(expected == null ? "" : expected);
    }
  }
}
