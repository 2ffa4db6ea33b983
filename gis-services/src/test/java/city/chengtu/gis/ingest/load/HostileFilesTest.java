package city.chengtu.gis.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;

/**
 * Files made to harm: each is refused with the reason, or its bad row is, and none takes more
 * memory than the test's own heap has, which is far less than what they promise.
 */
class HostileFilesTest {
  private static final long MEGABYTE = 1 << 20;
  private static final Wishes LON_LAT = Wishes.NONE.withSystem("EPSG:4326");

  @TempDir Path dir;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes);
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private interface Filling {
    void into(OutputStream out) throws IOException;
  }

  private Path zip(String name, String member, Filling filling) throws IOException {
    Path file = dir.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(member));
      filling.into(zip);
    }
    return file;
  }

  private static Filling zeros(long bytes) {
    return out -> {
      byte[] block = new byte[(int) MEGABYTE];
      for (long i = 0; i < bytes / MEGABYTE; i++) {
        out.write(block);
      }
    };
  }

  private static void refused(Path file, String... reasons) {
    assertThatThrownBy(() -> Trial.of(file, LON_LAT))
        .isInstanceOf(SourceException.class)
        .satisfies(e -> assertThat(e).hasMessageContainingAll(reasons));
  }

  // archives

  @ParameterizedTest
  @ValueSource(strings = {"bomb.geojson", "bomb.shp", "bomb.csv", "bomb.kml", "bomb.gpx"})
  void aMemberThatUnpacksToFarTooMuchIsCutOff(String member) throws IOException {
    Path file = zip("bomb.zip", member, zeros(40 * MEGABYTE));
    SourceLimits limits = SourceLimits.standard();
    assertThat(Files.size(file) * limits.packing()).isLessThan(40 * MEGABYTE);
    assertThat(catchThrowable(() -> Trial.of(file, LON_LAT))).isInstanceOf(SourceException.class);
  }

  @Test
  void whatTheArchiveSaysAboutSizesIsNotBelieved() throws IOException {
    Path file =
        zip(
            "liar.zip",
            "liar.geojson",
            out -> {
              out.write(
                  "{\"type\":\"FeatureCollection\",\"features\":["
                      .getBytes(StandardCharsets.UTF_8));
              out.write(" ".repeat((int) (30 * MEGABYTE)).getBytes(StandardCharsets.UTF_8));
            });
    byte[] bytes = Files.readAllBytes(file);
    // The stated size stands in the central directory, 24 bytes after its mark.
    for (int i = 0; i + 28 < bytes.length; i++) {
      if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(i + 24, 100);
      }
    }
    assertThat(catchThrowable(() -> Trial.of(file("liar2.zip", bytes), LON_LAT)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPackedFileThatUnpacksToFarTooMuchIsCutOff() throws IOException {
    Path file = dir.resolve("bomb.geojson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"type\":\"FeatureCollection\",\"features\":[".getBytes(StandardCharsets.UTF_8));
      byte[] spaces = " ".repeat((int) MEGABYTE).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 40; i++) {
        out.write(spaces);
      }
    }
    refused(file, "more than", "limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd.geojson",
        "/etc/x.geojson",
        "a/../../x.shp",
        "C:\\x.geojson",
        "..\\x.csv"
      })
  void aMemberThatLeadsOutIsRefused(String member) throws IOException {
    refused(zip("path.zip", member, out -> out.write('{')), "leads out of the archive");
  }

  @Test
  void tooManyMembersAreRefused() throws IOException {
    Path file = dir.resolve("many.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 10_001; i++) {
        zip.putNextEntry(new ZipEntry(i + ".x"));
      }
    }
    refused(file, "10001 members");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    refused(file("none.zip", "not a zip"), "not a zip archive");
    refused(file("none.gz", "not gzip"), "none");
    refused(file("none.geojson.gz", "not gzip"), "not gzip");
    refused(file("unknown.xyz", "?"), "must end in");
  }

  // markup

  @Test
  void entitiesAreNeverReplacedOrFetched() throws IOException {
    Path secret = file("secret.txt", "SECRET");
    String outside =
        "<?xml version='1.0'?><!DOCTYPE kml [<!ENTITY e SYSTEM '"
            + secret.toUri()
            + "'>]>"
            + "<kml><Placemark><name>&e;</name><Point><coordinates>116,40</coordinates></Point></Placemark></kml>";
    refused(file("xxe.kml", outside), "document type");
    StringBuilder laughs =
        new StringBuilder("<?xml version='1.0'?><!DOCTYPE gpx [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 30; i++) {
      laughs
          .append("<!ENTITY a")
          .append(i)
          .append(" '")
          .append(("&a" + (i - 1) + ";").repeat(10))
          .append("'>");
    }
    laughs.append("]><gpx><wpt lat='40' lon='116'><name>&a29;</name></wpt></gpx>");
    refused(file("laughs.gpx", laughs.toString()), "document type");
    refused(
        file("undeclared.kml", "<kml><Placemark><name>&nbsp;</name></Placemark></kml>"),
        "undeclared.kml");
  }

  @Test
  void deepElementsAreRefused() throws IOException {
    refused(file("deep.kml", "<kml>" + "<Folder>".repeat(100_000)), "nested deeper");
    refused(file("deep.gpx", "<gpx>" + "<extensions>".repeat(100_000)), "nested deeper");
  }

  @Test
  void cutOffMarkupIsRefusedWithThePlace() throws IOException {
    refused(file("cut.kml", "<kml><Placemark><Point><coordinates>116,4"), "line 1");
    refused(file("cut.gpx", "<gpx><trk><trkseg><trkpt lat='1' lon='2'>"), "line 1");
    refused(file("html.kml", "<html><body>404</body></html>"), "root element is html");
  }

  // JSON

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Feature\",\"properties\":{\"a\":%s",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":%s"
      })
  void deepJsonIsRefused(String head) throws IOException {
    refused(
        file("deep.geojson", head.formatted("[".repeat(1_000_000))), "not JSON", "nesting depth");
  }

  @Test
  void brokenJsonIsRefusedWithThePlace() throws IOException {
    refused(file("cut.geojson", "{\n\"type\":\"Feature\","), "line 2");
  }

  @Test
  void oneFeatureWithoutEndIsRefused() throws IOException {
    SourceLimits few = new SourceLimits(1L << 30, 100, 100, 1 << 20, 1_000, 100, 64);
    Path file =
        file(
            "long.geojson",
            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":["
                + "[116,40],".repeat(100_000));
    assertThatThrownBy(() -> SourceFiles.open(file, Wishes.NONE, few))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("one feature has more than");
  }

  // tables

  @Test
  void deepWellKnownTextIsARowsFault() throws IOException {
    Path file =
        file(
            "deep.csv",
            "a,wkt\n1,\"" + "GEOMETRYCOLLECTION(".repeat(50_000) + "\"\n2,POINT(116 40)\n");
    Trial trial = Trial.of(file, LON_LAT);
    assertThat(trial.features()).hasSize(1);
    assertThat(trial.notes()).containsExactly("1 geometry-unreadable");
    assertThat(trial.report().notes().get(0).toString()).contains("nested deeper");
  }

  @Test
  void aQuoteThatNeverEndsIsBounded() throws IOException {
    Path file = file("quote.csv", "a,lon,lat\n\"" + "x".repeat(3 * (int) MEGABYTE));
    SourceLimits few = new SourceLimits(1L << 30, 100, 100, 1 << 20, 1_000, 100, 64);
    assertThatThrownBy(
            () -> {
              try (Source source = SourceFiles.open(file, Wishes.NONE, few)) {
                Preview.of(source, LON_LAT, Surroundings.UNKNOWN, new CoordinateSystems());
              }
            })
        .isInstanceOf(SourceException.class);
  }

  @Test
  void rowsThatDoNotFitAreNamed() throws IOException {
    Path file =
        file(
            "bad.csv",
            """
            id,name,lon,lat
            1,a,116,40
            2,b,x,40
            3,c,116
            4,d,116,40,5
            1,e,116,40
            5,\ufffd,116,40
            6,f,196,40
            7,g,0,0
            """);
    Trial trial =
        Trial.of(file, LON_LAT, new Surroundings(new Envelope(115, 117, 39, 41), Map::of), "id");
    assertThat(trial.notes())
        .containsExactly(
            "2 coordinate-no-number",
            "3 geometry-empty",
            "4 too-many-cells",
            "5 unique",
            "6 text-undecodable",
            "7 geometry-range",
            "7 out-of-city",
            "8 out-of-city");
    assertThat(trial.features()).hasSize(1);
    assertThat(trial.report().bad())
        .extracting(BadRow::number)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(trial.report().bad().get(3).values()).containsEntry("name", "e");
  }

  // shapefiles

  private static byte[] shp(int fileBytes, byte[] record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    ByteBuffer header = ByteBuffer.allocate(100);
    header.putInt(0, 9994).putInt(24, fileBytes / 2);
    header.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, 5);
    out.write(header.array());
    out.writeInt(1);
    out.writeInt(record.length / 2);
    out.write(record);
    return bytes.toByteArray();
  }

  private static byte[] polygon(int parts, int points, int room) {
    ByteBuffer record = ByteBuffer.allocate(44 + room).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(0, 5).putInt(36, parts).putInt(40, points);
    return record.array();
  }

  @ParameterizedTest
  @CsvSource({
    "2000000000, 2000000000",
    "1, 2000000000",
    "-1, 5",
    "1, -5",
    "1000000, 4",
    "4, 1000000",
    "2147483647, 2147483647"
  })
  void absurdCountsAreARowsFault(int parts, int points) throws IOException {
    byte[] record = polygon(parts, points, 64);
    Path file = file("absurd.shp", shp(108 + record.length, record));
    assertThatThrownBy(() -> Trial.of(file, LON_LAT)).isInstanceOf(LoadRefusedException.class);
    try (Source source = SourceFiles.open(file, LON_LAT, SourceLimits.standard())) {
      SourceScan scan = SourceScan.of(source, 10);
      assertThat(scan.rows()).isEqualTo(1);
      assertThat(scan.first().get(0).faults().get(0).rule()).isEqualTo("geometry-unreadable");
    }
  }

  @Test
  void partsThatOverlapAreARowsFault() throws IOException {
    ByteBuffer record = ByteBuffer.wrap(polygon(2, 4, 8 + 64)).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(44, 3).putInt(48, 1);
    Path file = file("parts.shp", shp(108 + record.capacity(), record.array()));
    try (Source source = SourceFiles.open(file, LON_LAT, SourceLimits.standard())) {
      assertThat(SourceScan.of(source, 10).first().get(0).faults()).isNotEmpty();
    }
  }

  @Test
  void aRecordLongerThanTheFileIsRefusedByNumber() throws IOException {
    byte[] whole = shp(1_000_000, polygon(1, 4, 68));
    ByteBuffer.wrap(whole).putInt(104, 2_000_000_000 / 2);
    refused(file("long.shp", whole), "record 1");
  }

  /** Cut at every length: refused with the place, or with fewer rows; never anything else. */
  @Test
  void aShapefileCutAnywhereIsRefused() throws IOException {
    ByteBuffer record = ByteBuffer.wrap(polygon(1, 4, 4 + 64)).order(ByteOrder.LITTLE_ENDIAN);
    double[] ring = {116, 40, 116, 41, 117, 41, 116, 40};
    for (int i = 0; i < ring.length; i++) {
      record.putDouble(48 + 8 * i, ring[i]);
    }
    byte[] whole = shp(108 + record.capacity(), record.array());
    assertThat(Trial.of(file("whole.shp", whole), LON_LAT).features()).hasSize(1);
    for (int length = 0; length < whole.length; length++) {
      Path file = file("cut.shp", Arrays.copyOf(whole, length));
      Throwable thrown = catchThrowable(() -> Trial.of(file, LON_LAT));
      assertThat(isRefusal(thrown)).as("cut at %d: %s", length, thrown).isTrue();
    }
  }

  /** Every byte of a good shapefile overwritten at random: only the two refusals may come out. */
  @Test
  void randomDamageNeverEndsInAnythingElse() throws IOException {
    ByteBuffer record = ByteBuffer.wrap(polygon(1, 4, 4 + 64)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] shp = shp(108 + record.capacity(), record.array());
    byte[] dbf = dbf();
    Random random = new Random(4);
    for (int i = 0; i < 3_000; i++) {
      byte[] badShp = shp.clone();
      byte[] badDbf = dbf.clone();
      for (int k = 0; k < 3; k++) {
        badShp[random.nextInt(badShp.length)] = (byte) random.nextInt();
        badDbf[random.nextInt(badDbf.length)] = (byte) random.nextInt();
      }
      Path file = file("damaged.shp", badShp);
      file("damaged.dbf", badDbf);
      Throwable thrown = catchThrowable(() -> Trial.of(file, LON_LAT));
      if (thrown != null) {
        assertThat(isRefusal(thrown)).as("round %d: %s", i, thrown).isTrue();
      }
    }
  }

  private static boolean isRefusal(Throwable thrown) {
    return thrown instanceof SourceException || thrown instanceof LoadRefusedException;
  }

  private static byte[] dbf() {
    ByteBuffer table = ByteBuffer.allocate(32 + 32 + 32 + 1 + 16).order(ByteOrder.LITTLE_ENDIAN);
    table.put(0, (byte) 3).putInt(4, 1).putShort(8, (short) 97).putShort(10, (short) 16);
    table.put(32, (byte) 'A').put(43, (byte) 'C').put(48, (byte) 10);
    table.put(64, (byte) 'N').put(75, (byte) 'N').put(80, (byte) 5);
    table.put(96, (byte) 0x0d);
    return table.array();
  }

  // GeoPackage

  private Path geoPackage(String setup, byte[] geometry) throws Exception {
    Path file = dir.resolve("x.gpkg");
    Files.deleteIfExists(file);
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement()) {
      for (String sql :
          ("create table gpkg_contents (table_name text, data_type text);"
                  + "create table gpkg_geometry_columns (table_name text, column_name text, srs_id int);"
                  + "create table gpkg_spatial_ref_sys (srs_id int, organization text, organization_coordsys_id int, definition text);"
                  + "insert into gpkg_contents values ('t', 'features');"
                  + "insert into gpkg_geometry_columns values ('t', 'g', 4326);"
                  + setup)
              .split(";")) {
        s.execute(sql);
      }
      if (geometry != null) {
        try (PreparedStatement p = c.prepareStatement("insert into t (g) values (?)")) {
          p.setBytes(1, geometry);
          p.execute();
        }
      }
    }
    return file;
  }

  private static byte[] blob(byte[] wkb) {
    return ByteBuffer.allocate(8 + wkb.length)
        .put(new byte[] {'G', 'P', 0, 1, 0, 0, 0, 0})
        .put(wkb)
        .array();
  }

  @Test
  void viewsAreNotReadBecauseTheyMayRunForEver() throws Exception {
    Path file =
        geoPackage(
            "create view t as with recursive n(i) as (select 1 union all select i + 1 from n) select i, null as g from n",
            null);
    refused(file, "no plain table");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 9, 10, 15, 16, 17, 1002, 3003, 99})
  void absurdGeometryCountsAreARowsFault(int type) throws Exception {
    byte[] wkb =
        ByteBuffer.allocate(29)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 1)
            .putInt(type)
            .putInt(0x7fffffff)
            .array();
    rowsFault(wkb);
  }

  @Test
  void deepGeometryCollectionsAreARowsFault() throws Exception {
    int depth = 100_000;
    ByteBuffer wkb = ByteBuffer.allocate(depth * 9).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < depth; i++) {
      wkb.put((byte) 1).putInt(7).putInt(1);
    }
    rowsFault(wkb.array());
  }

  private void rowsFault(byte[] wkb) throws Exception {
    Path file = geoPackage("create table t (id integer primary key, g blob)", blob(wkb));
    try (Source source = SourceFiles.open(file, LON_LAT, SourceLimits.standard())) {
      SourceScan scan = SourceScan.of(source, 10);
      assertThat(scan.rows()).isEqualTo(1);
      assertThat(scan.first().get(0).faults()).isNotEmpty();
      assertThat(scan.first().get(0).geometry() == null).isTrue();
    }
  }

  @Test
  void namesOfTablesAreOnlyNames() throws Exception {
    Path file =
        geoPackage(
            "update gpkg_contents set table_name = 't\" union select 1,2 --';"
                + "update gpkg_geometry_columns set table_name = 't\" union select 1,2 --'",
            null);
    refused(file, "no plain table");
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws IOException {
    refused(
        file("none.gpkg", "not a database, but long enough to be looked at as one ".repeat(50)),
        "no readable GeoPackage");
    refused(file("empty.gpkg", ""), "no readable GeoPackage");
  }

  // workbooks

  @Test
  void aWorkbookWithEntitiesOrWithoutSheetsIsRefused() throws IOException {
    refused(zip("none.xlsx", "x.txt", out -> out.write('x')), "no Excel workbook");
    refused(
        zip(
            "evil.xlsx",
            "xl/workbook.xml",
            out ->
                out.write(
                    "<!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>".getBytes(StandardCharsets.UTF_8))),
        "document type");
  }
}
