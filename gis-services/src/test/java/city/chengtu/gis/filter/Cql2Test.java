package city.chengtu.gis.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CQL2 as text and JSON, by the examples of OGC 21-065r2 and its abstract test suite. */
class Cql2Test {
  /** The standard's text, the standard's JSON, and the text as it is written here. */
  static Stream<Arguments> sameInBoth() {
    return Stream.of(
        arguments(
            "city='Toronto'",
            "{\"op\":\"=\",\"args\":[{\"property\":\"city\"},\"Toronto\"]}",
            "city = 'Toronto'"),
        arguments(
            "balance-150.0 > 0",
            "{\"op\":\">\",\"args\":[{\"op\":\"-\",\"args\":[{\"property\":\"balance\"},150.0]},0]}",
            "balance - 150 > 0"),
        arguments(
            "updated >= date('1970-01-01')",
            "{\"op\":\">=\",\"args\":[{\"property\":\"updated\"},{\"date\":\"1970-01-01\"}]}",
            "updated >= DATE('1970-01-01')"),
        arguments(
            "geometry IS NOT NULL",
            "{\"op\":\"not\",\"args\":[{\"op\":\"isNull\",\"args\":[{\"property\":\"geometry\"}]}]}",
            "geometry IS NOT NULL"),
        arguments(
            "name LIKE 'Smith%'",
            "{\"op\":\"like\",\"args\":[{\"property\":\"name\"},\"Smith%\"]}",
            "name LIKE 'Smith%'"),
        arguments(
            "depth BETWEEN 100.0 and 150.0",
            "{\"op\":\"between\",\"args\":[{\"property\":\"depth\"},100.0,150.0]}",
            "depth BETWEEN 100 AND 150"),
        arguments(
            "category NOT IN (1,2,3,4)",
            "{\"op\":\"not\",\"args\":[{\"op\":\"in\",\"args\":[{\"property\":\"category\"},[1,2,3,4]]}]}",
            "category NOT IN (1, 2, 3, 4)"),
        arguments(
            "CASEI(road_class) IN (CASEI('Οδος'),CASEI('Straße'))",
            "{\"op\":\"in\",\"args\":[{\"op\":\"casei\",\"args\":[{\"property\":\"road_class\"}]},"
                + "[{\"op\":\"casei\",\"args\":[\"Οδος\"]},{\"op\":\"casei\",\"args\":[\"Straße\"]}]]}",
            "CASEI(road_class) IN (CASEI('Οδος'), CASEI('Straße'))"),
        arguments(
            "S_INTERSECTS(geometry,POINT(36.319836 32.288087))",
            "{\"op\":\"s_intersects\",\"args\":[{\"property\":\"geometry\"},"
                + "{\"type\":\"Point\",\"coordinates\":[36.319836,32.288087]}]}",
            "S_INTERSECTS(geometry, POINT(36.319836 32.288087))"),
        arguments(
            "S_INTERSECTS(geom,BBOX(160.6,-55.95,-170,-25.89))",
            "{\"op\":\"s_intersects\",\"args\":[{\"property\":\"geom\"},"
                + "{\"bbox\":[160.6,-55.95,-170,-25.89]}]}",
            "S_INTERSECTS(geom, BBOX(160.6, -55.95, -170, -25.89))"),
        arguments(
            "T_DURING(INTERVAL(touchdown, liftOff),"
                + " INTERVAL('1969-07-16T13:32:00Z', '1969-07-24T16:50:35Z'))",
            "{\"op\":\"t_during\",\"args\":[{\"interval\":[{\"property\":\"touchdown\"},"
                + "{\"property\":\"liftOff\"}]},"
                + "{\"interval\":[\"1969-07-16T13:32:00Z\",\"1969-07-24T16:50:35Z\"]}]}",
            "T_DURING(INTERVAL(touchdown, liftOff),"
                + " INTERVAL('1969-07-16T13:32:00Z', '1969-07-24T16:50:35Z'))"),
        arguments(
            "T_AFTER(eo:seen, INTERVAL('2019-09-09', '..'))",
            "{\"op\":\"t_after\",\"args\":[{\"property\":\"eo:seen\"},"
                + "{\"interval\":[\"2019-09-09\",\"..\"]}]}",
            "T_AFTER(eo:seen, INTERVAL('2019-09-09', '..'))"),
        arguments(
            "vehicle_height > (bridge_clearance-1)",
            "{\"op\":\">\",\"args\":[{\"property\":\"vehicle_height\"},"
                + "{\"op\":\"-\",\"args\":[{\"property\":\"bridge_clearance\"},1]}]}",
            "vehicle_height > bridge_clearance - 1"),
        arguments(
            "a + 2*b^2 div 3 % -c < (1 + 2) * -4",
            "{\"op\":\"<\",\"args\":[{\"op\":\"+\",\"args\":[{\"property\":\"a\"},{\"op\":\"%\",\"args\":["
                + "{\"op\":\"div\",\"args\":[{\"op\":\"*\",\"args\":[2,{\"op\":\"^\",\"args\":["
                + "{\"property\":\"b\"},2]}]},3]},{\"op\":\"*\",\"args\":[-1,{\"property\":\"c\"}]}]}]},"
                + "{\"op\":\"*\",\"args\":[{\"op\":\"+\",\"args\":[1,2]},-4]}]}",
            "a + 2 * b ^ 2 div 3 % (-1 * c) < (1 + 2) * -4"),
        arguments(
            "(floors>5 AND material='brick') OR swimming_pool=true and not (a is null)",
            "{\"op\":\"or\",\"args\":[{\"op\":\"and\",\"args\":[{\"op\":\">\",\"args\":["
                + "{\"property\":\"floors\"},5]},{\"op\":\"=\",\"args\":[{\"property\":\"material\"},\"brick\"]}]},"
                + "{\"op\":\"and\",\"args\":[{\"op\":\"=\",\"args\":[{\"property\":\"swimming_pool\"},true]},"
                + "{\"op\":\"not\",\"args\":[{\"op\":\"isNull\",\"args\":[{\"property\":\"a\"}]}]}]}]}",
            "(floors > 5 AND material = 'brick') OR (swimming_pool = TRUE AND a IS NOT NULL)"),
        arguments(
            "NOT (NOT a = 1) AND (b = 2 IS NULL OR TRUE)".replace("b = 2 IS", "(b = 2) IS"),
            "{\"op\":\"and\",\"args\":[{\"op\":\"not\",\"args\":[{\"op\":\"not\",\"args\":[{\"op\":\"=\","
                + "\"args\":[{\"property\":\"a\"},1]}]}]},{\"op\":\"or\",\"args\":[{\"op\":\"isNull\",\"args\":["
                + "{\"op\":\"=\",\"args\":[{\"property\":\"b\"},2]}]},true]}]}",
            "NOT (NOT a = 1) AND ((b = 2) IS NULL OR TRUE)"));
  }

