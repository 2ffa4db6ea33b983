package city.chengtu.gis.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** What a file's numbers mean: by name, by well-known text, by guess. */
class SourceSystemTest {
  private static final CoordinateSystems SYSTEMS = new CoordinateSystems();
  private static final String DATUM =
      "GEOGCS[\"GCS\",DATUM[\"%s\",SPHEROID[\"%s\"]],PRIMEM[\"Greenwich\",0.0],"
          + "UNIT[\"Degree\",0.0174532925199433]]";
  private static final String GAUSS =
      "PROJCS[\"P\",%s,PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000.0],"
          + "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",117.0],"
          + "PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
  private static final String BEIJING54 =
      GAUSS.formatted(
          DATUM
              .formatted("D_Beijing_1954", "Krasovsky_1940\",6378245.0,298.3,\"")
              .replace(",\"\"", ""));
  private static final String XIAN80 =
      GAUSS.formatted(
          DATUM.formatted("D_Xian_1980", "Xian_1980\",6378140.0,298.257,\"").replace(",\"\"", ""));
  private static final Envelope BEIJING = new Envelope(115.4, 117.5, 39.4, 41.1);

  private static Geometry point(double x, double y) {
    return new GeometryFactory().createPoint(new Coordinate(x, y));
  }

  private static void lands(SourceSystem system, double x, double y, double lon, double lat) {
    Coordinate there = system.toLonLat(point(x, y)).getCoordinate();
    assertThat(there.x).isCloseTo(lon, within(1e-7));
    assertThat(there.y).isCloseTo(lat, within(1e-7));
  }

  @Test
  void oldDatumsAreRefusedWithoutParameters() {
    assertThatThrownBy(() -> SourceSystem.ofWkt(BEIJING54, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("北京54")
        .hasMessageContaining("dx,dy,dz");
    assertThatThrownBy(() -> SourceSystem.ofWkt(XIAN80, null)).hasMessageContaining("西安80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EPSG:4214", "EPSG:2437", "EPSG:4610", "EPSG:2384"})
  void oldDatumsAreRefusedByCodeToo(String code) {
    assertThatThrownBy(() -> SourceSystem.named(code, null, SYSTEMS))
        .hasMessageContaining("datum parameters");
  }

  /** Expected places computed by PROJ 9. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "54|15.8,-154.4,-82.3|116.398053541679|39.9082912112277",
        "54|15.8,-154.4,-82.3,0.5,-0.3,1.2,2.5|116.39850019958|39.9083781981078",
        "80|-12.5,7.25,3.75,0.1,0.2,-0.3,1.1|116.397379278778|39.9086869082823"
      })
  void givenParametersAreUsed(String datum, String shift, double lon, double lat) {
    String wkt = datum.equals("54") ? BEIJING54 : XIAN80;
    lands(SourceSystem.ofWkt(wkt, DatumShift.parse(shift)), 448473.0238, 4419565.4930, lon, lat);
    String code = datum.equals("54") ? "EPSG:2436" : "EPSG:2384";
    lands(
        SourceSystem.named(code, DatumShift.parse(shift), SYSTEMS),
        448473.0238,
        4419565.4930,
        lon,
        lat);
  }

  @Test
  void theAxesOfTheTextAreNotBelieved() {
    String latFirst =
        "GEOGCS[\"China Geodetic Coordinate System 2000\",DATUM[\"China_2000\","
            + "SPHEROID[\"CGCS2000\",6378137,298.257222101]],PRIMEM[\"Greenwich\",0],"
            + "UNIT[\"degree\",0.0174532925199433],AXIS[\"Lat\",NORTH],AXIS[\"Lon\",EAST]]";
    lands(SourceSystem.ofWkt(latFirst, null), 116.3, 39.9, 116.3, 39.9);
    lands(SourceSystem.ofWkt(latFirst, null).swapped(), 39.9, 116.3, 116.3, 39.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "GEOGCS[", "LOCAL_CS[\"x\"]"})
  void whatIsNoReferenceSystemIsRefused(String wkt) {
    assertThatThrownBy(() -> SourceSystem.ofWkt(wkt, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textWithoutEndIsRefused() {
    assertThatThrownBy(() -> SourceSystem.ofWkt("GEOGCS[".repeat(100_000), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownDatumIsTakenWithACaution() {
    SourceSystem system = SourceSystem.named("EPSG:4267", null, SYSTEMS);
    assertThat(SourceSystem.lonLat().caution()).isEmpty();
    assertThat(SourceSystem.named("EPSG:4547", null, SYSTEMS).caution()).isEmpty();
    assertThat(system.toLonLat(point(-77, 38)).isValid()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2", "1,2,3,4", "a,b,c", "1,2,NaN", "99999,0,0"})
  void shiftsThatAreNoneAreRefused(String text) {
    assertThatThrownBy(() -> DatumShift.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static SystemGuess guess(double x, double y, Envelope city) {
    return SystemGuess.of(new Envelope(x - 0.01, x + 0.01, y - 0.01, y + 0.01), city, SYSTEMS);
  }

  @ParameterizedTest
  @CsvSource({
    // as PROVENANCE gives the pairs: Changsha, Yangzhou, Beijing
    "38395835.7926, 3124187.4577, EPSG:4526",
    "40444770.7360, 3585716.9493, EPSG:4528",
    "39448473.0238, 4419565.4930, EPSG:4527",
    "12572289.7068, 3277775.1723, EPSG:3857",
    "12957299.2977, 4852683.6687, EPSG:3857",
    "20448473.0238, 4419565.4930, EPSG:4498",
    "116.3, 39.9, EPSG:4490",
    "39.9, 116.3, 'EPSG:4490 (y,x)'",
    "4419565.4930, 39448473.0238, 'EPSG:4527 (y,x)'",
    "4852683.6687, 12957299.2977, 'EPSG:3857 (y,x)'"
  })
  void numbersTellTheSystemWithoutTheCity(double x, double y, String system) {
    SystemGuess guess = guess(x, y, null);
    assertThat(guess.system()).as(guess.reason()).isNotNull();
    assertThat(guess.system().name()).isEqualTo(system);
    assertThat(guess.confidence()).isBetween(0.6, 0.99);
    assertThat(guess.reason()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "448473.0238, 4419565.4930, EPSG:4548",
    "4419565.4930, 448473.0238, 'EPSG:4548 (y,x)'",
    "39448473.0238, 4419565.4930, EPSG:4527",
    "12957299.2977, 4852683.6687, EPSG:3857",
    "39.9, 116.3, 'EPSG:4490 (y,x)'"
  })
  void theCityTellsTheMeridian(double x, double y, String system) {
    SystemGuess guess = guess(x, y, BEIJING);
    assertThat(guess.system().name()).isEqualTo(system);
    assertThat(guess.reason()).contains("in the city");
  }

  @Test
  void withoutTheCityTheMeridianIsAskedFor() {
    SystemGuess guess = guess(448473.0238, 4419565.4930, null);
    assertThat(guess.system()).isNull();
    assertThat(guess.reason()).contains("central meridian");
    assertThat(guess.alternatives()).contains("EPSG:4548", "EPSG:4547");
  }

  @Test
  void numbersThatAreNothingAreAskedFor() {
    assertThat(guess(1e9, 1e9, null).system()).isNull();
    assertThat(SystemGuess.of(new Envelope(), null, SYSTEMS).system()).isNull();
    assertThat(guess(121.5, 31.2, BEIJING).confidence()).isLessThan(0.5);
  }

  @Test
  void whatRoundsOverTheEdgeOfTheWorldIsOnTheEdge() {
    Coordinate c =
        SourceSystem.lonLat()
            .toLonLat(point(180.00000000000014, -90.00000000000001))
            .getCoordinate();
    assertThat(c.x).isEqualTo(180);
    assertThat(c.y).isEqualTo(-90);
    assertThat(SourceSystem.lonLat().toLonLat(point(180.1, 0)).getCoordinate().x).isEqualTo(180.1);
  }
}
