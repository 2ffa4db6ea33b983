package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance class Advanced Comparison Operators. */
@Proves(Proves.CQL2 + "advanced-comparison-operators")
class AdvancedComparisonTest extends Cql2ClassTest {
  AdvancedComparisonTest(TestStore store) {
    super(store);
  }

  /** /conf/advanced-comparison-operators/like, /between, /in: no feature is on both sides. */
  @Test
  void nothingIsOnBothSides() {
    for (String layer : LAYERS) {
      for (String pattern :
          new String[] {
            "name ? LIKE '点%'",
            "name ? LIKE '_ 1'",
            "floors ? BETWEEN 0 AND 3",
            "height ? BETWEEN 1.5 AND 20",
            "floors ? IN (1,2,3)",
            "name ? IN ('点 1','foo')",
            "open ? IN (true)",
            "built ? IN (DATE('2001-06-01'))",
            "seen ? IN (TIMESTAMP('2026-01-01T08:00:00Z'))"
          }) {
        Map<String, Set<String>> found = each(layer, pattern, "", "NOT");
        apart(found.get(""), found.get("NOT"));
        assertThat(found.get("")).as(pattern).isNotEmpty();
      }
    }
  }

  /** /conf/advanced-comparison-operators/test-data, on a layer of ours. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "name LIKE 'Caf%1_';p10,p15",
        "name LIKE 'caf%';",
        "name NOT LIKE '点%' AND floors > 4;p05,p20",
        "height BETWEEN 3 AND 4.5;p02,p03",
        "height BETWEEN 4.5 AND 3;",
        "floors IN (5, 6) AND id < 'p10';p05,p06"
      })
  void aFilterFindsWhatItSays(String filter, String expected) {
    for (String layer : LAYERS) {
      assertThat(String.join(",", found(layer, filter)))
          .isEqualTo(expected == null ? "" : expected);
    }
  }
}