  @ParameterizedTest
  @MethodSource("sameInBoth")
  void textAndJsonSayTheSame(String text, String json, String written) {
    Filter filter = Cql2.ofText(text);
    assertThat(filter).isEqualTo(Cql2.ofJson(json));
    assertThat(filter.toText()).isEqualTo(written);
    assertThat(Cql2.ofText(filter.toText())).isEqualTo(filter);
    assertThat(Cql2.ofJson(filter.toJson())).isEqualTo(filter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S_INTERSECTS(geom,MULTIPOINT(7.02 49.92, 90 180))",
        "S_INTERSECTS(geom,MULTIPOINT((7.02 49.92), (90 180)))",
        "S_INTERSECTS(geom,LINESTRING(-180 -45, 0 -45))",
        "S_INTERSECTS(geom,MULTILINESTRING((-180 -45, 0 -45), (0 45, 180 45)))",
        "S_INTERSECTS(geom,POLYGON((-180 -90, -90 -90, -90 90, -180 90, -180 -90),"
            + " (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)))",
        "S_INTERSECTS(geom,MULTIPOLYGON(((-180 -90, -90 -90, -90 90, -180 90, -180 -90),"
            + " (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)),((0 0, 10 0, 10 10, 0 10, 0 0))))",
        "S_INTERSECTS(geom,GEOMETRYCOLLECTION(POINT(7.02 49.92), POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))))",
        "s_within(geometry, point Z (1e1 -.5E+1 30))",
        "S_CROSSES(LINESTRING(43.72992 -79.2998, 43.73005 -79.2991), POLYGON((1 2, 3 2, 3 4, 1 2)))",
        "S_INTERSECTS(geometry, BBOX(1, 2, 3, 4, 5, 6))",
        "textfield LIKE '\\%\\_'",
        "textfield like ''",
        "intfield is not null",
        "true",
        "FALSE",
        "ACCENTI(CASEI(name)) LIKE accenti(casei('kØ%'))",
        "pop_other not between 4000000/4 and (3*(900000+100000))",
        "\"date\" in (DATE('2021-04-16'),DATE('2022-04-16'))",
        "date = DATE('2021-04-16') and point = 1 and interval is null",
        "\"a \"\"b\" = 1 AND 路名 = '人民路'",
        "1038280+8=pop_other",
        "INTERVAL(a, '..') IS NULL",
        "'it''s' = a OR a = 'it\\'s' OR a = '\\a\\b\\t\\n\\v\\f\\r\\\\ \\x'",
        "(NOT a = 1 AND b = 2) OR (c = 3 and NOT d = 4) or not (a = 1 AND d = 4)",
        "a = 1.5E299 OR a = 0.00000000000000000000000000001 OR a = +7",
      })
  void whatIsReadIsWrittenAndReadAgain(String text) {
    Filter filter = Cql2.ofText(text);
    assertThat(Cql2.ofText(filter.toText())).isEqualTo(filter);
    assertThat(Cql2.ofJson(filter.toJson())).isEqualTo(filter);
  }

