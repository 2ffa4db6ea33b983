package city.chengtu.gis.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/** A filter held against its layer. */
class FilterCheckTest {
  private static Filter checked(String text) {
    return Cql2.ofText(text).checkedFor(RandomFilters.layer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "colour = 'red' | column 1 | has no property 'colour'; it has name, alias, level",
        "level = 'red' | column 9 | a number does not compare with a text",
        "name = 5 | column 8 | a text does not compare with a number",
        "open > 1 | column 8 | a boolean does not compare with a number",
        "built = TIMESTAMP('2024-05-06T00:00:00Z') | column 9 | a date does not compare with a timestamp",
        "built = 'soon' | column 9 | 'soon' is not a date",
        "start IN ('2022-04-14T14:52:56Z', '2022-04-14') | column 35 | not a time",
        "geometry = 'x' | column 1 | expected a text, number, boolean or time, found a geometry",
        "level LIKE 'a%' | column 1 | expected a text, found a number",
        "name LIKE alias | column 11 | the pattern of LIKE is a text literal",
        "name LIKE 'a\\\\' | column 11 | ends within an escape",
        "name BETWEEN 'a' AND 'b' | column 1 | expected a number or a time, found a text",
        "level BETWEEN 1 AND built | column 21 | does not compare",
        "level + name > 1 | column 9 | expected a number, found a text",
        "CASEI(level) = 'a' | column 7 | expected a text, found a number",
        "S_WITHIN(name, POINT(1 1)) | column 10 | expected a geometry, found a text",
        "S_WITHIN(geometry, POINT(90 180)) | column 20 | longitude 90.0, latitude 180.0 is not on earth",
        "S_WITHIN(geometry, BBOX(500000, 3000000, 500001, 3000001)) | column 20 | is not on earth",
        "S_WITHIN(geometry, POLYGON((0 0, 2 2, 2 0, 0 2, 0 0))) | column 20 | not valid: Self-intersection at 1.0 1.0",
        "S_WITHIN(geometry, GEOMETRYCOLLECTION(POINT(1 1), POINT(2 2))) | column 20 | with s_intersects and s_disjoint only",
        "T_DURING(start, INTERVAL('..', '..')) | column 10 | expected an interval (t_during takes two), found a timestamp",
        "T_AFTER(name, INTERVAL(start, end)) | column 9 | 'name",
        "T_AFTER(level, INTERVAL(start, end)) | column 9 | expected a date, time or interval",
        "T_AFTER(built, INTERVAL(start, end)) | column 16 | a date does not compare with a timestamp",
        "T_AFTER(start, INTERVAL('2024-01-01', '..')) | column 16 | a timestamp does not compare with a date",
        "T_AFTER(start, INTERVAL(built, end)) | column 32 | of two dates or of two timestamps",
        "T_AFTER(start, INTERVAL(level, end)) | column 25 | expected a date or a time",
      })
  void whatDoesNotFitIsNamed(String text, String position, String message) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> checked(text))
        .withMessageContaining(message.replace("'name", "expected a date"))
        .satisfies(e -> assertThat(e.position()).isEqualTo(position));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start IN ('2022-04-14T14:52:56Z', '2022-04-14T15:52:56Z')",
        "built = '2022-04-14' AND '2022-04-14' < razed",
        "T_AFTER(start, '2022-04-14T14:52:56Z')",
        "T_INTERSECTS(INTERVAL(start, '..'), INTERVAL('..', '..'))",
        "open > true",
        "level BETWEEN 100.0 AND 1.0",
        "geometry IS NULL OR id IS NULL OR INTERVAL(built, razed) IS NULL",
        "level = height AND name <> alias AND id = name",
        "S_INTERSECTS(geometry, BBOX(150,-90,-150,90))",
        "S_EQUALS(geometry, geometry)",
        "S_DISJOINT(geometry, GEOMETRYCOLLECTION(POINT(1 1), POINT(2 2)))",
        "\"道路 名\" = '人民路'",
      })
  void whatFitsIsTaken(String text) {
    assertThat(Cql2.ofText(checked(text).toText()).checkedFor(RandomFilters.layer()))
        .isEqualTo(checked(text));
  }

  @Test
  void anUncheckedFilterIsNotAsked() {
    Filter filter = Cql2.ofText("name = 'a'");
    assertThatIllegalStateException().isThrownBy(filter::test);
  }

  @Test
  void namesItsProperties() {
    assertThat(checked("CASEI(name) = 'a' AND INTERVAL(start, end) IS NULL AND level + 1 > 2"))
        .extracting(Filter::properties)
        .isEqualTo(java.util.Set.of("name", "start", "end", "level"));
  }

  @Test
  void geometriesGoThroughTheOperatorBoxesAsPolygons() {
    Filter filter =
        Cql2.ofText("S_WITHIN(geometry, POINT(10 20)) OR S_WITHIN(geometry, BBOX(10, 20, 30, 40))");
    Filter moved =
        filter.transformed(g -> AffineTransformation.scaleInstance(0.1, 0.1).transform(g));
    assertThat(moved.toText())
        .isEqualTo(
            "S_WITHIN(geometry, POINT(1 2)) OR S_WITHIN(geometry, POLYGON((1 2, 1 4, 3 4, 3 2, 1 2)))");
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(
            () -> Cql2.ofText("S_WITHIN(geometry, BBOX(3, 1, 1, 2))").transformed(Geometry::copy))
        .withMessageContaining("antimeridian");
  }
}
