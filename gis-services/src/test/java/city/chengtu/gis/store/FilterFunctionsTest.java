package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.filter.Numbers;
import city.chengtu.gis.filter.Texts;
import city.chengtu.gis.filter.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What filters are said in gives the same on both stores as in memory. */
@EachStore
class FilterFunctionsTest {
  private static final int LAST_OF_BMP = 0xFFFD;

  /**
   * Letters with two cases that came with Unicode 16: a newer Java folds them, PostgreSQL only with
   * an ICU (76) that knows them too. Java 17 has none of them.
   */
  private static final String NEW_IN_UNICODE_16 = "\u1C89\uA7CB\uA7CC\uA7DA\uA7DC";

  private final SpatialDatabase database;

  FilterFunctionsTest(TestStore store) {
    database = store.database();
  }

  @Test
  void everyLetterIsFoldedAlike() {
    agree("text_casei", Texts::casei);
    agree("text_accenti", Texts::accenti);
  }

  private void agree(String function, UnaryOperator<String> inMemory) {
    List<String> letters =
        IntStream.concat(IntStream.rangeClosed(1, LAST_OF_BMP), IntStream.of(0x1F600, 0x20BB7))
            .filter(c -> Character.isDefined(c) && (c < 0xD800 || c > 0xF8FF))
            .filter(c -> NEW_IN_UNICODE_16.indexOf(c) < 0)
            .mapToObj(c -> "x" + Character.toString(c) + "y")
            .toList();
    List<String> different = new ArrayList<>();
    for (int i = 0; i < letters.size(); i += 2_000) {
      List<String> some = letters.subList(i, Math.min(letters.size(), i + 2_000));
      String joined = String.join("\n", some);
      String there = folded(function, joined);
      if (!inMemory.apply(joined).equals(there)) {
        some.stream()
            .filter(s -> !inMemory.apply(s).equals(folded(function, s)))
            .forEach(different::add);
      }
    }
    assertThat(different).isEmpty();
  }

  private String folded(String function, String text) {
    return database
        .jdbi()
        .withHandle(h -> h.select("select " + function + "(?)", text).mapTo(String.class).one());
  }

  @Test
  void timesAreReadAlike() {
    Random random = new Random(3);
    List<String> marks =
        Stream.of(
                "2024-02-29T08:30:15.123456+08:00",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.9Z",
                "2023-11-30T23:59-15:00",
                "1969-12-31t00:00:00z",
                "2024-02-30",
                "2024-06-31")
            .toList();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder(marks.get(random.nextInt(marks.size())));
      for (int change = random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, "0123456789:-+TZ.９ ".charAt(random.nextInt(18)));
      }
      String changed = text.substring(0, text.length() - (random.nextInt(6) == 0 ? 1 : 0));
      assertThat(json("json_instant", changed)).as(changed).isEqualTo(Times.micros(changed));
      String day = changed.substring(0, Math.min(10, changed.length()));
      assertThat(json("json_day", day)).as(day).isEqualTo(Times.day(day));
    }
  }

  private Long json(String function, String text) {
    Json json = Json.of(java.util.Map.of("t", text));
    return database
        .jdbi()
        .withHandle(
            h ->
                h.select("select " + function + "(" + jsonParameter() + ", 't')", bound(json))
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(null));
  }

  private String jsonParameter() {
    return database.dialect() == Dialect.H2 ? "? format json" : "cast(? as jsonb)";
  }

  private static String bound(Json json) {
    return json.text();
  }

  @Test
  void numbersAreComputedAlike() {
    List<Double> values =
        List.of(
            0.0, -0.0, 1.0, -1.0, 0.1, 3.0, -7.5, 1e15, 1e149, 1e151, 1e-149, 1e-151, 2.0, -2.0);
    for (String operator : List.of("+", "-", "*", "/", "div", "%", "^")) {
      for (Double a : values) {
        for (Double b : values) {
          Double there =
              database
                  .jdbi()
                  .withHandle(
                      h ->
                          h.select("select number_calc(?, ?, ?)", operator, a, b)
                              .mapTo(Double.class)
                              .findOne()
                              .orElse(null));
          Double here = Numbers.calculate(operator, a, b);
          assertThat(there == null ? null : there + 0.0)
              .as(a + " " + operator + " " + b)
              .isEqualTo(here == null ? null : here + 0.0);
        }
      }
    }
  }
}
