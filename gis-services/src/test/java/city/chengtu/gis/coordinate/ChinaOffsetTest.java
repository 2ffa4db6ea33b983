package city.chengtu.gis.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.routing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

class ChinaOffsetTest {
  private static void close(Coordinate actual, double lon, double lat, double tolerance) {
    assertThat(actual.x).isCloseTo(lon, within(tolerance));
    assertThat(actual.y).isCloseTo(lat, within(tolerance));
  }

  @ParameterizedTest
  @CsvSource({
    "112.98, 28.20, 112.985569, 28.196589, 112.992147, 28.202264",
    "119.42, 32.39, 119.425472, 32.388116, 119.431938, 32.394197",
    "116.404, 39.915, 116.410244, 39.916404, 116.416627, 39.922700"
  })
  void pointsOfTheDomainReference(
      double lon, double lat, double gcjLon, double gcjLat, double bdLon, double bdLat) {
    close(ChinaOffset.wgs84ToGcj02(new Coordinate(lon, lat)), gcjLon, gcjLat, 1e-6);
    close(ChinaOffset.wgs84ToBd09(new Coordinate(lon, lat)), bdLon, bdLat, 1e-6);
  }

  @Test
  void publishedPairs() throws IOException {
    List<String> lines = Files.readAllLines(SharedData.get("layers/crs/gcj02_published_pairs.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split(",");
      close(
          ChinaOffset.wgs84ToGcj02(new Coordinate(number(f[2]), number(f[1]))),
          number(f[4]),
          number(f[3]),
          1e-6);
    }
  }

  @Test
  void placesOfHaidianBothWays() throws IOException {
    List<String> lines =
        Files.readAllLines(SharedData.get("layers/crs/haidian_poi_wgs84_gcj02_bd09.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.substring(line.indexOf(',', line.indexOf(',') + 1) + 1).split(",");
      Coordinate wgs = new Coordinate(number(f[0]), number(f[1]));
      Coordinate gcj = new Coordinate(number(f[2]), number(f[3]));
      Coordinate bd = new Coordinate(number(f[4]), number(f[5]));
      close(ChinaOffset.wgs84ToGcj02(wgs), gcj.x, gcj.y, 2e-7);
      close(ChinaOffset.gcj02ToBd09(gcj), bd.x, bd.y, 2e-7);
      close(ChinaOffset.gcj02ToWgs84(gcj), wgs.x, wgs.y, 2e-7);
      close(ChinaOffset.bd09ToWgs84(bd), wgs.x, wgs.y, 3e-7);
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  @Test
  void thereAndBackIsTheSamePlace() {
    Random random = new Random(42);
    for (int i = 0; i < 10_000; i++) {
      Coordinate wgs = new Coordinate(74 + random.nextDouble() * 60, 3 + random.nextDouble() * 50);
      close(ChinaOffset.gcj02ToWgs84(ChinaOffset.wgs84ToGcj02(wgs)), wgs.x, wgs.y, 1e-8);
      close(ChinaOffset.bd09ToWgs84(ChinaOffset.wgs84ToBd09(wgs)), wgs.x, wgs.y, 1e-8);
    }
  }

  @Test
  void thereIsNoShiftAbroad() {
    close(ChinaOffset.wgs84ToGcj02(new Coordinate(2.35, 48.85)), 2.35, 48.85, 0);
  }
}
