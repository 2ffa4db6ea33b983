package city.chengtu.gis.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.coordinate.ChinaOffset;
import city.chengtu.gis.coordinate.CoordinateSystems;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

class CoordinateTextTest {
  private static final CoordinateSystems SYSTEMS = new CoordinateSystems();
  private static final CoordinateText READER = new CoordinateText(SYSTEMS);
  private static final Coordinate NEAR = new Coordinate(112.9, 28.1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          112.975, 28.2
          28.2, 112.975
          112.975 28.2
          112.975，28.2
          (112.975, 28.2)
          geo:28.2,112.975
          POINT(112.975 28.2)
          N28.2 E112.975
          E112.975 N28.2
          28.2N 112.975E
          28.2°N, 112.975°E
          28°12′N 112°58′30″E
          28°12'0"N, 112°58'30"E
          112°58′30″, 28°12′0″
          北纬28.2度 东经112.975度
          东经112.975度，北纬28.2度
          东经112°58′30″北纬28°12′
          东经112度58分30秒，北纬28度12分
          北纬28度12分0秒和东经112度58分30秒
          经度112.975 纬度28.2
          经度：112.975，纬度：28.2
          纬度=28.2;经度=112.975
          lat 28.2 lon 112.975
          lon=112.975&lat=28.2
          ２８．２，１１２．９７５
          WGS84 112.975 28.2
          坐标：112.975,28.2
          """)
  void inDegrees(String text) {
    Optional<CoordinateText.Spot> spot = READER.read(text.replace('&', ' '), NEAR);
    assertThat(spot).as(text).isPresent();
    assertThat(spot.get().lon()).as(text).isCloseTo(112.975, within(1e-9));
    assertThat(spot.get().lat()).as(text).isCloseTo(28.2, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "4547,", "4526,38", "4497,19"
  }) // 114°E, and 3-degree zone 38, 6-degree zone 19 (111°E)
  void inMetresOfCgcs2000(String code, String zone) {
    Point point = new GeometryFactory().createPoint(new Coordinate(112.975, 28.2));
    Coordinate metres = SYSTEMS.fromLonLat(point, "EPSG:" + code).getCoordinate();
    assertThat(zone == null || ((int) (metres.x / 1e6) + "").equals(zone)).isTrue();
    for (String form : new String[] {"%1$.3f, %2$.3f", "%2$.3f %1$.3f", "X=%2$.3f Y=%1$.3f"}) {
      String text = String.format(Locale.ROOT, form, metres.x, metres.y);
      assertThat(READER.read(text, new Coordinate(113.2, 28)))
          .as(text)
          .hasValueSatisfying(
              spot -> {
                assertThat(spot.lon()).isCloseTo(112.975, within(1e-7));
                assertThat(spot.lat()).isCloseTo(28.2, within(1e-7));
              });
    }
  }

  @Test
  void ofWebMapsWhenTheySaySo() {
    Coordinate here = new Coordinate(112.975, 28.2);
    Coordinate gcj = ChinaOffset.wgs84ToGcj02(here);
    Coordinate bd = ChinaOffset.wgs84ToBd09(here);
    for (String form : new String[] {"GCJ-02 %f,%f", "高德 %f,%f", "火星坐标：%f，%f", "%f,%f (gcj02)"}) {
      assertIs(here, String.format(Locale.ROOT, form, gcj.x, gcj.y));
    }
    for (String form : new String[] {"BD09 %f,%f", "百度坐标:%f,%f"}) {
      assertIs(here, String.format(Locale.ROOT, form, bd.x, bd.y));
    }
  }

  private static void assertIs(Coordinate expected, String text) {
    assertThat(READER.read(text, null))
        .as(text)
        .hasValueSatisfying(
            spot -> {
              assertThat(spot.lon()).isCloseTo(expected.x, within(2e-6));
              assertThat(spot.lat()).isCloseTo(expected.y, within(2e-6));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "五一路",
        "芙蓉路388号",
        "388",
        "12 5",
        "430105001001007",
        "112.9",
        "112.9,28.2,5",
        "N28 N29",
        "95.5, 95.5",
        "28°61′N 112°E",
        "12345678.5 1234",
        "wyl 28.2",
        "",
        "3栋 5单元",
        "28.2 112.9 湘雅"
      })
  void noCoordinate(String text) {
    assertThat(READER.read(text, NEAR)).as(text).isEmpty();
  }

  @Test
  void southAndWestAreNegative() {
    assertThat(READER.read("33.9S 18.4E", null))
        .hasValueSatisfying(spot -> assertThat(spot.lat()).isEqualTo(-33.9));
    assertThat(READER.read("-33.9, 151.2", null))
        .hasValueSatisfying(spot -> assertThat(spot.lon()).isEqualTo(151.2));
  }
}
