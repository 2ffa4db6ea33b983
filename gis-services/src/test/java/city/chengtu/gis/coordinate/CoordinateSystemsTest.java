package city.chengtu.gis.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.routing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class CoordinateSystemsTest {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private final CoordinateSystems systems = new CoordinateSystems();

  private static Geometry point(double x, double y) {
    return DRAW.createPoint(new Coordinate(x, y));
  }

  @ParameterizedTest
  @CsvSource({
    "112.98, 28.20, 4547, 399853.795, 3121027.230",
    "112.98, 28.20, 4526, 38399853.795, 3121027.230",
    "112.98, 28.20, 3857, 12576876.070, 3274212.694",
    "119.42, 32.39, 4549, 445426.831, 3585247.592",
    "121.62, 38.92, 4550, 380318.597, 4310528.377",
    "116.391, 39.907, 4548, 447924.483, 4419380.448"
  })
  void pointsOfTheDomainReference(double lon, double lat, int code, double east, double north) {
    check(lon, lat, "EPSG:" + code, east, north);
  }

  @Test
  void realCitiesInTheirOwnZones() throws IOException {
    List<String> lines = Files.readAllLines(SharedData.get("layers/crs/projected_pairs.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split(",");
      check(
          Double.parseDouble(f[1]),
          Double.parseDouble(f[2]),
          f[3],
          Double.parseDouble(f[5]),
          Double.parseDouble(f[6]));
    }
    assertThat(lines.size()).isGreaterThan(10);
  }

  private void check(double lon, double lat, String crs, double east, double north) {
    Coordinate projected = systems.fromLonLat(point(lon, lat), crs).getCoordinate();
    assertThat(projected.x).as(crs + " east").isCloseTo(east, within(0.001));
    assertThat(projected.y).as(crs + " north").isCloseTo(north, within(0.001));
    Coordinate back = systems.toLonLat(point(east, north), crs).getCoordinate();
    assertThat(back.x).as(crs + " lon").isCloseTo(lon, within(1e-8));
    assertThat(back.y).as(crs + " lat").isCloseTo(lat, within(1e-8));
  }

  @Test
  void lonLatIsTakenAsItIsWhateverItIsCalled() {
    for (String name :
        List.of(
            "EPSG:4326",
            "4490",
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "CRS84",
            "urn:ogc:def:crs:EPSG::4490")) {
      Geometry out = systems.toLonLat(point(112.98, 28.2), name);
      assertThat(out.getCoordinate().x).as(name).isEqualTo(112.98);
      assertThat(out.getSRID()).isEqualTo(4326);
    }
  }

  @Test
  void wrongCodesAreNamed() {
    assertThatThrownBy(() -> systems.toLonLat(point(1, 1), "EPSG:999999"))
        .hasMessageContaining("EPSG:999999");
    assertThatThrownBy(() -> systems.toLonLat(point(1, 1), "Beijing"))
        .hasMessageContaining("'Beijing'");
  }
}
