package city.chengtu.gis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.load.SourceFiles;
import city.chengtu.gis.ingest.load.Wishes;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** What is written is read back the same, by our own readers and by GDAL. */
class ExportTest {
  private static final Charset GBK = Charset.forName("GBK");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Watermark MARK =
      new Watermark(
          "D-000042",
          "吴敏 planner",
          "housing",
          Instant.parse("2026-11-22T08:00:00Z"),
          "规划 plan",
          "测试 test",
          "测试",
          "");

  @TempDir Path folder;

  private static Layer layer(GeometryKind kind) {
    return new Layer(
        "things",
        "base",
        new Text("东西", "Things"),
        kind,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("负责单位名称甲", "单位", "Department", Field.Type.TEXT),
            Field.of("负责单位名称乙", "单位", "Department", Field.Type.TEXT),
            Field.of("ID", "号", "Number", Field.Type.INTEGER),
            Field.of("height_above_ground", "高", "Height", Field.Type.NUMBER),
            Field.of("open", "开", "Open", Field.Type.BOOLEAN),
            Field.of("built", "建", "Built", Field.Type.DATE),
            Field.of("seen", "见", "Seen", Field.Type.TIMESTAMP)),
        new LayerOrigin("test", "test", null, null, ShareClass.UNCONDITIONAL),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, null, null),
        false);
  }

  private static Feature feature(int n, String wkt) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", n == 2 ? null : "名 " + n + ", \"引号\"\n换行");
    properties.put("负责单位名称甲", "城管" + "很长的名字".repeat(n == 3 ? 60 : 1));
    properties.put("负责单位名称乙", "规划");
    properties.put("ID", 9_007_199_254_740_993L + n);
    properties.put("height_above_ground", n * 1.25);
    properties.put("open", n % 2 == 0);
    properties.put("built", "2020-01-0" + n);
    properties.put("seen", "2026-01-01T08:00:00+08:00");
    try {
      Geometry geometry = new WKTReader().read(wkt);
      return new Feature("things", "t" + n, 1, Instant.EPOCH, geometry, properties);
    } catch (ParseException e) {
      throw new IllegalArgumentException(wkt, e);
    }
  }

  private static List<Feature> features(GeometryKind kind) {
    return switch (kind) {
      case POINT ->
          List.of(
              feature(1, "POINT (112.9 28.2)"),
              feature(2, "POINT (112.95 28.25)"),
              feature(3, "POINT (113 28.1)"));
      case LINE ->
          List.of(
              feature(1, "LINESTRING (112.9 28.2, 112.95 28.25)"),
              feature(
                  2, "MULTILINESTRING ((112.9 28.1, 112.91 28.1), (112.92 28.1, 112.93 28.11))"),
              feature(3, "LINESTRING (112.9 28.2, 112.91 28.2, 112.92 28.22)"));
      case POLYGON ->
          List.of(
              feature(
                  1,
                  "POLYGON ((112.9 28.1, 113 28.1, 113 28.2, 112.9 28.2, 112.9 28.1),"
                      + " (112.92 28.12, 112.92 28.18, 112.98 28.18, 112.98 28.12, 112.92 28.12))"),
              feature(
                  2,
                  "MULTIPOLYGON (((112.8 28, 112.81 28, 112.81 28.01, 112.8 28)),"
                      + " ((112.83 28, 112.84 28, 112.84 28.01, 112.83 28)))"),
              feature(3, "POLYGON ((112.5 28, 112.6 28, 112.6 28.1, 112.5 28))"));
    };
  }

  private Path written(String format, GeometryKind kind, ExportSystem system, Charset charset)
      throws IOException {
    String ending =
        switch (format) {
          case "geojson" -> ".geojson";
          case "geojsonseq" -> ".geojsons";
          case "gpkg" -> ".gpkg";
          default -> ".zip";
        };
    Path file = folder.resolve(format + kind + system + charset.name() + ending);
    Export export = new Export(layer(kind), system, charset, MARK);
    try (OutputStream out = Files.newOutputStream(file);
        ExportWriter writer = writer(format, out, export)) {
      for (Feature feature : features(kind)) {
        writer.write(feature, feature.properties());
      }
      writer.finish();
    }
    return file;
  }

  private ExportWriter writer(String format, OutputStream out, Export export) throws IOException {
    return switch (format) {
      case "geojson" -> new GeoJsonExport(out, export, false);
      case "geojsonseq" -> new GeoJsonExport(out, export, true);
      case "csv" -> new CsvExport(out, export);
      case "gpkg" -> new GeoPackageExport(out, export, folder);
      default -> new ShapefileExport(out, export, folder);
    };
  }

  private static List<SourceRow> rows(Path file) throws IOException {
    List<SourceRow> rows = new ArrayList<>();
    try (Source source = SourceFiles.open(file, Wishes.NONE, SourceLimits.standard())) {
      source.read(
          row -> {
            rows.add(row);
            return true;
          });
    }
    return rows;
  }

  private static void assertSame(List<SourceRow> rows, GeometryKind kind) {
    List<Feature> all = features(kind);
    assertThat(rows).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(rows.get(i).faults()).isEmpty();
      assertThat(rows.get(i).geometry().norm().equalsTopo(all.get(i).geometry()))
          .as(rows.get(i).geometry() + " is " + all.get(i).geometry())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POINT", "LINE", "POLYGON"})
  void ourReadersReadWhatWeWrite(GeometryKind kind) throws IOException {
    for (String format : List.of("geojson", "geojsonseq", "gpkg", "shp")) {
      Path file = written(format, kind, ExportSystem.WGS84, StandardCharsets.UTF_8);
      List<SourceRow> rows = rows(file);
      assertSame(rows, kind);
      Map<String, Object> first = rows.get(0).values();
      assertThat(first.get("name")).as(format).isEqualTo("名 1, \"引号\"\n换行");
      assertThat(
              ((Number)
                      first.get(
                          format.equals("shp") ? "ID_2" : format.equals("gpkg") ? "ID_2" : "ID"))
                  .longValue())
          .as(format)
          .isEqualTo(9_007_199_254_740_994L);
    }
  }

  @Test
  void aShapefileInGbkIsReadAsGbk() throws IOException {
    Path file = written("shp", GeometryKind.POINT, ExportSystem.ZONE_114, GBK);
    List<SourceRow> rows = rows(file);
    Map<String, Object> third = rows.get(2).values();
    assertThat(third).containsKeys("负责单位名", "负责单位_2");
    assertThat(third.get("负责单位名").toString().getBytes(GBK).length).isBetween(253, 254);
    assertThat(third.get("负责单位名").toString()).startsWith("城管很长的名字").doesNotContain("\uFFFD");
    assertThat(rows.get(0).geometry().getCoordinate().x).isCloseTo(392_000, within(2_000.0));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(text(zip, "things.cpg")).isEqualTo("GBK");
      assertThat(text(zip, "things.txt"))
          .contains(
              "D-000042",
              "吴敏",
              "规划 plan",
              "负责单位名称甲 → 负责单位名",
              "× 1",
              "height_above_ground → height_abo");
    }
  }

  /** A text of one byte and then two: the tenth byte would be half a character. */
  @Test
  void namesAreNotCutThroughACharacter() {
    List<DbfColumn> columns =
        DbfColumn.of(
            List.of(
                Field.of("a负责单位名称", "", "", Field.Type.TEXT),
                Field.of("A负责单位名", "", "", Field.Type.TEXT)),
            GBK);
    assertThat(columns.stream().map(c -> c.name)).containsExactly("id", "a负责单位", "A负责单_2");
    assertThat(columns).allMatch(c -> c.name.getBytes(GBK).length <= 10);
  }

  private static String text(ZipFile zip, String name) throws IOException {
    return new String(
        zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void everyFileCarriesItsNumber() throws IOException {
    assertThat(
            JSON.readTree(
                    written(
                            "geojson",
                            GeometryKind.POINT,
                            ExportSystem.WGS84,
                            StandardCharsets.UTF_8)
                        .toFile())
                .at("/download/number")
                .asText())
        .isEqualTo("D-000042");
    try (ZipFile zip =
        new ZipFile(written("csv", GeometryKind.POINT, ExportSystem.WGS84, GBK).toFile())) {
      assertThat(text(zip, "things.txt")).contains("D-000042");
      assertThat(new String(zip.getInputStream(zip.getEntry("things.csv")).readAllBytes(), GBK))
          .startsWith("WKT,id,name,负责单位名称甲")
          .contains("\"POINT (112.9 28.2)\",t1,\"名 1, \"\"引号\"\"\n换行\"");
    }
  }

  @Test
  void pointsBecomeMultipointsWithTheFirstOfSeveral() throws IOException {
    Path file = folder.resolve("multi.zip");
    Export export = new Export(layer(GeometryKind.POINT), ExportSystem.WGS84, GBK, MARK);
    try (OutputStream out = Files.newOutputStream(file);
        ExportWriter writer = writer("shp", out, export)) {
      for (Feature f :
          List.of(
              feature(1, "POINT (112.9 28.2)"),
              feature(2, "MULTIPOINT ((112.9 28.2), (113 28.3))"))) {
        writer.write(f, f.properties());
      }
      writer.finish();
    }
    List<SourceRow> rows = rows(file);
    assertThat(rows.get(0).geometry().getNumPoints()).isEqualTo(1);
    assertThat(rows.get(1).geometry().getNumPoints()).isEqualTo(2);
  }

  @Test
  void nothingIsLeftInTheFolder() throws IOException {
    Path work = Files.createDirectory(folder.resolve("work"));
    Export export = new Export(layer(GeometryKind.LINE), ExportSystem.WGS84, GBK, MARK);
    for (String format : List.of("gpkg", "shp")) {
      Path inner = Files.createDirectory(work.resolve(format));
      try (ExportWriter broken =
          format.equals("gpkg")
              ? new GeoPackageExport(OutputStream.nullOutputStream(), export, inner)
              : new ShapefileExport(OutputStream.nullOutputStream(), export, inner)) {
        Feature feature = features(GeometryKind.LINE).get(0);
        broken.write(feature, feature.properties());
      }
      assertThat(inner).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POINT", "LINE", "POLYGON"})
  void gdalReadsWhatWeWrite(GeometryKind kind) throws IOException, InterruptedException {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "ogr2ogr"))),
        "NOT RUN: ogr2ogr is not on this machine (Debian: gdal-bin)");
    for (String format : List.of("geojson", "geojsonseq", "csv", "gpkg", "shp")) {
      for (ExportSystem system :
          format.startsWith("geojson")
              ? List.of(ExportSystem.WGS84)
              : List.of(ExportSystem.CGCS2000, ExportSystem.ZONE_114)) {
        Path file =
            written(format, kind, system, format.equals("shp") ? GBK : StandardCharsets.UTF_8);
        JsonNode read = gdal(format, file, system);
        assertThat(read.get("features")).as(format).hasSize(3);
        JsonNode first = read.at("/features/0/properties");
        assertThat(first.get("name").asText()).as(format).isEqualTo("名 1, \"引号\"\n换行");
        assertThat(first.toString()).as(format).contains("9007199254740994");
        Geometry there = features(kind).get(0).geometry();
        double lon = first(read.at("/features/0/geometry/coordinates"));
        assertThat(lon)
            .as(format + system)
            .isCloseTo(there.getEnvelopeInternal().getMinX(), within(0.11));
        assertThat(first(read.at("/features/1/geometry/coordinates")))
            .isCloseTo(
                features(kind).get(1).geometry().getEnvelopeInternal().getMinX(), within(0.11));
      }
    }
  }

  private static double first(JsonNode coordinates) {
    JsonNode at = coordinates;
    while (at.isArray()) {
      at = at.get(0);
    }
    return at.asDouble();
  }

  private JsonNode gdal(String format, Path file, ExportSystem system)
      throws IOException, InterruptedException {
    String source =
        switch (format) {
          case "csv" -> "/vsizip/" + file + "/things.csv";
          case "shp" -> "/vsizip/" + file;
          default -> file.toString();
        };
    Path out = folder.resolve(file.getFileName() + ".out.geojson");
    List<String> command =
        new ArrayList<>(
            List.of("ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", out.toString(), source));
    if (format.equals("csv")) {
      command.addAll(List.of("-s_srs", "EPSG:" + system.code()));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(told).isZero();
    assertThat(told).as(command.toString()).doesNotContain("ERROR", "Warning");
    return JSON.readTree(out.toFile());
  }
}
