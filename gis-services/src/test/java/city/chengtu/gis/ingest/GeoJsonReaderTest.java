package city.chengtu.gis.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.routing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeoJsonReaderTest {
  private static final CoordinateSystems SYSTEMS = new CoordinateSystems();
  private final List<NewFeature> taken = new ArrayList<>();

  private static Layer layer(GeometryKind kind) {
    return new Layer(
        "things",
        "base",
        new Text("物", "Things"),
        kind,
        List.of(Field.of("name", "名称", "Name", Field.Type.TEXT)),
        new LayerOrigin("o", "s", null, null, ShareClass.UNCONDITIONAL),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, "name", null),
        false);
  }

  private CheckedSink sink(Layer layer) {
    return new CheckedSink(
        new FeatureSink() {
          @Override
          public void define(Layer defined) {}

          @Override
          public void write(NewFeature feature) {
            taken.add(feature);
          }

          @Override
          public void close() {}
        },
        LayerChecks.of(List.of(layer)));
  }

  private ImportReport read(GeometryKind kind, String crs, String json) throws IOException {
    Layer layer = layer(kind);
    CheckedSink sink = sink(layer);
    new GeoJsonReader(layer, null, crs, 10, SYSTEMS)
        .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "test.json", sink);
    sink.close();
    return sink.report();
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  private static String feature(String id, String geometry) {
    return "{\"type\":\"Feature\",\"id\":\""
        + id
        + "\",\"properties\":{\"name\":\""
        + id
        + "\",\"n\":3,\"x\":1.5,\"list\":[1]},\"geometry\":"
        + geometry
        + "}";
  }

  @Test
  void featuresComeWithTheirProperties() throws IOException {
    ImportReport report =
        read(
            GeometryKind.POINT,
            null,
            collection(feature("a", "{\"type\":\"Point\",\"coordinates\":[112.98,28.2,50]}")));
    assertThat(report.total()).isEqualTo(new ImportReport.Counts(1, 1, 0, 0));
    assertThat(taken.get(0).id()).isEqualTo("a");
    assertThat(taken.get(0).properties().toString()).isEqualTo("{name=a, n=3, x=1.5, list=[1]}");
  }

  @Test
  void membersMayComeInAnyOrderAndFeaturesOneALine() throws IOException {
    String point = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
    read(
        GeometryKind.POINT,
        null,
        "{\"features\":["
            + feature("a", point)
            + "],\"name\":\"x\",\"type\":\"FeatureCollection\"}");
    read(GeometryKind.POINT, null, feature("b", point) + "\n" + feature("c", point));
    assertThat(taken.stream().map(NewFeature::id).toList()).containsExactly("a", "b", "c");
  }

  @Test
  void otherReferenceSystemsAreBroughtToLonLat() throws IOException {
    read(
        GeometryKind.POINT,
        "EPSG:4547",
        collection(feature("a", "{\"type\":\"Point\",\"coordinates\":[399853.795,3121027.230]}")));
    assertThat(taken.get(0).geometry().getCoordinate().x).isCloseTo(112.98, within(1e-7));
    assertThat(taken.get(0).geometry().getCoordinate().y).isCloseTo(28.20, within(1e-7));
  }

  @Test
  void badFeaturesAreNamedAndTheRestIsTaken() throws IOException {
    ImportReport report =
        read(
            GeometryKind.POLYGON,
            null,
            collection(
                feature(
                    "good", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}"),
                feature("open", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1]]]}"),
                feature("short", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0]]]}"),
                feature(
                    "text",
                    "{\"type\":\"Polygon\",\"coordinates\":[[[\"0\",0],[1,0],[1,1],[0,0]]]}"),
                feature("curve", "{\"type\":\"Curve\",\"coordinates\":[]}"),
                feature("none", "null"),
                "{\"type\":\"Thing\",\"id\":\"thing\"}"));
    assertThat(taken.stream().map(NewFeature::id).toList()).containsExactly("good", "open");
    assertThat(report.total()).isEqualTo(new ImportReport.Counts(7, 2, 0, 5));
    assertThat(report.toString())
        .contains("things short geometry: coordinates: a ring has at least four positions")
        .contains("things text geometry: coordinates: a position is two numbers")
        .contains("geometry.type 'Curve'")
        .contains("things none geometry: the feature has no geometry")
        .contains("things thing type");
  }

  @Test
  void whatIsNoGeoJsonIsRefusedWithThePlace() {
    assertThatThrownBy(
            () ->
                read(
                    GeometryKind.POINT,
                    null,
                    "{\"type\":\"FeatureCollection\",\n\"features\":[{]}"))
        .isInstanceOf(GeoJsonException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read(GeometryKind.POINT, null, "{\"type\":\"Topology\"}"))
        .hasMessageContaining("Topology");
    assertThatThrownBy(() -> read(GeometryKind.POINT, null, "[1,2]"))
        .hasMessageContaining("expected an object");
    assertThatThrownBy(() -> read(GeometryKind.POINT, null, "")).hasMessageContaining("no feature");
    assertThatThrownBy(
            () ->
                read(
                    GeometryKind.POINT,
                    null,
                    collection("{\"type\":\"Feature\"}").replace("]}", "")))
        .isInstanceOf(GeoJsonException.class);
  }

  @Test
  void realDivisionsWithBrokenRingsAreMended() throws IOException {
    for (String province :
        List.of("beijing", "hunan", "jiangsu", "liaoning", "zhejiang", "shanghai_outline")) {
      taken.clear();
      Layer layer = layer(GeometryKind.POLYGON);
      CheckedSink sink = sink(layer);
      new GeoJsonReader(layer, null, null, 6, SYSTEMS)
          .read(SharedData.get("layers/admin/" + province + ".geojson"), sink);
      sink.close();
      assertThat(taken)
          .as(province)
          .isNotEmpty()
          .allSatisfy(f -> assertThat(f.geometry().isValid()).isTrue());
      ImportReport.Counts counts = sink.report().total();
      assertThat(counts.accepted() + counts.rejected()).isEqualTo(counts.read());
      assertThat(counts.rejected()).as(province).isZero();
    }
  }

  @Test
  void realRobustnessFiles() throws IOException {
    Layer layer = layer(GeometryKind.POINT);
    CheckedSink lines = sink(layer);
    new GeoJsonReader(layer, null, null, 6, SYSTEMS)
        .read(SharedData.get("layers/robustness/newline_delimited.geojson"), lines);
    assertThat(lines.report().total().read()).isGreaterThan(1);
    assertThatThrownBy(
            () ->
                new GeoJsonReader(layer, null, null, 6, SYSTEMS)
                    .read(
                        SharedData.get("layers/robustness/not_json_single_quotes.geojson.gz"),
                        sink(layer)))
        .isInstanceOf(GeoJsonException.class)
        .hasMessageContaining("line 1");
  }
}
