package city.chengtu.gis.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.routing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** What writers of shapefiles get wrong, made by hand. */
class OddShapefilesTest {
  private static final Charset GBK = Charset.forName("GBK");
  private static final Wishes LON_LAT = Wishes.NONE.withSystem("EPSG:4490");

  @TempDir Path dir;

  private static byte[] shp(int type, byte[]... records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = 100 + Arrays.stream(records).mapToInt(r -> r.length + 8).sum();
    ByteBuffer header = ByteBuffer.allocate(100).putInt(0, 9994).putInt(24, length / 2);
    header.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, type);
    out.write(header.array());
    for (int i = 0; i < records.length; i++) {
      out.write(ByteBuffer.allocate(8).putInt(i + 1).putInt(records[i].length / 2).array());
      out.write(records[i]);
    }
    return out.toByteArray();
  }

  private static byte[] point(double x, double y) {
    return ByteBuffer.allocate(20)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(1)
        .putDouble(x)
        .putDouble(y)
        .array();
  }

  /** Rings as x y x y …, each closed or not as given. */
  private static byte[] polygon(double[]... rings) {
    int points = Arrays.stream(rings).mapToInt(r -> r.length / 2).sum();
    ByteBuffer out =
        ByteBuffer.allocate(44 + 4 * rings.length + 16 * points).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(5).position(36);
    out.putInt(rings.length).putInt(points);
    int start = 0;
    for (double[] ring : rings) {
      out.putInt(start);
      start += ring.length / 2;
    }
    for (double[] ring : rings) {
      Arrays.stream(ring).forEach(out::putDouble);
    }
    return out.array();
  }

  /** One text field of this width; a row is deleted when it begins with '*'. */
  private static byte[] dbf(int language, int width, byte[]... rows) {
    int recordLength = width + 1;
    ByteBuffer out =
        ByteBuffer.allocate(65 + rows.length * recordLength).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0, (byte) 3)
        .putInt(4, rows.length)
        .putShort(8, (short) 65)
        .putShort(10, (short) recordLength);
    out.put(29, (byte) language).put(43, (byte) 'C').put(48, (byte) width);
    out.position(32);
    out.put("名称".getBytes(GBK)).position(64);
    out.put((byte) 0x0d);
    for (byte[] row : rows) {
      byte[] record = new byte[recordLength];
      Arrays.fill(record, (byte) ' ');
      boolean deleted = row.length > 0 && row[0] == '*';
      record[0] = (byte) (deleted ? '*' : ' ');
      System.arraycopy(row, 0, record, 1, Math.min(row.length, width));
      out.put(record);
    }
    return out.array();
  }

  private Path write(byte[] shp, byte[] dbf, String cpg) throws IOException {
    Files.write(dir.resolve("x.dbf"), dbf);
    if (cpg != null) {
      Files.writeString(dir.resolve("x.CPG"), cpg);
    }
    return Files.write(dir.resolve("x.shp"), shp);
  }

  private static byte[] gbk(String text) {
    return text.getBytes(GBK);
  }

  @Test
  void aTextCutWithinItsLastCharacterLosesOnlyThat() throws IOException {
    Path file = write(shp(1, point(116, 40)), dbf(0x4d, 5, gbk("清华路")), null);
    Trial trial = Trial.of(file, LON_LAT);
    assertThat(trial.features().get(0).properties()).containsEntry("名称", "清华");
    assertThat(trial.notes()).containsExactly("1 text-cut");
  }

  @Test
  void aTextOfAnotherEncodingIsItsRowsFault() throws IOException {
    byte[] broken = {'a', (byte) 0xff, (byte) 0xff, 'b', 'c'};
    Path file =
        write(shp(1, point(116, 40), point(116, 41)), dbf(0, 20, gbk("清华路紫荆路五道口"), broken), "936");
    Trial trial = Trial.of(file, LON_LAT);
    assertThat(trial.notes()).containsExactly("2 text-undecodable");
    assertThat(trial.features()).hasSize(1);
    assertThat(trial.report().bad().get(0).values()).containsKey("名称");
  }

  @Test
  void aLyingCpgIsSaidAndTheUserStandsOverIt() throws IOException {
    byte[] text = gbk("中关村北二街清华路紫荆路");
    Path file = write(shp(1, point(116, 40)), dbf(0, 30, text), "UTF-8");
    Trial lied = Trial.of(file, LON_LAT);
    assertThat(lied.features()).isEmpty();
    assertThat(lied.preview().warnings()).anyMatch(w -> w.contains("looks like GBK"));
    Trial told = Trial.of(file, LON_LAT.withEncoding("GBK"));
    assertThat(told.features()).hasSize(1);
  }

  @Test
  void theByteForWindowsIsNotBelieved() throws IOException {
    Path file = write(shp(1, point(116, 40)), dbf(0x57, 30, gbk("中关村北二街清华路")), null);
    Trial trial = Trial.of(file, LON_LAT);
    assertThat(trial.preview().card().encoding().label()).isEqualTo("GBK");
    assertThat(trial.features().get(0).properties()).containsEntry("名称", "中关村北二街清华路");
  }

  @Test
  void deletedRowsAreNotLoadedAndMissingOnesAreNamed() throws IOException {
    byte[] shapes = shp(1, point(116, 40), point(116, 41), point(116, 42));
    Path file = write(shapes, dbf(0, 10, gbk("one"), gbk("*two")), null);
    Trial trial = Trial.of(file, LON_LAT);
    assertThat(trial.features()).hasSize(1);
    assertThat(trial.notes()).containsExactly("3 no-attributes");
  }

  private Geometry only(byte[] record) throws IOException {
    Path file = dir.resolve("rings.shp");
    Files.write(file, shp(5, record));
    Trial trial = Trial.of(file, LON_LAT);
    assertThat(trial.report().bad()).isEmpty();
    return trial.features().get(0).geometry();
  }

  private static void same(Geometry geometry, String wkt) throws ParseException {
    Geometry expected = new WKTReader().read(wkt);
    assertThat(geometry.norm().equalsExact(expected.norm())).as(geometry.toString()).isTrue();
  }

  private static final double[] SHELL = {0, 0, 0, 10, 10, 10, 10, 0, 0, 0};
  private static final double[] HOLE = {2, 2, 8, 2, 8, 8, 2, 8, 2, 2};
  private static final double[] ISLAND = {4, 4, 4, 6, 6, 6, 6, 4, 4, 4};

  @Test
  void ringsFindTheirPlace() throws IOException, ParseException {
    String holed = "(0 0, 0 10, 10 10, 10 0, 0 0), (2 2, 8 2, 8 8, 2 8, 2 2)";
    same(only(polygon(SHELL, HOLE)), "POLYGON (" + holed + ")");
    same(only(polygon(HOLE, SHELL)), "POLYGON (" + holed + ")");
    same(
        only(polygon(ISLAND, HOLE, SHELL)),
        "MULTIPOLYGON ((" + holed + "), ((4 4, 4 6, 6 6, 6 4, 4 4)))");
  }

  @Test
  void ringsDrawnTheWrongWayRoundStillEnclose() throws IOException, ParseException {
    same(only(polygon(HOLE)), "POLYGON ((2 2, 8 2, 8 8, 2 8, 2 2))");
    double[] open = {0, 0, 0, 10, 10, 10, 10, 0};
    same(only(polygon(open)), "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0))");
  }

  @Test
  void severalShapefilesInOneArchiveAreParts() throws IOException {
    Path file = dir.resolve("two.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), GBK)) {
      for (String name : List.of("点/路灯", "点/井盖")) {
        zip.putNextEntry(new ZipEntry(name + ".SHP"));
        zip.write(shp(1, point(116, name.endsWith("灯") ? 40 : 41)));
        zip.putNextEntry(new ZipEntry(name + ".dbf"));
        zip.write(dbf(0x4d, 10, gbk(name)));
      }
    }
    Trial first = Trial.of(file, LON_LAT);
    assertThat(first.preview().card().parts()).containsExactly("点/路灯", "点/井盖");
    assertThat(first.features().get(0).properties()).containsEntry("名称", "点/路灯");
    Trial second = Trial.of(file, LON_LAT.withPart("点/井盖"));
    assertThat(second.features().get(0).geometry().getCoordinate().y).isEqualTo(41);
    assertThatThrownBy(() -> Trial.of(file, LON_LAT.withPart("nix")))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("点/井盖");
  }

  /** The topology suites are no map data: refused by name, whichever of them. */
  @Test
  void whatIsNoMapDataIsRefusedByName() throws IOException {
    try (Stream<Path> files = Files.list(SharedData.get("layers/geometry"))) {
      for (Path file : files.toList()) {
        assertThatThrownBy(() -> Trial.of(file))
            .isInstanceOf(SourceException.class)
            .hasMessageContaining("must end in");
      }
    }
  }

  @Test
  void theReferenceSystemOfAnOldDatumIsRefusedBeforeAnythingIsRead() throws IOException {
    Path file = write(shp(1, point(448473, 4419565)), dbf(0, 10, gbk("a")), null);
    Files.writeString(
        dir.resolve("x.prj"),
        "PROJCS[\"Xian_1980_3_Degree_GK_CM_117E\",GEOGCS[\"GCS_Xian_1980\",DATUM[\"D_Xian_1980\","
            + "SPHEROID[\"Xian_1980\",6378140.0,298.257]],PRIMEM[\"Greenwich\",0.0],"
            + "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],"
            + "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],"
            + "PARAMETER[\"Central_Meridian\",117.0],PARAMETER[\"Scale_Factor\",1.0],"
            + "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]",
        StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> Trial.of(file)).hasMessageContaining("西安80");
    assertThat(Trial.of(file, LON_LAT.withSystem("EPSG:4548")).features()).hasSize(1);
  }
}
