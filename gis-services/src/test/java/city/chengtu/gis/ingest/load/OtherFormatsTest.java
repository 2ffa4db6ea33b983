package city.chengtu.gis.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.coordinate.DatumShift;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.table.PlaceColumns;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** KML, XLSX, CSV in many dresses, and how fields and values find their place. */
class OtherFormatsTest {
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir Path dir;

  private Path file(String name, String text, Charset charset) throws IOException {
    return Files.write(dir.resolve(name), text.getBytes(charset));
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text, StandardCharsets.UTF_8);
  }

  private Path zip(String name, Map<String, String> members) throws IOException {
    Path file = dir.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static final String KML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
        <Placemark id="a"><name>五道口</name><ExtendedData><Data name="级别"><value>3</value></Data></ExtendedData>
          <Point><coordinates>116.33,39.99,50</coordinates></Point></Placemark>
        <Placemark id="b"><name><![CDATA[清华 & 西门]]></name>
          <ExtendedData><SchemaData><SimpleData name="级别">4</SimpleData></SchemaData></ExtendedData>
          <MultiGeometry><Point><coordinates>116.3,39.9</coordinates></Point><Point><coordinates> 116.31,39.91 </coordinates></Point></MultiGeometry></Placemark>
        <Placemark id="c"><name>片区</name><Polygon>
          <outerBoundaryIs><LinearRing><coordinates>116,39 117,39 117,40 116,40 116,39</coordinates></LinearRing></outerBoundaryIs>
          <innerBoundaryIs><LinearRing><coordinates>116.4,39.4 116.6,39.4 116.6,39.6 116.4,39.4</coordinates></LinearRing></innerBoundaryIs>
        </Polygon></Placemark>
        <Placemark id="d"><name>坏</name><Point><coordinates>east,north</coordinates></Point></Placemark>
      </Folder></Document></kml>
      """;

  @Test
  void keyholeMarkup() throws IOException {
    for (Path file : List.of(file("x.kml", KML), zip("x.kmz", Map.of("doc.kml", KML)))) {
      Trial trial = Trial.of(file);
      assertThat(trial.features()).hasSize(2);
      assertThat(trial.feature("a").properties())
          .containsEntry("name", "五道口")
          .containsEntry("级别", 3L);
      assertThat(trial.feature("b").properties()).containsEntry("name", "清华 & 西门");
      assertThat(trial.feature("b").geometry().getNumGeometries()).isEqualTo(2);
      assertThat(trial.notes()).containsExactly("3 geometry-kind", "4 geometry-unreadable");
    }
  }

  private Path workbook(String sheet) throws IOException {
    return zip(
        "x.xlsx",
        Map.of(
            "xl/workbook.xml",
            "<workbook"
                + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet"
                + " name='站点' sheetId='1' r:id='rId1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='rId1'"
                + " Target='worksheets/sheet1.xml'/></Relationships>",
            "xl/sharedStrings.xml",
            "<sst><si><t>名称</t></si><si><t>经度</t></si><si><r><t>纬</t></r><r><t>度</t></r><rPh><t>wei</t></rPh></si>"
                + "<si><t>建成日期</t></si><si><t>五道口</t></si></sst>",
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='176'"
                + " formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/></numFmts><cellXfs><xf"
                + " numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='176'/></cellXfs></styleSheet>",
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData>" + sheet + "</sheetData></worksheet>"));
  }

  private static final String HEADER =
      "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1'"
          + " t='s'><v>2</v></c><c r='D1' t='s'><v>3</v></c><c r='E1'"
          + " t='inlineStr'><is><t>在用</t></is></c></row>";

  @Test
  void workbooks() throws IOException {
    Path file =
        workbook(
            HEADER
                + "<row r='2'><c r='A2' t='s'><v>4</v></c><c r='B2'><v>116.33</v></c><c"
                + " r='C2'><v>39.99</v></c><c r='D2' s='1'><v>45292</v></c><c r='E2'"
                + " t='b'><v>1</v></c></row><row r='3'/><row r='4'><c r='A4'"
                + " t='str'><v>清华</v></c><c r='B4'><v>116.3</v></c><c r='C4'"
                + " t='inlineStr'><is><t>39.9</t></is></c><c r='D4'"
                + " s='2'><v>45293</v></c></row><row r='5'><c r='A5' t='s'><v>4</v></c><c"
                + " r='C5'><v>39.9</v></c></row>");
    Trial trial = Trial.of(file);
    assertThat(trial.preview().card().part()).isEqualTo("站点");
    assertThat(trial.preview().system().system().name()).isEqualTo("EPSG:4490");
    assertThat(trial.features()).hasSize(2);
    assertThat(trial.features().get(0).properties())
        .containsEntry("名称", "五道口")
        .containsEntry("建成日期", "2024-01-01")
        .containsEntry("在用", true);
    assertThat(trial.features().get(1).properties()).containsEntry("建成日期", "2024-01-02");
    // The row is called by the number Excel shows, less the header.
    assertThat(trial.notes()).containsExactly("4 geometry-empty");
  }

  @Test
  void aTextThatIsNotThereIsRefused() throws IOException {
    Path file = workbook(HEADER + "<row r='2'><c r='A2' t='s'><v>99</v></c></row>");
    assertThatThrownBy(() -> Trial.of(file))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("99");
  }

  @ParameterizedTest
  @CsvSource({"GBK, ','", "UTF-8, ','", "UTF-16LE, ','", "GBK, ';'", "UTF-8, '\t'"})
  void tablesInEveryDress(String charset, String separator) throws IOException {
    String mark = charset.startsWith("UTF-16") ? "\ufeff" : "";
    String text =
        mark
            + "名称,经度,纬度,备注\n五道口,116.33,39.99,\"有 \"\"引号\"\"\"\n清华大学西门,116.3,40.0,\n"
                .replace(',', separator.charAt(0));
    Trial trial = Trial.of(file("x.csv", text, Charset.forName(charset)));
    assertThat(trial.preview().card().encoding().label()).isEqualTo(charset);
    assertThat(trial.features()).hasSize(2);
    assertThat(trial.features().get(0).properties())
        .containsEntry("名称", "五道口")
        .containsEntry("备注", "有 \"引号\"");
  }

  @Test
  void theUsersEncodingStandsOverTheGuess() throws IOException {
    Path file = file("x.csv", "名称,lon,lat\n五道口,116.33,39.99\n", GBK);
    Trial wrong = Trial.of(file, Wishes.NONE.withEncoding("UTF-8"));
    assertThat(wrong.notes()).containsExactly("1 text-undecodable");
    assertThat(wrong.features()).isEmpty();
    assertThat(Trial.of(file, Wishes.NONE.withEncoding("gb2312")).features()).hasSize(1);
  }

  @Test
  void surveyedPointsWithNorthAsXAreTurnedRound() throws IOException {
    Path file = file("x.csv", "点号,X坐标,Y坐标\nA1,4419565.4930,39448473.0238\n");
    Trial trial = Trial.of(file);
    assertThat(trial.preview().system().system().name()).isEqualTo("EPSG:4527 (y,x)");
    assertThat(trial.preview().system().reason()).contains("swapped").contains("西安80");
    assertThat(
            trial
                .features()
                .get(0)
                .geometry()
                .getCoordinate()
                .distance(new Coordinate(116.3974, 39.9087)))
        .isLessThan(1e-7);
  }

  @Test
  void oldDatumsAreTakenOnlyWithParameters() throws IOException {
    Path file = file("x.csv", "n,x,y\nA1,448473.0238,4419565.4930\n");
    Wishes wishes = Wishes.NONE.withSystem("EPSG:2436");
    assertThatThrownBy(() -> Trial.of(file, wishes)).hasMessageContaining("datum parameters");
    Trial trial = Trial.of(file, wishes.withShift(DatumShift.parse("15.8,-154.4,-82.3")));
    assertThat(trial.features()).hasSize(1);
  }

  @Test
  void aTableWithoutPlacesAsksForThem() throws IOException {
    Path file = file("x.csv", "a,b\n1,2\n");
    assertThatThrownBy(() -> Trial.of(file))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no columns that look like coordinates");
  }

  @Test
  void typesOfColumnsAreThoseAllValuesHave() throws IOException {
    Path file =
        file(
            "x.csv",
            """
            lon,lat,whole,number,code,day,moment,mixed
            116,40,1,1.5,0731,2024-02-29,2024-01-01 08:30:00,1
            116,40,-2,2,0732,2024/3/1,2024-01-02 09:00:00,x
            """);
    Trial trial = Trial.of(file);
    assertThat(trial.layer().geometry()).isEqualTo(GeometryKind.POINT);
    assertThat(trial.layer().fields().stream().skip(2).map(Field::type).toList())
        .containsExactly(
            Field.Type.INTEGER,
            Field.Type.NUMBER,
            Field.Type.TEXT,
            Field.Type.TEXT,
            Field.Type.TIMESTAMP,
            Field.Type.TEXT);
    assertThat(trial.features().get(0).properties())
        .containsEntry("moment", "2024-01-01T08:30:00+08:00");
  }

  @Test
  void fieldsFindTheirPlaceByNameOrTitleAndTheUserStandsOverThat() {
    Layer poi = StandardLayers.get("poi");
    List<SourceField> there =
        List.of(
            new SourceField("NAME", null),
            new SourceField("类别", null),
            new SourceField("tel", null),
            new SourceField("secret", null));
    FieldMapping mapping = FieldMapping.of(poi, there, Map.of("phone", "tel", "kind", "类别"), null);
    assertThat(mapping.sources()).containsEntry("name", "NAME").containsEntry("phone", "tel");
    assertThat(mapping.leftOut()).containsExactly("secret");
    assertThat(FieldMapping.of(poi, there, Map.of("name", ""), null).sources())
        .doesNotContainKey("name");
    assertThatThrownBy(() -> FieldMapping.of(poi, there, Map.of("name", "nix"), null))
        .hasMessageContaining("'nix'");
    assertThatThrownBy(() -> FieldMapping.of(poi, there, Map.of("nix", "tel"), null))
        .hasMessageContaining("'nix'");
    assertThatThrownBy(() -> FieldMapping.of(poi, there, Map.of(), "nix"))
        .hasMessageContaining("'nix'");
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER, 12, 12",
    "INTEGER, 12.0, 12.0",
    "NUMBER, 1e3, 1000.0",
    "BOOLEAN, 是, true",
    "BOOLEAN, N, false",
    "DATE, 2024年2月9日, 2024-02-09",
    "DATE, 20240209, 2024-02-09",
    "DATE, 2024-02-30, 2024-02-30",
    "TIMESTAMP, 2024-02-09 08:00, 2024-02-09T08:00:00+08:00",
    "TIMESTAMP, 2024-02-09T00:00:00Z, 2024-02-09T00:00:00Z",
    "TEXT, x, x"
  })
  void valuesAreBroughtToTheFieldsTypeOrLeftForTheChecksToName(
      Field.Type type, String from, String to) {
    assertThat(Values.as(type, from)).hasToString(to);
  }

  @Test
  void tooManyBadRowsRefuseTheWhole() throws IOException {
    Path file = file("x.csv", "id,lon,lat\n" + "1,116,40\n".repeat(10_002));
    assertThatThrownBy(() -> Trial.of(file, Wishes.NONE, SystemChoice.Surroundings.UNKNOWN, "id"))
        .isInstanceOf(LoadRefusedException.class)
        .hasMessageContaining("more than 10000 rows")
        .hasMessageContaining("unique");
  }

  @Test
  void aCancelledLoadEnds() throws IOException {
    Path file = file("x.csv", "id,lon,lat\n" + "1,116,40\n".repeat(100));
    try (Source source = SourceFiles.open(file, Wishes.NONE, SourceLimits.standard())) {
      Preview preview =
          Preview.of(source, Wishes.NONE, SystemChoice.Surroundings.UNKNOWN, Trial.SYSTEMS);
      Layer layer = Trial.of(file).layer();
      FieldMapping mapping = FieldMapping.of(layer, preview.scan().fields(), Map.of(), null);
      Load.Order order =
          Load.Order.of(layer, mapping, preview.system(), 12)
              .watched((read, taken, refused) -> {}, () -> true);
      assertThatThrownBy(() -> new Load(source, order).run(Load.NOWHERE))
          .hasMessageContaining("cancelled at row 1");
    }
  }

  @Test
  void textThatNoStoreKeepsIsRefused() throws IOException {
    Path file =
        file(
            "x.ndjson",
            """
            {"type":"Feature","id":"a","properties":{"n":"zero \\u0000"},"geometry":{"type":"Point","coordinates":[116,40]}}
            {"type":"Feature","id":"b","properties":{"n":"half \\ud83d"},"geometry":{"type":"Point","coordinates":[116,40]}}
            {"type":"Feature","id":"c\\ud83d","properties":{},"geometry":{"type":"Point","coordinates":[116,40]}}
            {"type":"Feature","id":"d","properties":{"n":"\ud83d\ude92"},"geometry":{"type":"Point","coordinates":[116,40]}}
            """);
    Trial trial = Trial.of(file);
    assertThat(trial.notes()).containsExactly("1 text-broken", "2 text-broken", "3 text-broken");
    assertThat(trial.features()).hasSize(1);
  }

  @Test
  void aRowWithoutIdentityIsRefused() throws IOException {
    Path file = file("x.csv", "id,lon,lat\n,116,40\n7,116,40\n");
    Trial trial = Trial.of(file, Wishes.NONE, SystemChoice.Surroundings.UNKNOWN, "id");
    assertThat(trial.notes()).containsExactly("1 id-missing");
    assertThat(trial.features()).extracting(NewFeature::id).containsExactly("7");
  }

  @Test
  void aStrayRowDoesNotSpoilTheGuess() throws IOException {
    StringBuilder rows = new StringBuilder("name,x,y\n");
    for (int i = 0; i < 50; i++) {
      rows.append("p%d,%d,%d\n".formatted(i, 39_400_000 + i * 100, 3_121_000 + i * 100));
    }
    Path file = file("stray.csv", rows + "stray,39400000,4600000\n");
    assertThat(Trial.of(file).preview().system().system().name()).isEqualTo("EPSG:4527");
    Surroundings city = new Surroundings(new Envelope(115, 117, 28, 29), Map::of);
    Trial trial = Trial.of(file, Wishes.NONE, city, null);
    assertThat(trial.preview().system().system().name()).isEqualTo("EPSG:4527");
    assertThat(trial.preview().system().reason()).contains("left out of account");
    assertThat(trial.features()).hasSize(50);
    assertThat(trial.notes()).hasSize(1).first().asString().isEqualTo("51 out-of-city");
    String calm = rows.toString();
    assertThat(Trial.of(file("calm.csv", calm)).preview().system().reason())
        .doesNotContain("left out of account");
  }

  /**
   * The parameters are such as a survey office gives; where the points truly lie is worked out by
   * PROJ (cs2cs 9.1, +towgs84 with these parameters).
   */
  @ParameterizedTest
  @CsvSource({
    "EPSG:2437, '31.4,-144.3,-74.8,0,0,0.814,-0.38', 441000, 3585000, 119.373671705 32.387102620",
    "EPSG:2383, '24,-123,-94,-0.02,0.25,0.13,1.1', 500500, 3121000, 114.005380356 28.203338561",
  })
  void oldDatumsComeWithTheParametersGiven(
      String system, String shift, double x, double y, String expected) throws IOException {
    Path file = file("old.csv", "name,x,y\na,%s,%s\nb,%s,%s\n".formatted(x, y, x + 10, y + 10));
    Wishes wishes =
        new Wishes(
            null,
            null,
            system,
            DatumShift.parse(shift),
            false,
            new PlaceColumns.Choice(null, null, null));
    String[] place = expected.split(" ");
    assertThat(Trial.of(file, wishes).feature("#1").geometry().getCoordinate())
        .satisfies(
            c -> {
              assertThat(c.x).isCloseTo(Double.parseDouble(place[0]), within(1e-7));
              assertThat(c.y).isCloseTo(Double.parseDouble(place[1]), within(1e-7));
            });
    Wishes without =
        new Wishes(null, null, system, null, false, new PlaceColumns.Choice(null, null, null));
    assertThatThrownBy(() -> Trial.of(file, without))
        .hasMessageContaining("needs the city's own datum parameters");
  }

  /** Said of its row, or of the whole file where what follows the row cannot be told any more. */
  @ParameterizedTest
  @ValueSource(strings = {"csv", "kml", "gpx", "geojson"})
  void oneRowWithMoreVerticesThanTheLimitIsNotTaken(String format) throws IOException {
    SourceLimits few = new SourceLimits(1L << 20, 100, 100, 1 << 20, 100, 100, 64);
    assertThat(told(line(format, 90), few)).isEmpty();
    assertThat(told(line(format, 200), few))
        .singleElement()
        .asString()
        .containsPattern("more than|200 vertices are too many");
  }

  private static List<String> told(Path file, SourceLimits limits) throws IOException {
    List<String> told = new ArrayList<>();
    Wishes wishes =
        new Wishes(null, null, "EPSG:4490", null, false, new PlaceColumns.Choice(null, null, null));
    try (Source source = SourceFiles.open(file, wishes, limits)) {
      source.read(
          row -> {
            row.faults().stream().filter(f -> f.fatal()).forEach(f -> told.add(f.detail()));
            return true;
          });
    } catch (SourceException e) {
      told.add(e.getMessage());
    }
    return told;
  }

  private Path line(String format, int vertices) throws IOException {
    String name = vertices + "." + format;
    List<String> all =
        IntStream.range(0, vertices).mapToObj(i -> "116.%03d,40".formatted(i)).toList();
    String text =
        switch (format) {
          case "csv" ->
              "a,wkt\n1,\"LINESTRING("
                  + all.stream().map(v -> v.replace(',', ' ')).collect(Collectors.joining(","))
                  + ")\"\n";
          case "kml" ->
              "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Placemark><LineString><coordinates>"
                  + String.join(" ", all)
                  + "</coordinates></LineString></Placemark></kml>";
          case "gpx" ->
              "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>"
                  + all.stream()
                      .map(v -> "<trkpt lon=\"" + v.replace(",", "\" lat=\"") + "\"/>")
                      .collect(Collectors.joining())
                  + "</trkseg></trk></gpx>";
          default ->
              "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[["
                  + String.join("],[", all)
                  + "]]}}";
        };
    return file(name, text);
  }
}
