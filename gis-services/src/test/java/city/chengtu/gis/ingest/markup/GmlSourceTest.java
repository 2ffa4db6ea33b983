package city.chengtu.gis.ingest.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;

class GmlSourceTest {
  private static final String URN = "urn:ogc:def:crs:EPSG::4326";

  @TempDir private Path folder;

  private static String collection(String features) {
    return "<wfs:FeatureCollection xmlns:wfs=\"http://www.opengis.net/wfs/2.0\""
        + " xmlns:gml=\"http://www.opengis.net/gml/3.2\" xmlns:a=\"urn:a\">"
        + features
        + "</wfs:FeatureCollection>";
  }

  private static String member(String shape) {
    return "<wfs:member><a:road gml:id=\"r.1\"><a:name>环路 &amp; 桥</a:name><a:lanes>3</a:lanes>"
        + "<a:empty/><a:line>"
        + shape
        + "</a:line></a:road></wfs:member>";
  }

  private GmlSource open(String text, SourceLimits limits) throws IOException {
    Path file = Files.writeString(folder.resolve("a.gml"), text);
    return GmlSource.open(Content.of(file, limits), "a", null, limits);
  }

  private static List<SourceRow> rows(GmlSource source) throws IOException {
    List<SourceRow> rows = new ArrayList<>();
    source.read(rows::add);
    return rows;
  }