  @Test
  void anyFilterComesBackFromTextAndJson() {
    RandomFilters random = new RandomFilters(7);
    for (int i = 0; i < 5_000; i++) {
      Filter filter = random.filter();
      assertThat(Cql2.ofText(filter.toText())).isEqualTo(filter);
      assertThat(Cql2.ofJson(filter.toJson())).isEqualTo(filter);
      assertThat(Cql2.ofText(filter.toText()).checkedFor(RandomFilters.layer()).toText())
          .isEqualTo(filter.toText());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = | column 4 | expected a condition or a value, found the end",
        "a = 1 b | column 7 | expected AND, OR or the end, found 'b'",
        "a | column 1 | write a = TRUE",
        "a + 1 | column 1 | expected a condition, found a value",
        "a = 1 AND 5 | column 11 | expected a condition",
        "(a = 1) = TRUE | column 1 | expected a value, found a condition",
        "a NOT = 1 | column 7 | expected LIKE, BETWEEN or IN",
        "a IS 1 | column 6 | expected NULL",
        "a BETWEEN 1 OR 2 | column 13 | expected AND",
        "a IN () | column 7 | expected a condition or a value",
        "NOT NOT a = 1 | column 5 | expected a condition or a value",
        "a = 'b | column 5 | has no end",
        "\"a = 1 | column 1 | has no end",
        "a = 1e | column 7 | exponent",
        "a = 1e999 | column 5 | out of range",
        "a ; 1 | column 3 | ';' has no place",
        "a == 1 | column 4 | expected a condition or a value",
        "A_CONTAINS(a, ('b','c')) | column 1 | array function 'A_CONTAINS' is not offered",
        "a IN ((1,2)) | column 7 | arrays are not offered",
        "Buffer(geometry, 10) = 1 | column 1 | no function 'Buffer'",
        "avg(windSpeed) | column 1 | no function 'avg'",
        "S_INTERSECTS(geometry) | column 1 | takes 2 arguments, not 1",
        "CASEI(a, b) = 'c' | column 1 | takes 1 arguments, not 2",
        "a = DATE('2023-02-29') | column 5 | not a date",
        "a = DATE(5) | column 10 | expected a text literal",
        "a = TIMESTAMP('2023-02-28') | column 5 | not a time",
        "T_AFTER(a, INTERVAL('x', '..')) | column 21 | no end of an interval",
        "T_AFTER(a, INTERVAL('2024-01-02', '2024-01-01')) | column 12 | ends before it begins",
        "S_INTERSECTS(g, POINT(1)) | column 24 | expected a number",
        "S_INTERSECTS(g, LINESTRING(1 2)) | column 27 | at least two points",
        "S_INTERSECTS(g, POLYGON((0 0, 1 1, 1 0, 5 5))) | column 25 | at least four points",
        "S_INTERSECTS(g, BBOX(1,2,3)) | column 17 | 4 or 6 numbers",
        "S_INTERSECTS(g, BBOX(1,5,3,4)) | column 17 | south is greater",
        "S_INTERSECTS(g, GEOMETRYCOLLECTION(5)) | column 36 | expected a geometry",
        "NULL = a | column 1 | in double quotes",
      })
  void whatIsNotCql2IsRefusedWithItsPlace(String text, String position, String message) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> Cql2.ofText(text))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.position()).isEqualTo(position));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[", "{\"op\":", "{\"op\":\"=\",\"args\":[1,"})
  void tellsNothingOfItsInside(String json) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> Cql2.ofJson(json))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("StreamReadFeature", "Source"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "{\"op\":\"=\" | `` | not JSON",
        "{\"op\":\"=\",\"op\":\"<\",\"args\":[]} | `` | not JSON",
        "true false | `` | not JSON",
        "5 | `` | expected a condition",
        "{\"op\":\"+\",\"args\":[1,2]} | `` | expected a condition, not '+'",
        "{\"op\":\"=\"} | `` | expected the list 'args'",
        "{\"op\":\"=\",\"args\":[1]} | /args | takes 2 arguments, not 1",
        "{\"op\":\"and\",\"args\":[true]} | /args | at least two conditions",
        "{\"op\":\"and\",\"args\":[true,{\"property\":\"a\"}]} | /args/1 | expected a condition",
        "{\"op\":\"in\",\"args\":[{\"property\":\"a\"},5]} | /args/1 | expected a list",
        "{\"op\":\"=\",\"args\":[{\"property\":5},5]} | /args/0/property | expected a text",
        "{\"op\":\"=\",\"args\":[{\"x\":5},5]} | /args/0 | expected a value",
        "{\"op\":\"=\",\"args\":[[1],5]} | /args/0 | arrays are not offered",
        "{\"op\":\"a_equals\",\"args\":[]} | `` | array function 'a_equals'",
        "{\"op\":\"=\",\"args\":[{\"op\":\"avg\",\"args\":[]},5]} | /args/0 | no function 'avg'",
        "{\"op\":\"=\",\"args\":[{\"date\":\"x\"},5]} | /args/0 | not a date",
        "{\"op\":\"s_within\",\"args\":[{\"type\":\"Point\",\"coordinates\":[1]},5]} | /args/0/coordinates | position",
        "{\"op\":\"s_within\",\"args\":[{\"type\":\"Curve\"},5]} | /args/0 | expected a geometry",
        "{\"op\":\"s_within\",\"args\":[{\"bbox\":[1]},5]} | /args/0 | 4 or 6 numbers",
        "{\"op\":\"t_after\",\"args\":[{\"interval\":[1]},5]} | /args/0/interval | the two ends",
        "{\"op\":\"=\",\"args\":[{\"property\":\"a\"},1e999999999]} | /args/1 | out of range",
      })
  void whatIsNotCql2JsonIsRefusedWithItsPlace(String json, String pointer, String message) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> Cql2.ofJson(json))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.position()).isEqualTo(pointer));
  }

  @Test
  void whatNoDatabaseTakesAsTextIsRefused() {
    for (String bad : List.of("\u0000", "\uD800", "x\uDC00", "\uD800x")) {
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() -> Cql2.ofText("a = 'b" + bad + "'"));
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() -> Cql2.ofText("\"b" + bad + "\" = 1"));
    }
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(
            () -> Cql2.ofJson("{\"op\":\"=\",\"args\":[{\"property\":\"a\"},\"\\u0000\"]}"));
    assertThat(Cql2.ofText("a = '𠮷'")).isNotNull();
  }

  static List<String> tooMuch() {
    return List.of(
        "a = '" + "x".repeat(1_000_000) + "'",
        "(".repeat(10_000) + "a = 1" + ")".repeat(10_000),
        "((((((((((".repeat(7) + "a = 1",
        "a = " + "CASEI(".repeat(10_000),
        "a = 1" + " + 1".repeat(10_000),
        "a = 1" + " * 1".repeat(10_000),
        "a = 1" + " OR a = 1".repeat(10_000),
        "a IN (1" + ", 1".repeat(10_000) + ")",
        "NOT ".repeat(10_000) + "a = 1",
        "- ".repeat(10_000) + "1 = a",
        "S_INTERSECTS(g, MULTIPOINT(1 1" + ", 1 1".repeat(10_000) + "))",
        "S_INTERSECTS(g, " + "GEOMETRYCOLLECTION(".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void tooMuchIsRefused(String text) {
    assertThatExceptionOfType(FilterException.class).isThrownBy(() -> Cql2.ofText(text));
  }

  static List<String> tooMuchJson() {
    return List.of(
        "[".repeat(100_000),
        "{\"op\":\"not\",\"args\":[".repeat(1_000) + "true" + "]}".repeat(1_000),
        "{\"op\":\"not\",\"args\":[".repeat(70) + "true" + "]}".repeat(70),
        "{\"op\":\"or\",\"args\":[true" + ",true".repeat(10_000) + "]}",
        "{\"op\":\"=\",\"args\":[1," + "9".repeat(1_000) + "]}",
        "\"" + "x".repeat(1_000_000) + "\"");
  }

  @ParameterizedTest
  @MethodSource("tooMuchJson")
  void tooMuchJsonIsRefused(String json) {
    assertThatExceptionOfType(FilterException.class).isThrownBy(() -> Cql2.ofJson(json));
  }

  @Test
  void atTheLimitAllIsWell() {
    String deep = "(".repeat(60) + "a = 1" + ")".repeat(60);
    assertThat(Cql2.ofText(deep)).isEqualTo(Cql2.ofText("a = 1"));
    assertThat(Cql2.ofText("a IN (1" + ", 1".repeat(4_000) + ")")).isInstanceOf(Filter.In.class);
    Filter nested = Cql2.ofJson("{\"op\":\"not\",\"args\":[".repeat(60) + "true" + "]}".repeat(60));
    assertThat(Cql2.ofText(nested.toText())).isEqualTo(nested);
  }
}
