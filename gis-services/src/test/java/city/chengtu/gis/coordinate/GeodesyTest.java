package city.chengtu.gis.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class GeodesyTest {
  private static final GeometryFactory DRAW = new GeometryFactory();

  @Test
  void distances() {
    // A quarter of the way round, and one degree of latitude.
    assertThat(Geodesy.metres(0, 0, 90, 0))
        .isCloseTo(Math.PI / 2 * Geodesy.EARTH_RADIUS, within(1e-3));
    assertThat(Geodesy.metres(112, 28, 112, 29)).isCloseTo(111_195.08, within(0.1));
    assertThat(Geodesy.metres(179.9, 0, -179.9, 0)).isCloseTo(22_239.0, within(1.0));
  }

  @Test
  void areaAndLengthAgreeWithTheProjectedOnes() {
    CoordinateSystems systems = new CoordinateSystems();
    Geometry square =
        systems.toLonLat(
            DRAW.toGeometry(new Envelope(399_000, 400_000, 3_121_000, 3_121_500)), "EPSG:4547");
    assertThat(Geodesy.area(square)).isCloseTo(500_000, within(3_000.0));
    assertThat(Geodesy.length(square)).isCloseTo(3_000, within(15.0));
    LineString one =
        DRAW.createLineString(new Coordinate[] {new Coordinate(112, 28), new Coordinate(112, 29)});
    Geometry two = DRAW.createMultiLineString(new LineString[] {one, one});
    assertThat(Geodesy.length(two)).isCloseTo(2 * Geodesy.length(one), within(1e-6));
    assertThat(Geodesy.length(DRAW.createPoint(new Coordinate(1, 1)))).isZero();
  }

  @Test
  void theBoxAroundAPointHoldsTheCircle() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      double lon = random.nextDouble() * 300 - 150;
      double lat = random.nextDouble() * 160 - 80;
      Envelope box = Geodesy.around(lon, lat, 500);
      double angle = random.nextDouble() * 2 * Math.PI;
      double x = lon + Math.cos(angle) * box.getWidth() * 0.6;
      double y = lat + Math.sin(angle) * box.getHeight() * 0.6;
      if (Geodesy.metres(lon, lat, x, y) <= 500) {
        assertThat(box.contains(x, y)).as("%s,%s seed 5", lon, lat).isTrue();
      }
    }
  }

  @Test
  void aMultiGeometryOfOnePartMeasuresLikeThePart() throws ParseException {
    Geometry area =
        new WKTReader().read("POLYGON ((116 40, 116.1 40, 116.1 40.1, 116 40.1, 116 40))");
    Geometry line = new WKTReader().read("LINESTRING (116 40, 116.1 40)");
    GeometryFactory draw = new GeometryFactory();
    Geometry areas = draw.createMultiPolygon(new Polygon[] {(Polygon) area});
    Geometry lines = draw.createMultiLineString(new LineString[] {(LineString) line});

    assertThat(Geodesy.area(areas)).isEqualTo(Geodesy.area(area)).isPositive();
    assertThat(Geodesy.length(lines)).isEqualTo(Geodesy.length(line)).isPositive();
    assertThat(Geodesy.length(areas)).isEqualTo(Geodesy.length(area)).isPositive();
    assertThat(Geodesy.area(draw.createPoint(area.getCoordinate()))).isZero();
    assertThat(Geodesy.length(draw.createPoint(area.getCoordinate()))).isZero();
  }
}
