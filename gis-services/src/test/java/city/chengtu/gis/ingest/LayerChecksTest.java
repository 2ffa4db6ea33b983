package city.chengtu.gis.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class LayerChecksTest {
  private final List<NewFeature> taken = new ArrayList<>();
  private final CheckedSink sink =
      new CheckedSink(
          new FeatureSink() {
            @Override
            public void define(Layer layer) {}

            @Override
            public void write(NewFeature feature) {
              taken.add(feature);
            }

            @Override
            public void close() {}
          },
          LayerChecks.standard());

  private static Geometry draw(String wkt) {
    try {
      return new WKTReader().read(wkt);
    } catch (ParseException e) {
      throw new IllegalArgumentException(wkt, e);
    }
  }

  private void write(String layer, String id, String wkt, Object... properties) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put((String) properties[i], properties[i + 1]);
    }
    sink.write(new NewFeature(layer, id, 14, draw(wkt), map));
  }

  /** Rules broken, in the order of the report, as "layer rule field". */
  private List<String> broken() {
    sink.close();
    return sink.report().findings().stream()
        .flatMap(f -> f.samples().stream())
        .map(p -> p.layer() + " " + p.rule() + (p.field() == null ? "" : " " + p.field()))
        .distinct()
        .toList();
  }

  private void grid(String code, String wkt) {
    write(
        "grids",
        code,
        wkt,
        "code",
        code,
        "community",
        "c",
        "street",
        "s",
        "district",
        "d",
        "area_m2",
        10_000.0,
        "start_date",
        "2024-01-01");
  }

  private void road(String id, String wkt, long from, long to) {
    write("roads", id, wkt, "class", "primary", "from_node", from, "to_node", to, "oneway", "no");
  }

  private void pipePoint(String number, String wkt, double high, String feature) {
    write(
        "pipe_points",
        number,
        wkt,
        "kind",
        "PS",
        "Exp_No",
        number,
        "High",
        high,
        "Feature",
        feature);
  }

  private void pipe(
      String number,
      String wkt,
      String start,
      String end,
      double startDepth,
      double endDepth,
      double startHeight,
      double endHeight) {
    write(
        "pipe_segments",
        number,
        wkt,
        "kind",
        "PS",
        "Lno",
        number,
        "S_Exp",
        start,
        "E_Exp",
        end,
        "S_Deep",
        startDepth,
        "E_Deep",
        endDepth,
        "S_H",
        startHeight,
        "E_H",
        endHeight,
        "Material",
        "混凝土",
        "PSize",
        "600",
        "EmBed",
        "直埋",
        "Belong",
        "排水公司",
        "FlowDir",
        "+");
  }

  @Test
  void goodDataPassesUntouched() {
    grid("430102001001001", "POLYGON ((112 28, 112.001 28, 112.001 28.001, 112 28.001, 112 28))");
    grid(
        "430102001001002",
        "POLYGON ((112.001 28, 112.002 28, 112.002 28.001, 112.001 28.001, 112.001 28))");
    road("r1", "LINESTRING (112 28, 112.001 28)", 1, 2);
    road("r2", "LINESTRING (112.001 28, 112.001 28.001)", 2, 3);
    pipePoint("P1", "POINT (112 28)", 50, "起点");
    pipePoint("P2", "POINT (112.0003 28)", 50, "终点");
    pipe("L1", "LINESTRING (112 28, 112.0003 28)", "P1", "P2", 2, 2.1, 48, 47.9);
    assertThat(broken()).isEmpty();
    assertThat(taken).hasSize(7);
    assertThat(sink.report().total()).isEqualTo(new ImportReport.Counts(7, 7, 0, 0));
  }

  @Test
  void geometriesAreMendedOrRefused() {
    write("green", "bow", "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "name", "公园");
    write("green", "point", "POINT (1 1)");
    write("green", "empty", "POLYGON EMPTY");
    write("places", "metres", "POINT (399853 3121027)", "name", "x", "kind", "y");
    assertThat(broken())
        .containsExactlyInAnyOrder(
            "green geometry-repaired",
            "green geometry-kind",
            "green geometry-empty",
            "places geometry-range");
    assertThat(taken).singleElement().satisfies(f -> assertThat(f.geometry().isValid()).isTrue());
    assertThat(sink.report().layers().get("green")).isEqualTo(new ImportReport.Counts(3, 1, 1, 2));
  }

  @Test
  void fieldsAreJudgedByTheRules() {
    write(
        "components",
        "a",
        "POINT (112 28)",
        "ObjID",
        "4301020118",
        "ObjName",
        "路灯",
        "DeptName1",
        "d",
        "DeptName2",
        "d",
        "DeptName3",
        "d",
        "BGID",
        "430102001001001",
        "ObjState",
        "good",
        "ORDate",
        "20240101");
    write("places", "b", "POINT (112 28)", "name", " ", "kind", "suburb");
    write("buildings", "c", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "levels", "七");
    write("buildings", "d", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "levels", 500);
    write("buildings", "d", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "levels", 5);
    assertThat(broken())
        .containsExactlyInAnyOrder(
            "components pattern ObjID",
            "components dictionary ObjState",
            "places required name",
            "buildings type levels",
            "buildings range levels",
            "buildings unique id");
    assertThat(taken).isEmpty();
    assertThat(sink.report().toString()).contains("'4301020118' is not 16 digits");
  }

  @Test
  void gridsThatOverlapOrLeaveAGapAreFound() {
    grid("430102001001001", "POLYGON ((112 28, 112.001 28, 112.001 28.001, 112 28.001, 112 28))");
    grid(
        "430102001001002",
        "POLYGON ((112.0009 28, 112.002 28, 112.002 28.001, 112.0009 28.001, 112.0009 28))");
    grid(
        "430102001001003",
        "POLYGON ((112 28.001002, 112.001 28.001002, 112.001 28.002, 112 28.002, 112 28.001002))");
    assertThat(broken()).containsExactly("grids grid-seam");
    assertThat(sink.report().errors().get(0).count()).isEqualTo(3);
  }

  @Test
  void aSmallHoleInTheGridsIsFound() {
    grid(
        "430102001001001",
        "POLYGON ((112 28, 112.003 28, 112.003 28.003, 112 28.003, 112 28), (112.001 28.001,"
            + " 112.0012 28.001, 112.0012 28.0012, 112.001 28.0012, 112.001 28.001))");
    assertThat(broken()).containsExactly("grids grid-gap");
  }

  @Test
  void aJunctionThatIsInTwoPlacesIsFound() {
    road("r1", "LINESTRING (112 28, 112.001 28)", 1, 2);
    road("r2", "LINESTRING (112.0011 28, 112.002 28)", 2, 3);
    assertThat(broken()).containsExactly("roads road-junction from_node");
  }

  @Test
  void pipesThatDoNotFitAreFound() {
    pipePoint("P1", "POINT (112 28)", 50, "三通");
    pipePoint("P2", "POINT (112.0003 28)", 50, "终点");
    pipePoint("P3", "POINT (112.1 28)", 50, "终点");
    pipe("L1", "LINESTRING (112 28, 112.0003 28)", "P1", "P2", 2, 2, 48, 49);
    pipe("L2", "LINESTRING (112.0003 28, 112 28)", "P2", "P1", 2, 2, 48, 48);
    pipe("L3", "LINESTRING (112.0003 28, 112.0004 28)", "P2", "P9", 2, 2, 48, 48);
    pipe("L4", "LINESTRING (112.0002 28, 112.1 28)", "P2", "P3", 2, 2, 48, 48);
    assertThat(broken())
        .containsExactlyInAnyOrder(
            "pipe_segments pipe-depth E_H",
            "pipe_segments pipe-fall FlowDir",
            "pipe_segments pipe-pair S_Exp",
            "pipe_segments pipe-ends E_Exp",
            "pipe_segments pipe-ends S_Exp",
            "pipe_segments pipe-length",
            "pipe_points pipe-arms Feature");
  }

  @Test
  void manyOfAKindAreCountedAndTheFirstShown() {
    for (int i = 0; i < 1_000; i++) {
      write("places", "p" + i, "POINT (112 28)", "kind", "suburb");
    }
    sink.close();
    ImportReport.Finding finding = sink.report().errors().get(0);
    assertThat(finding.count()).isEqualTo(1_000);
    assertThat(finding.samples()).hasSize(ImportReport.SAMPLES);
  }
}
