package city.chengtu.gis.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.coordinate.Geodesy;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.table.PlaceColumns;
import city.chengtu.gis.routing.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Every real file beside the project comes in right, or is refused with row and reason. */
class DeliveredFilesTest {
  private static final double DEGREES = 1e-7;
  private static final Envelope BEIJING = new Envelope(115.4, 117.6, 39.4, 41.1);

  @TempDir Path dir;

  private static Path shared(String name) {
    return SharedData.get("layers/" + name);
  }

  private static void at(NewFeature feature, double lon, double lat) {
    Coordinate there = feature.geometry().getCoordinate();
    assertThat(there.x).as(feature.id()).isCloseTo(lon, within(DEGREES));
    assertThat(there.y).as(feature.id()).isCloseTo(lat, within(DEGREES));
  }

  private static List<String[]> csv(String name) throws IOException {
    List<String> lines = Files.readAllLines(shared(name));
    return lines.subList(1, lines.size()).stream().map(line -> line.split(",")).toList();
  }

  /** The text of a table, read in the plainest way there is. */
  private static List<List<String>> plainTable(Path dbf) throws IOException {
    byte[] bytes = Files.readAllBytes(dbf);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < in.getInt(4); row++) {
      int at = in.getShort(8) + row * in.getShort(10) + 1;
      List<String> cells = new ArrayList<>();
      for (int field = 32; bytes[field] != 0x0d; field += 32) {
        int length = bytes[field + 16] & 0xff;
        String text = new String(bytes, at, length, Charset.forName("GBK")).strip();
        cells.add(text.isEmpty() ? null : text);
        at += length;
      }
      rows.add(cells);
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "haidian_buildings, 521, GBK, 1.0, CGCS2000_3_Degree_GK_CM_117E",
    "haidian_poi, 510, GBK, 0.9, CGCS2000_3_Degree_GK_Zone_39",
    "haidian_roads, 678, GBK, 1.0, GCS_China_Geodetic_Coordinate_System_2000"
  })
  void chineseShapefilesWithEveryKindOfEncodingMark(
      String name, int count, String encoding, double confidence, String system)
      throws IOException {
    Trial trial = Trial.of(shared("gbk/" + name + ".shp"));

    assertThat(trial.preview().card().encoding().label()).isEqualTo(encoding);
    assertThat(trial.preview().card().encoding().confidence()).isGreaterThanOrEqualTo(confidence);
    assertThat(trial.preview().system().system().name()).isEqualTo(system);
    assertThat(trial.features()).hasSize(count);
    assertThat(trial.report().notes()).isEmpty();
    List<List<String>> text =
        trial.features().stream()
            .map(f -> f.properties().values().stream().map(v -> (String) v).toList())
            .toList();
    assertThat(text).isEqualTo(plainTable(shared("gbk/" + name + ".dbf")));
    trial
        .features()
        .forEach(f -> assertThat(BEIJING.covers(f.geometry().getEnvelopeInternal())).isTrue());
  }

  @Test
  void theZipWithGbkNamesIsTheSameShapefile() throws IOException {
    Trial zipped = Trial.of(shared("gbk/haidian_roads_gbk_names.zip"));
    Trial loose = Trial.of(shared("gbk/haidian_roads.shp"));

    assertThat(zipped.preview().card().part()).isEqualTo("海淀道路");
    assertThat(zipped.features()).hasSize(678).isEqualTo(loose.features());
  }

  /** The buildings lie in another projection than the points, both came from the same map. */
  @Test
  void projectedPointsLieWhereTheirDegreesSay() throws IOException {
    Map<Object, NewFeature> byOsm = new HashMap<>();
    Trial.of(shared("gbk/haidian_poi.shp"))
        .features()
        .forEach(f -> byOsm.put(f.properties().get("OSMID"), f));
    int met = 0;
    for (String[] row : csv("crs/haidian_poi_wgs84_gcj02_bd09.csv")) {
      NewFeature point = byOsm.get(row[0]);
      if (point != null) {
        at(point, Double.parseDouble(row[2]), Double.parseDouble(row[3]));
        assertThat(point.properties().get("名称")).isEqualTo(row[1]);
        met++;
      }
    }
    assertThat(met).isGreaterThan(100);
  }

  @Test
  void projectedPairsToAMillimetre() throws IOException {
    for (String[] row : csv("crs/projected_pairs.csv")) {
      Path file = dir.resolve("pair.csv");
      Files.writeString(
          file, "name,easting,northing\n" + row[0] + "," + row[5] + "," + row[6] + "\n");
      Trial trial = Trial.of(file, Wishes.NONE.withSystem(row[3]));
      Coordinate there = trial.features().get(0).geometry().getCoordinate();
      double metres =
          Geodesy.metres(
              there, new Coordinate(Double.parseDouble(row[1]), Double.parseDouble(row[2])));
      assertThat(metres).as(row[0] + " " + row[3]).isLessThan(0.001);
    }
  }

  @ParameterizedTest
  @CsvSource({"gcj02, GCJ-02", "bd09, BD-09"})
  void shiftedDegreesByTheirColumnsNames(String columns, String system) throws IOException {
    Wishes wishes =
        Wishes.NONE.withColumns(new PlaceColumns.Choice(null, columns + "_lon", columns + "_lat"));
    Trial trial = Trial.of(shared("crs/haidian_poi_wgs84_gcj02_bd09.csv"), wishes);
    assertThat(trial.preview().system().system().name()).isEqualTo(system);
    assertThat(trial.preview().system().reason()).contains("column names");
    truePlaces(trial);
  }

  private static void truePlaces(Trial trial) throws IOException {
    List<String[]> rows = csv("crs/haidian_poi_wgs84_gcj02_bd09.csv");
    assertThat(trial.features()).hasSize(rows.size()).hasSize(150);
    for (int i = 0; i < rows.size(); i++) {
      at(
          trial.features().get(i),
          Double.parseDouble(rows.get(i)[2]),
          Double.parseDouble(rows.get(i)[3]));
    }
  }

  /** Columns that say nothing: what is known about the city tells. */
  @ParameterizedTest
  @CsvSource({"2, EPSG:4490", "4, GCJ-02", "6, BD-09"})
  void shiftedDegreesByThingsOfKnownPlace(int column, String system) throws IOException {
    StringBuilder text = new StringBuilder("name,lon,lat\n");
    Map<String, Coordinate> known = new HashMap<>();
    for (String[] row : csv("crs/haidian_poi_wgs84_gcj02_bd09.csv")) {
      text.append(row[1])
          .append(',')
          .append(row[column])
          .append(',')
          .append(row[column + 1])
          .append('\n');
      known.put(row[1], new Coordinate(Double.parseDouble(row[2]), Double.parseDouble(row[3])));
    }
    Path file = dir.resolve("points.csv");
    Files.writeString(file, text);

    Trial trial = Trial.of(file, Wishes.NONE, new Surroundings(BEIJING, () -> known), null);
    assertThat(trial.preview().system().system().name()).isEqualTo(system);
    assertThat(trial.preview().system().confidence()).isGreaterThan(0.9);
    assertThat(trial.preview().system().reason()).contains("things of known place");
    truePlaces(trial);

    Trial alone = Trial.of(file);
    assertThat(alone.preview().system().system().name()).isEqualTo("EPSG:4490");
    assertThat(alone.preview().system().reason())
        .contains("GCJ-02 or BD-09 would show like numbers");
  }

  @Test
  void publishedPairs() throws IOException {
    Wishes gcj = Wishes.NONE.withColumns(new PlaceColumns.Choice(null, "gcj02_lon", "gcj02_lat"));
    Trial trial = Trial.of(shared("crs/gcj02_published_pairs.csv"), gcj);
    List<String[]> rows = csv("crs/gcj02_published_pairs.csv");
    assertThat(trial.features()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      at(
          trial.features().get(i),
          Double.parseDouble(rows.get(i)[2]),
          Double.parseDouble(rows.get(i)[1]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "beijing, 16, 12, 东城区",
    "hunan, 14, 1, 长沙市",
    "jiangsu, 13, 4, 南京市",
    "liaoning, 14, 9, 沈阳市",
    "zhejiang, 11, 8, 杭州市",
    "shanghai_outline, 1, 0, 上海市"
  })
  void administrativeAreasAreMendedAndTheChangeOfAreaIsTold(
      String name, int count, int mended, String first) throws IOException {
    Trial trial = Trial.of(shared("admin/" + name + ".geojson"));

    assertThat(trial.features()).hasSize(count).allMatch(f -> f.geometry().isValid());
    assertThat(trial.features().get(0).properties()).containsEntry("name", first);
    assertThat(trial.features().get(0).properties().get("adcode")).isInstanceOf(String.class);
    assertThat(trial.report().counts().total().repaired()).isEqualTo(mended);
    assertThat(trial.report().notes()).hasSize(mended);
    trial.report().notes().forEach(DeliveredFilesTest::hardlyChanged);
  }

  private static void hardlyChanged(LoadReport.Note note) {
    assertThat(note.row()).isPositive();
    assertThat(note.problem().rule()).isEqualTo("geometry-repaired");
    String percent = note.problem().detail().replaceAll("(?s).*\\(([-+0-9.]+) %\\)", "$1");
    assertThat(Math.abs(Double.parseDouble(percent))).as(note.toString()).isLessThan(0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "points.shp, 9, ''",
    "null.shp, 5, '2 geometry-empty,4 geometry-empty,5 geometry-empty,8 geometry-empty'",
    "mixed-properties.shp, 3, '1 number-lost,3 number-lost'",
    "utf8-property.shp, 1, ''",
    "naturalearth_lowres.shp, 177, ''",
    "curve.gpkg, 1, ''",
    "nulls.gpkg, 4, ''",
    "stations.gpkg, 86, ''",
    "newline_delimited.geojson, 1, '2 geometry-kind,3 geometry-kind'"
  })
  void oddFilesComeIn(String name, int count, String notes) throws IOException {
    Trial trial = Trial.of(shared("robustness/" + name));
    assertThat(trial.features()).hasSize(count);
    assertThat(String.join(",", trial.notes())).isEqualTo(notes);
  }

  /** They say nothing about where they lie, and do not lie in China: asked, then taken. */
  @ParameterizedTest
  @CsvSource({
    "pointm.shp, 3",
    "polylinem.shp, 2",
    "latin1.shp, 1",
    "corrupt_too_long.shp, 10",
    "blockgroups.zip, 663"
  })
  void withoutAReferenceSystemTheUserIsAsked(String name, int count) throws IOException {
    Path file = shared("robustness/" + name);
    assertThatThrownBy(() -> Trial.of(file))
        .isInstanceOf(LoadRefusedException.class)
        .hasMessageContaining("reference system");
    Trial trial = Trial.of(file, Wishes.NONE.withSystem("EPSG:4326"));
    assertThat(trial.features()).hasSize(count);
    assertThat(trial.report().bad()).isEmpty();
  }

  @Test
  void textOfOddFiles() throws IOException {
    Trial latin = Trial.of(shared("robustness/latin1.shp"), Wishes.NONE.withSystem("EPSG:4326"));
    assertThat(latin.features().get(0).properties())
        .containsEntry("Name", "Ñandú")
        .containsEntry("id", 2L);
    Trial utf8 = Trial.of(shared("robustness/utf8-property.shp"));
    assertThat(utf8.features().get(0).properties()).containsEntry("☃", "ηελλο ςορλδ");
    Trial stations = Trial.of(shared("robustness/stations.gpkg"));
    assertThat(stations.features().get(0).properties()).containsEntry("name", "Van Dörn Street");
    at(stations.features().get(0), -77.12911152370515, 38.79930767201779);
    Trial nulls = Trial.of(shared("robustness/nulls.gpkg"));
    assertThat(nulls.features().get(0).properties())
        .containsEntry("col_bool", true)
        .containsEntry("col_float64", 1.5);
    assertThat(nulls.features().get(3).properties().values()).containsOnlyNulls();
    Trial world = Trial.of(shared("robustness/naturalearth_lowres.shp"));
    assertThat(world.features().get(0).properties())
        .containsEntry("name", "Fiji")
        .containsEntry("pop_est", 920938L);
  }

  @ParameterizedTest
  @CsvSource({
    "not_json_single_quotes.geojson.gz, 'line 1, column 134'",
    "empty_zipfile.zip, 'dummyfile.txt'"
  })
  void whatIsNoMapDataIsRefusedWithThePlace(String name, String place) {
    Path file = shared("robustness/" + name);
    assertThatThrownBy(() -> Trial.of(file))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(place);
  }

  /**
   * The geometries of the topology suite's own tests, brought to city size: what it calls valid
   * comes in as it is, what it calls invalid is mended or refused by name, and nothing else
   * happens.
   */
  @Test
  void validAndInvalidGeometriesOfTheTestSuite() throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(shared("geometry/TestValid.xml").toFile())
            .getElementsByTagName("case");
    int mended = 0;
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      String wkt = test.getElementsByTagName("a").item(0).getTextContent().strip();
      boolean valid =
          test.getElementsByTagName("op").item(0).getTextContent().strip().equals("true");
      Path file = dir.resolve("case.csv");
      Files.writeString(file, "n,wkt\n1,\"" + small(wkt) + "\"\n");
      mended += judged(file, wkt, valid) ? 1 : 0;
    }
    assertThat(cases.getLength()).isEqualTo(87);
    assertThat(mended).isGreaterThan(30);
  }

  /** Divided by 1,024, which no double minds: within the degrees there are. */
  private static String small(String wkt) {
    Matcher numbers =
        Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?").matcher(wkt.replaceAll("\\s+", " "));
    return numbers.replaceAll(
        m -> new BigDecimal(Double.parseDouble(m.group()) / 1024).toPlainString());
  }

  private static boolean judged(Path file, String wkt, boolean valid) throws IOException {
    Trial trial;
    try {
      trial = Trial.of(file, Wishes.NONE.withSystem("EPSG:4326"));
    } catch (LoadRefusedException e) { // empty, or unreadable: no layer can be made after it
      assertThat(!valid || wkt.contains("EMPTY") || wkt.contains("NaN"))
          .as(wkt + e.getMessage())
          .isTrue();
      return false;
    }
    if (wkt.contains("EMPTY") && trial.features().isEmpty()) {
      assertThat(trial.notes()).containsExactly("1 geometry-empty");
      return false;
    }
    if (valid) {
      assertThat(trial.report().notes()).as(wkt).isEmpty();
      assertThat(trial.features()).as(wkt).hasSize(1);
      return false;
    }
    assertThat(trial.notes()).as(wkt).isNotEmpty();
    trial.features().forEach(f -> assertThat(f.geometry().isValid()).as(wkt).isTrue());
    assertThat(trial.features().size() + trial.report().bad().size()).isEqualTo(1);
    return trial.features().size() == 1;
  }

  /** Counts as GDAL reads them. */
  @ParameterizedTest
  @CsvSource({
    "andorra_for_map_matching, tracks, 1",
    "gh_gpxv1_0, tracks, 1",
    "gh_issue-13, tracks, 1",
    "gh_test-only-wpt, waypoints, 8",
    "gh_test-only-wpt, routes, 1",
    "gh_test1, routes, 1",
    "gh_test1, tracks, 1",
    "gpxpy_cerknicko-jezero, waypoints, 7",
    "gpxpy_cerknicko-jezero, tracks, 8",
    "gpxpy_unicode, waypoints, 6"
  })
  void tracks(String name, String part, int count) throws IOException {
    Path file = SharedData.get("tracks/gpx/" + name + ".gpx");
    Trial trial = Trial.of(file, Wishes.NONE.withPart(part));
    assertThat(trial.features().size() + trial.report().bad().size()).isEqualTo(count);
    assertThat(trial.features()).isNotEmpty();
  }

  @Test
  void everyFileOfTheFolderIsSpokenForHere() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.get("layers/robustness"))) {
      long shapes =
          files.filter(f -> f.toString().matches(".*\\.(shp|zip|gpkg|geojson|gz)")).count();
      assertThat(shapes).isEqualTo(16);
    }
  }
}
