package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance class Temporal Functions. */
@Proves(Proves.CQL2 + "temporal-functions")
class TemporalFunctionsTest extends Cql2ClassTest {
  TemporalFunctionsTest(TestStore store) {
    super(store);
  }

  /** /conf/temporal-functions/temporal-functions-1. */
  @Test
  void aMomentAndADayAreComparedWithAnyTime() {
    for (String layer : LAYERS) {
      compared(layer, "seen", "TIMESTAMP('2026-01-12T08:00:00Z')");
      compared(layer, "seen", "INTERVAL('2026-01-05T00:00:00Z','2026-01-20T23:59:59Z')");
      compared(layer, "seen", "INTERVAL('2026-01-05T00:00:00Z','..')");
      compared(layer, "built", "DATE('2012-06-01')");
      compared(layer, "built", "INTERVAL('2005-01-01','2020-12-31')");
    }
  }

  /** Each feature is before, after or meets a time. */
  private void compared(String layer, String field, String time) {
    String rest = "(" + field + "," + time + ")";
    Set<String> before = found(layer, "T_BEFORE" + rest);
    Set<String> after = found(layer, "T_AFTER" + rest);
    Set<String> meeting = found(layer, "T_INTERSECTS" + rest);
    apart(before, after);
    apart(before, meeting);
    apart(after, meeting);
    assertThat(before.size() + after.size() + meeting.size()).isEqualTo(all(layer).size());
    assertThat(found(layer, "T_DISJOINT" + rest))
        .hasSize(before.size() + after.size())
        .containsAll(before)
        .containsAll(after);
    assertThat(meeting).containsAll(found(layer, "T_EQUALS" + rest));
  }

  /** /conf/temporal-functions/temporal-functions-2: two fields as an interval. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AFTER",
        "BEFORE",
        "DISJOINT",
        "EQUALS",
        "INTERSECTS",
        "CONTAINS",
        "DURING",
        "FINISHEDBY",
        "FINISHES",
        "MEETS",
        "METBY",
        "OVERLAPPEDBY",
        "OVERLAPS",
        "STARTEDBY",
        "STARTS"
      })
  void twoFieldsAreAnInterval(String function) {
    for (String layer : LAYERS) {
      found(
          layer,
          "T_%s(INTERVAL(seen,seen),INTERVAL('2021-01-01T00:00:00Z','2026-01-12T23:59:59Z'))"
              .formatted(function));
      found(
          layer,
          "T_%s(INTERVAL(built,built),INTERVAL('2005-01-01','2020-12-31'))".formatted(function));
    }
  }

  /** /conf/temporal-functions/test-data, on a layer of ours: from each sight to the tenth. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "T_AFTER;INTERVAL('..','2026-01-05T07:00:00Z');p05,p06,p07,p08,p09",
        "T_BEFORE;INTERVAL('2026-01-11T00:00:00Z','..');p01,p02,p03,p04,p05,p06,p07,p08,p09",
        "T_BEFORE;INTERVAL('2026-01-09T00:00:00Z','..');",
        "T_EQUALS;INTERVAL('2026-01-03T08:00:00Z','2026-01-10T08:00:00Z');p03",
        "T_FINISHES;INTERVAL('2026-01-03T08:00:00Z','2026-01-10T08:00:00Z');p04,p05,p06,p07,p08,p09",
        "T_FINISHEDBY;INTERVAL('2026-01-03T08:00:00Z','2026-01-10T08:00:00Z');p01,p02",
        "T_STARTS;INTERVAL('2026-01-03T08:00:00Z','2026-01-12T08:00:00Z');p03",
        "T_STARTEDBY;INTERVAL('2026-01-03T08:00:00Z','2026-01-04T08:00:00Z');p03",
        "T_MEETS;INTERVAL('2026-01-10T08:00:00Z','2026-01-12T08:00:00Z');p01,p02,p03,p04,p05,p06,p07,p08,p09",
        "T_METBY;INTERVAL('2026-01-01T08:00:00Z','2026-01-03T08:00:00Z');p03",
        "T_CONTAINS;INTERVAL('2026-01-03T08:00:00Z','2026-01-04T08:00:00Z');p01,p02",
        "T_DURING;INTERVAL('2026-01-06T08:00:00Z','2026-01-11T08:00:00Z');p07,p08,p09",
        "T_OVERLAPS;INTERVAL('2026-01-08T08:00:00Z','2026-01-12T08:00:00Z');p01,p02,p03,p04,p05,p06,p07",
        "T_OVERLAPPEDBY;INTERVAL('2026-01-01T00:00:00Z','2026-01-03T12:00:00Z');p01,p02,p03",
        "T_DISJOINT;INTERVAL('2026-01-01T00:00:00Z','2026-01-03T12:00:00Z');p04,p05,p06,p07,p08,p09"
      })
  void anIntervalLiesToAnotherAsAllenHasIt(String function, String other, String expected) {
    for (String layer : LAYERS) {
      String filter =
          "%s(INTERVAL(seen,TIMESTAMP('2026-01-10T08:00:00Z')),%s) AND id < 'p10'"
              .formatted(function, other);
      assertThat(String.join(",", found(layer, filter)))
          .isEqualTo(expected == null ? "" : expected);
    }
  }
}