  private SourceRow only(String shape) throws IOException {
    List<SourceRow> rows = rows(open(collection(member(shape)), SourceLimits.standard()));
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** Each geometry of the profile, in the three ways versions write it; east first in the end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<gml:Point srsName=\"urn:ogc:def:crs:EPSG::4326\"><gml:pos>28 112</gml:pos></gml:Point>|POINT (112 28)",
        "<gml:Point srsName=\"http://www.opengis.net/def/crs/EPSG/0/4490\"><gml:pos>28 112 5</gml:pos></gml:Point>|POINT (112 28)",
        "<gml:Point srsName=\"EPSG:4326\"><gml:pos>112 28</gml:pos></gml:Point>|POINT (112 28)",
        "<gml:Point srsName=\"http://www.opengis.net/gml/srs/epsg.xml#4326\"><gml:coordinates>112,28</gml:coordinates></gml:Point>|POINT (112 28)",
        "<gml:Point srsName=\"urn:ogc:def:crs:OGC:1.3:CRS84\"><gml:coord><gml:X>112</gml:X><gml:Y>28</gml:Y></gml:coord></gml:Point>|POINT (112 28)",
        "<gml:Point srsName=\"urn:x-ogc:def:crs:EPSG:6.9:4547\"><gml:pos>3110012.5 391898.25</gml:pos></gml:Point>|POINT (391898.25 3110012.5)",
        "<gml:LineString srsName=\"urn:ogc:def:crs:EPSG::4326\" srsDimension=\"3\"><gml:posList>28 112 1 29 113 2</gml:posList></gml:LineString>|LINESTRING (112 28, 113 29)",
        "<gml:LineString srsName=\"EPSG:4326\"><gml:coordinates decimal=\".\" cs=\",\" ts=\" \">112,28  113.5,29 </gml:coordinates></gml:LineString>|LINESTRING (112 28, 113.5 29)",
        "<gml:LineString srsName=\"EPSG:4326\"><gml:coordinates decimal=\",\" cs=\";\" ts=\"/\">112,5;28/113;29</gml:coordinates></gml:LineString>|LINESTRING (112.5 28, 113 29)",
        "<gml:Curve srsName=\"EPSG:4326\"><gml:segments><gml:LineStringSegment><gml:posList>1 2 3 4</gml:posList></gml:LineStringSegment><gml:LineStringSegment><gml:pos>3 4</gml:pos><gml:pos>5 6</gml:pos></gml:LineStringSegment></gml:segments></gml:Curve>|LINESTRING (1 2, 3 4, 5 6)",
        "<gml:Polygon srsName=\"EPSG:4326\"><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates>0,0 9,0 9,9 0,0</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs><gml:innerBoundaryIs><gml:LinearRing><gml:coordinates>3,1 4,1 4,2 3,1</gml:coordinates></gml:LinearRing></gml:innerBoundaryIs></gml:Polygon>|POLYGON ((0 0, 9 0, 9 9, 0 0), (3 1, 4 1, 4 2, 3 1))",
        "<gml:Surface srsName=\"EPSG:4326\"><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing><gml:posList>0 0 9 0 9 9</gml:posList></gml:LinearRing></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>|MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))",
        "<gml:Polygon srsName=\"EPSG:4326\"><gml:exterior><gml:Ring><gml:curveMember><gml:LineString><gml:posList>0 0 9 0</gml:posList></gml:LineString></gml:curveMember><gml:curveMember><gml:LineString><gml:posList>9 0 9 9 0 0</gml:posList></gml:LineString></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>|POLYGON ((0 0, 9 0, 9 9, 0 0))",
        "<gml:MultiPoint srsName=\"EPSG:4326\"><gml:pointMember><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:pointMember><gml:pointMembers><gml:Point><gml:pos>3 4</gml:pos></gml:Point></gml:pointMembers></gml:MultiPoint>|MULTIPOINT ((1 2), (3 4))",
        "<gml:MultiCurve srsName=\"urn:ogc:def:crs:EPSG::4326\"><gml:curveMember><gml:LineString><gml:posList>2 1 4 3</gml:posList></gml:LineString></gml:curveMember></gml:MultiCurve>|MULTILINESTRING ((1 2, 3 4))",
        "<gml:MultiSurface srsName=\"EPSG:4326\"><gml:surfaceMembers><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>0 0 9 0 9 9 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMembers></gml:MultiSurface>|MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))",
        "<gml:MultiGeometry srsName=\"EPSG:4326\"><gml:geometryMember><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:geometryMember><gml:geometryMember><gml:LineString><gml:posList>1 2 3 4</gml:posList></gml:LineString></gml:geometryMember></gml:MultiGeometry>|GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))"
      })
  void everyShapeOfTheProfileIsRead(String shape, String wkt) throws Exception {
    SourceRow row = only(shape);
    assertThat(row.faults()).isEmpty();
    assertThat((Object) row.geometry()).isEqualTo(new WKTReader().read(wkt));
    assertThat(row.id()).isEqualTo("r.1");
    assertThat(row.values()).containsEntry("name", "环路 & 桥").containsEntry("lanes", "3");
    assertThat(row.values()).containsEntry("empty", null).doesNotContainKey("line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<gml:Point srsName=\"EPSG:4326\"><gml:pos>112</gml:pos></gml:Point>|no positions",
        "<gml:Point srsName=\"EPSG:4326\"><gml:pos>a b</gml:pos></gml:Point>|'a' is no number",
        "<gml:Point srsName=\"EPSG:4326\"><gml:pos>NaN 1</gml:pos></gml:Point>|no number",
        "<gml:Point srsName=\"EPSG:4326\"/>|0 positions",
        "<gml:Point srsName=\"EPSG:4326\"><gml:coord><gml:X>1</gml:X></gml:coord></gml:Point>|no Y",
        "<gml:LineString srsName=\"EPSG:4326\"><gml:posList>1 2 3</gml:posList></gml:LineString>|3 numbers",
        "<gml:LineString srsName=\"EPSG:4326\"><gml:posList srsDimension=\"9\">1 2 3</gml:posList></gml:LineString>|srsDimension",
        "<gml:Polygon srsName=\"EPSG:4326\"/>|no outer ring",
        "<gml:Polygon srsName=\"EPSG:4326\"><gml:exterior><gml:LinearRing><gml:posList>1 2 3 4</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>|2 positions",
        "<gml:MultiPoint srsName=\"EPSG:4326\"/>|no members",
        "<gml:Curve srsName=\"EPSG:4326\"><gml:segments><gml:Arc><gml:posList>1 2 3 4 5 6</gml:posList></gml:Arc></gml:segments></gml:Curve>|Arc is not read",
        "<gml:Solid srsName=\"EPSG:4326\"/>|Solid is not read"
      })
  void aBadShapeIsNamedAndTheRowKept(String shape, String why) throws IOException {
    List<SourceRow> rows =
        rows(
            open(
                collection(
                    member(shape)
                        + member(
                            "<gml:Point srsName=\"EPSG:4326\"><gml:pos>1 2</gml:pos></gml:Point>")),
                SourceLimits.standard()));
    assertThat(rows).hasSize(2);
    assertThat((Object) rows.get(0).geometry()).isNull();
    assertThat(rows.get(0).values()).containsEntry("lanes", "3");
    assertThat(rows.get(0).faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.rule()).isEqualTo("geometry-unreadable");
              assertThat(fault.detail()).contains(why);
            });
    assertThat((Object) rows.get(1).geometry()).isNotNull();
  }

  /** Types are parts; collections lie in collections; the bounds name the system of all. */
  @Test
  void collectionsOfCollectionsAndTheirBounds() throws IOException {
    String text =
        collection(
            "<wfs:boundedBy><gml:Envelope srsName=\""
                + URN
                + "\"/></wfs:boundedBy>"
                + "<wfs:member><wfs:FeatureCollection><wfs:member><a:tree gml:id=\"t\"><a:at>"
                + "<gml:Point><gml:pos>28 112</gml:pos></gml:Point></a:at></a:tree></wfs:member>"
                + "</wfs:FeatureCollection></wfs:member>"
                + member("<gml:Point><gml:pos>29 113</gml:pos></gml:Point>"));
    GmlSource trees = open(text, SourceLimits.standard());
    assertThat(trees.card().parts()).containsExactly("tree", "road");
    assertThat(trees.card().system().code()).isEqualTo("EPSG:4326");
    assertThat(rows(trees))
        .singleElement()
        .extracting(r -> r.geometry().toText())
        .isEqualTo("POINT (112 28)");
    GmlSource roads =
        GmlSource.open(
            Content.of(folder.resolve("a.gml"), SourceLimits.standard()),
            "a",
            "road",
            SourceLimits.standard());
    assertThat(rows(roads)).singleElement().extracting(SourceRow::id).isEqualTo("r.1");
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(
            () ->
                GmlSource.open(
                    Content.of(folder.resolve("a.gml"), SourceLimits.standard()),
                    "a",
                    "bush",
                    SourceLimits.standard()))
        .withMessageContaining("bush");
  }

  @Test
  void oneSystemAFileAndOneGeometryAFeature() throws IOException {
    List<SourceRow> rows =
        rows(
            open(
                collection(
                    member("<gml:Point srsName=\"EPSG:4326\"><gml:pos>1 2</gml:pos></gml:Point>")
                        + member(
                            "<gml:Point srsName=\"EPSG:3857\"><gml:pos>1 2</gml:pos></gml:Point>")
                        + member(
                            "<gml:Point srsName=\"EPSG:4326\"><gml:pos>1 2</gml:pos></gml:Point>"
                                + "<gml:Point srsName=\"EPSG:4326\"><gml:pos>3 4</gml:pos></gml:Point>")),
                SourceLimits.standard()));
    assertThat(rows.get(1).faults().get(0).detail()).contains("EPSG:3857");
    assertThat(rows.get(2).geometry().toText()).isEqualTo("POINT (1 2)");
    assertThat(rows.get(2).faults().get(0).rule()).isEqualTo("second-geometry");
  }

  /** Hostile or foreign files end the reading with a reason. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE x [<!ENTITY e \"boom\">]><c:FeatureCollection xmlns:c=\"urn:c\">&e;</c:FeatureCollection>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><c:FeatureCollection xmlns:c=\"urn:c\"/>",
        "<c:FeatureCollection xmlns:c=\"urn:c\"><c:member>",
        "<kml/>",
        "",
        "no xml",
        "<ows:ExceptionReport xmlns:ows=\"urn:o\"><ows:Exception><ows:ExceptionText>gone</ows:ExceptionText></ows:Exception></ows:ExceptionReport>",
        "<c:FeatureCollection xmlns:c=\"urn:c\"><c:member><x><y><c:Point srsName=\"urn:mine\"/></y></x></c:member></c:FeatureCollection>"
      })
  void whatIsNoCollectionIsRefused(String text) {
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> rows(open(text, SourceLimits.standard())))
        .withMessageContaining("a.gml");
  }

  @Test
  void limitsHold() throws IOException {
    SourceLimits tight = new SourceLimits(1 << 16, 10, 10, 400, 3, 2, 9);
    String point = "<gml:Point srsName=\"EPSG:4326\"><gml:pos>1 2</gml:pos></gml:Point>";
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> rows(open(collection(member(point)), tight)))
        .withMessageContaining("fields");
    String shape = "<wfs:member><a:x><a:g>%s</a:g></a:x></wfs:member>";
    String line =
        "<gml:LineString srsName=\"EPSG:4326\"><gml:posList>1 2 3 4 5 6 7 8</gml:posList></gml:LineString>";
    assertThat(rows(open(collection(shape.formatted(line)), tight)).get(0).faults().get(0).detail())
        .contains("more than 3 vertices");
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(
            () ->
                rows(
                    open(collection(shape.formatted("<b>".repeat(20) + "</b>".repeat(20))), tight)))
        .withMessageContaining("deeper");
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> rows(open(collection(shape.formatted("x".repeat(500))), tight)))
        .withMessageContaining("longer than 400");
  }

  /** What GDAL writes is what GDAL had, in each version. */
  @ParameterizedTest
  @ValueSource(strings = {"GML2", "GML3", "GML3.2"})
  void gdalsGmlIsRead(String version) throws Exception {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "ogr2ogr"))),
        "NOT RUN: ogr2ogr is not on this machine (Debian: gdal-bin)");
    List<Geometry> shapes = new ArrayList<>();
    StringBuilder csv = new StringBuilder("name,wkt\n");
    for (String wkt :
        List.of(
            "POLYGON ((112.9 28.1, 113 28.1, 113 28.2, 112.9 28.2, 112.9 28.1), (112.92 28.12, 112.92 28.18, 112.98 28.18, 112.92 28.12))",
            "MULTIPOLYGON (((112.8 28, 112.81 28, 112.81 28.01, 112.8 28)), ((112.83 28, 112.84 28, 112.84 28.01, 112.83 28)))")) {
      shapes.add(new WKTReader().read(wkt));
      csv.append("环 <").append(shapes.size()).append(">,\"").append(wkt).append("\"\n");
    }
    Files.writeString(folder.resolve("a.csv"), csv);
    Path out = folder.resolve("b.gml");
    Process gdal =
        new ProcessBuilder(
                "ogr2ogr",
                "-f",
                "GML",
                "-dsco",
                "FORMAT=" + version,
                "-a_srs",
                "EPSG:4326",
                "-oo",
                "GEOM_POSSIBLE_NAMES=wkt",
                "-oo",
                "KEEP_GEOM_COLUMNS=NO",
                out.toString(),
                folder.resolve("a.csv").toString())
            .inheritIO()
            .start();
    assertThat(gdal.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(gdal.exitValue()).isZero();
    SourceLimits limits = SourceLimits.standard();
    List<SourceRow> rows = rows(GmlSource.open(Content.of(out, limits), "b", null, limits));
    assertThat(rows).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(rows.get(i).faults()).isEmpty();
      assertThat(rows.get(i).geometry().equalsTopo(shapes.get(i))).as(rows.toString()).isTrue();
      assertThat(rows.get(i).values()).containsEntry("name", "环 <" + (i + 1) + ">");
    }
  }
}
