package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conformance class Basic CQL2. */
@Proves(Proves.CQL2 + "basic-cql2")
class BasicCql2Test extends Cql2ClassTest {
  BasicCql2Test(TestStore store) {
    super(store);
  }

  /** /conf/basic-cql2/basic-test: each queryable has a type. */
  @Test
  void eachQueryableHasItsType() {
    for (String layer : LAYERS) {
      JsonNode schema = scene.get("/collections/" + layer + "/queryables?f=json").ok().json();
      assertThat(schema.get("properties")).isNotEmpty();
      for (JsonNode queryable : schema.get("properties")) {
        assertThat(
                queryable.has("type") || queryable.path("format").asText().startsWith("geometry"))
            .as(queryable.toString())
            .isTrue();
      }
    }
  }

  /** /conf/basic-cql2/comparison. */
  @Test
  void comparisonsDivideALayer() {
    for (String layer : LAYERS) {
      for (Map.Entry<String, String> field : literals(layer).entrySet()) {
        Map<String, Set<String>> found =
            each(layer, field.getKey() + " ? " + field.getValue(), "=", "<>", ">", "<", ">=", "<=");
        apart(found.get("="), found.get("<>"));
        apart(found.get(">"), found.get("<="));
        apart(found.get("<"), found.get(">="));
      }
    }
  }

  /** /conf/basic-cql2/is-null. */
  @Test
  void whatIsThereAndWhatIsNotAreTheWhole() {
    for (String layer : LAYERS) {
      for (String queryable :
          new String[] {"id", "geometry", "name", "floors", "height", "open", "built", "seen"}) {
        Map<String, Set<String>> found = each(layer, queryable + " ?", "IS NULL", "is not null");
        apart(found.get("IS NULL"), found.get("is not null"));
        assertThat(found.get("IS NULL").size() + found.get("is not null").size())
            .isEqualTo(all(layer).size());
      }
    }
  }

  /** /conf/basic-cql2/boolean. */
  @Test
  void trueFindsAllAndFalseNothing() {
    for (String layer : LAYERS) {
      assertThat(found(layer, "true")).isEqualTo(all(layer));
      assertThat(found(layer, "false")).isEmpty();
    }
  }

  /** /conf/basic-cql2/test-data, on a layer of ours. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "floors = 6;p06,p13,p20",
        "name IS NULL;p25",
        "id = 'p03';p03",
        "\"built\" < DATE('2002-01-01');p01",
        "seen >= TIMESTAMP('2026-01-24T08:00:00Z');p24,p25",
        "seen >= TIMESTAMP('2026-01-24T16:00:00+08:00');p24,p25",
        "open = true AND height < 10;p02,p04,p06",
        "name > '点 9';",
        "name <> '点 1' AND floors < 1;p07,p14,p21"
      })
  void aFilterFindsWhatItSays(String filter, String expected) {
    for (String layer : LAYERS) {
      assertThat(String.join(",", found(layer, filter)))
          .isEqualTo(expected == null ? "" : expected);
    }
  }

  /** /conf/basic-cql2/logical: an unknown part stays unknown when it is turned round. */
  @Test
  void conditionsAreJoinedByThreeValues() {
    String[] parts = {"name = '点 1'", "floors > 3", "open = true", "name IS NULL"};
    for (String layer : LAYERS) {
      Set<String> all = all(layer);
      for (int turn = 0; turn < parts.length; turn++) {
        String p1 = parts[turn];
        String p2 = parts[(turn + 1) % 4];
        String p3 = parts[(turn + 2) % 4];
        String p4 = parts[(turn + 3) % 4];
        String whole =
            "(NOT (%s) AND %s) OR (%s and %s) or not (%s OR %s)".formatted(p2, p1, p3, p4, p1, p4);
        Set<String> expected = new LinkedHashSet<>();
        for (String id : all) {
          Boolean one = is(layer, id, p1);
          Boolean two = is(layer, id, p2);
          Boolean three = is(layer, id, p3);
          Boolean four = is(layer, id, p4);
          if (Boolean.TRUE.equals(
              or(or(and(not(two), one), and(three, four)), not(or(one, four))))) {
            expected.add(id);
          }
        }
        assertThat(found(layer, whole)).as(layer + ": " + whole).isEqualTo(expected);
      }
    }
  }

  private final Map<String, Set<String>> kept = new HashMap<>();

  private Boolean is(String layer, String id, String part) {
    if (kept.computeIfAbsent(layer + part, k -> found(layer, part)).contains(id)) {
      return true;
    }
    String turned = "NOT (" + part + ")";
    return kept.computeIfAbsent(layer + turned, k -> found(layer, turned)).contains(id)
        ? false
        : null;
  }

  private static Boolean not(Boolean a) {
    return a == null ? null : (Boolean) !a;
  }

  private static Boolean and(Boolean a, Boolean b) {
    if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
      return false;
    }
    return (a == null || b == null) ? null : (Boolean) true;
  }

  private static Boolean or(Boolean a, Boolean b) {
    return not(and(not(a), not(b)));
  }
}
