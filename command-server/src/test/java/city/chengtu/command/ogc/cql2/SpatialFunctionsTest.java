package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conformance classes Basic Spatial Functions, Basic Spatial Functions with additional Spatial
 * Literals, and Spatial Functions.
 */
@Proves({
  Proves.CQL2 + "basic-spatial-functions",
  Proves.CQL2 + "basic-spatial-functions-plus",
  Proves.CQL2 + "spatial-functions"
})
class SpatialFunctionsTest extends Cql2ClassTest {
  private static final String WORLD = "BBOX(-180,-90,180,90)";
  private static final String WORLD_AREA = "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))";
  private static final List<String> SHAPES = List.of("t_points", "t_lines", "t_areas", "t_live");

  SpatialFunctionsTest(TestStore store) {
    super(store);
  }

  /** /conf/basic-spatial-functions/s_intersects, /conf/spatial-functions/s_intersects. */
  @Test
  void allMeetTheWorldAndNothingAPlaceThatIsNone() {
    for (String layer : SHAPES) {
      assertThat(found(layer, "S_INTERSECTS(geometry," + WORLD + ")")).isEqualTo(all(layer));
      assertThat(found(layer, "S_INTERSECTS(geometry," + WORLD_AREA + ")")).isEqualTo(all(layer));
      assertThat(found(layer, "S_DISJOINT(geometry," + WORLD + ")")).isEmpty();
      assertThat(found(layer, "S_DISJOINT(geometry," + WORLD_AREA + ")")).isEmpty();
      assertThat(
              found(
                  layer,
                  "S_INTERSECTS(geometry,BBOX(-180,-90,-90,90))"
                      + " AND S_INTERSECTS(geometry,BBOX(90,-90,180,90))"))
          .isEmpty();
      scene.items(layer, "filter", "S_INTERSECTS(geometry,POINT(90 180))").refused("filter");
      scene.items(layer, "filter", "S_DISJOINT(geometry,POINT(90 180))").refused("filter");
    }
  }

  /** A box over the 180th meridian: /conf/basic-spatial-functions/test-data. */
  @Test
  void aBoxMayGoOverTheEdgeOfTheMap() {
    assertThat(found("t_points", "S_INTERSECTS(geometry,BBOX(113.105,-90,-150,90))"))
        .containsExactly("p21", "p22", "p23", "p24", "p25");
  }

  /** /conf/basic-spatial-functions-plus/spatial-data-types. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MULTIPOINT(112.91 28.2,10 51)",
        "MULTIPOINT((112.91 28.2),(10 51))",
        "LINESTRING(112.91 28,112.91 29)",
        "MULTILINESTRING((112.91 28,112.91 29),(0 45,180 45))",
        "POLYGON((112.905 28.1,112.915 28.1,112.915 28.3,112.905 28.3,112.905 28.1))",
        "MULTIPOLYGON(((112.905 28.1,112.915 28.1,112.915 28.3,112.905 28.3,112.905 28.1)),((0 0,10 0,10 10,0 10,0 0)))",
        "GEOMETRYCOLLECTION(POINT(112.91 28.2),POLYGON((0 0,10 0,10 10,0 10,0 0)),LINESTRING(7 50,10 51))"
      })
  void everyKindOfLiteralIsTaken(String literal) {
    for (String layer : LAYERS) {
      Set<String> meeting = found(layer, "S_INTERSECTS(geometry," + literal + ")");
      assertThat(meeting).containsExactly("p01");
      assertThat(found(layer, "S_DISJOINT(geometry," + literal + ")"))
          .hasSize(all(layer).size() - 1);
    }
  }

  /** /conf/spatial-functions: the literals each function is asked with. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "S_EQUALS;POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))",
        "S_EQUALS;LINESTRING(7 50,10 51)",
        "S_EQUALS;POINT(7.02 49.92)",
        "S_TOUCHES;BBOX(-180,-90,180,90)",
        "S_TOUCHES;LINESTRING(7 50,10 51)",
        "S_CROSSES;BBOX(-180,-90,180,90)",
        "S_CROSSES;LINESTRING(7 50,10 51)",
        "S_WITHIN;LINESTRING(7 50,10 51)",
        "S_WITHIN;MULTIPOINT(7 50,10 51)",
        "S_CONTAINS;BBOX(-180,-90,180,90)",
        "S_CONTAINS;LINESTRING(7 50,10 51)",
        "S_CONTAINS;MULTIPOINT(7 50,10 51)",
        "S_OVERLAPS;MULTIPOINT(7 50,10 51)",
        "S_OVERLAPS;LINESTRING(7 50,10 51)",
        "S_OVERLAPS;POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))"
      })
  void farFromTheCityNothingIsFound(String function, String literal) {
    for (String layer : SHAPES) {
      assertThat(found(layer, function + "(geometry," + literal + ")")).isEmpty();
    }
  }

  /** /conf/spatial-functions/test-data, on layers of ours. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "t_points;S_EQUALS(geometry,POINT(112.93 28.2));p03",
        "t_points;S_WITHIN(geometry,BBOX(112.905,28.1,112.925,28.3));p01,p02",
        "t_points;S_TOUCHES(geometry,BBOX(112.91,28.1,112.925,28.3));p01",
        "t_lines;S_CROSSES(geometry,LINESTRING(112.95 28.1,112.95 28.2));diagonal",
        "t_lines;S_CROSSES(geometry,BBOX(112.95,28,112.96,29));diagonal",
        "t_lines;S_EQUALS(geometry,LINESTRING(113 28.2,112.9 28.1));diagonal",
        "t_lines;S_OVERLAPS(geometry,LINESTRING(112.905 28.2,112.91 28.2,112.92 28.2));corner",
        "t_lines;S_WITHIN(geometry,BBOX(112.89,28.18,112.92,28.21));corner",
        "t_areas;S_CONTAINS(geometry,POINT(112.91 28.11));ring",
        "t_areas;S_CONTAINS(geometry,POINT(112.95 28.15));",
        "t_areas;S_CONTAINS(geometry,LINESTRING(112.905 28.105,112.995 28.105));ring",
        "t_areas;S_TOUCHES(geometry,POINT(112.9 28.1));ring",
        "t_areas;S_TOUCHES(geometry,BBOX(112.92,28.12,112.98,28.18));ring",
        "t_areas;S_OVERLAPS(geometry,BBOX(112.95,28,114,29));ring",
        "t_areas;S_WITHIN(geometry,BBOX(112.7,27.9,112.85,28.05));two"
      })
  void eachFunctionFindsWhatItSays(String layer, String filter, String expected) {
    assertThat(String.join(",", found(layer, filter))).isEqualTo(expected == null ? "" : expected);
  }
}
