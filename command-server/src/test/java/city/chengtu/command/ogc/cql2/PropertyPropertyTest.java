package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance class Property-Property Comparisons. */
@Proves(Proves.CQL2 + "property-property")
class PropertyPropertyTest extends Cql2ClassTest {
  private static final String[] OPERATORS = {"=", "<>", ">", "<", ">=", "<="};

  PropertyPropertyTest(TestStore store) {
    super(store);
  }

  /** /conf/property-property/comparison-value-property: both ways round find the same. */
  @Test
  void aValueMayStandFirst() {
    Map<String, String> turned =
        Map.of("=", "=", "<>", "<>", ">", "<", "<", ">", ">=", "<=", "<=", ">=");
    for (String layer : LAYERS) {
      for (Map.Entry<String, String> field : literals(layer).entrySet()) {
        Map<String, Set<String>> found =
            each(layer, field.getValue() + " ? " + field.getKey(), OPERATORS);
        Map<String, Set<String>> straight =
            each(layer, field.getKey() + " ? " + field.getValue(), OPERATORS);
        turned.forEach((a, b) -> assertThat(found.get(a)).isEqualTo(straight.get(b)));
      }
    }
  }

  /** /conf/property-property/comparison-property-property. */
  @Test
  void aFieldIsItsOwnEqual() {
    for (String layer : LAYERS) {
      for (String field : literals(layer).keySet()) {
        itself(each(layer, field + " ? " + field, OPERATORS));
      }
    }
  }

  /** /conf/property-property/comparison-value-value. */
  @Test
  void aValueIsItsOwnEqual() {
    for (String layer : LAYERS) {
      for (String value : literals(layer).values()) {
        itself(each(layer, value + " ? " + value, OPERATORS));
      }
    }
  }

  private static void itself(Map<String, Set<String>> found) {
    assertThat(found.get("=")).isNotEmpty();
    assertThat(found.get("=")).isEqualTo(found.get(">=")).isEqualTo(found.get("<="));
    assertThat(found.get("<>")).isEmpty();
    assertThat(found.get(">")).isEmpty();
    assertThat(found.get("<")).isEmpty();
  }

  /** /conf/property-property/test-data, on a layer of ours, for each class it may go with. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "height = floors * 1.5 AND floors > 4;p05,p06",
        "'点 1' LIKE '点%' AND id = 'p01';p01",
        "3 BETWEEN floors AND height AND id < 'p05';p02,p03",
        "S_INTERSECTS(BBOX(112.905, 28.1, 112.925, 28.3), geometry);p01,p02",
        "S_CONTAINS(BBOX(112.905, 28.1, 112.925, 28.3), geometry);p01,p02",
        "T_AFTER(TIMESTAMP('2026-01-03T00:00:00Z'), seen);p01,p02",
        "T_DURING(INTERVAL(seen, seen), INTERVAL('2026-01-01T00:00:00Z', '2026-01-02T23:00:00Z'));p01,p02",
        "T_BEFORE(INTERVAL('..', '2026-01-24T00:00:00Z'), INTERVAL(seen, '..'));p24,p25"
      })
  void aFilterFindsWhatItSays(String filter, String expected) {
    for (String layer : LAYERS) {
      assertThat(String.join(",", found(layer, filter)))
          .isEqualTo(expected == null ? "" : expected);
    }
  }
}
