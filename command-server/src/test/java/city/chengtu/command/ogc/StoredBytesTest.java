package city.chengtu.command.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.io.WKTReader;

/** What goes from the store's bytes to GeoJSON is what the feature, taken apart, would give. */
@EachStore
class StoredBytesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] SHAPES = {
    "POINT (112.9 28.1)",
    "POINT (-112.123456789012345 -0.00000001)",
    "MULTIPOINT ((112 28), (113.5 28.25))",
    "LINESTRING (112.9 28.1, 113 28.2, 112.95 28.3)",
    "MULTILINESTRING ((112 28, 113 29), (112.5 28.5, 112.6 28.6, 112.7 28.7))",
    "POLYGON ((112.9 28.1, 113 28.1, 113 28.2, 112.9 28.2, 112.9 28.1),"
        + " (112.92 28.12, 112.98 28.12, 112.98 28.18, 112.92 28.12))",
    "MULTIPOLYGON (((112.8 28, 112.81 28, 112.81 28.01, 112.8 28)),"
        + " ((112.83 28, 112.84 28, 112.84 28.01, 112.83 28)))",
    "GEOMETRYCOLLECTION (POINT (112 28), LINESTRING (112 28, 113 29))"
  };

  private final StoredLayers layers;
  private final Layer layer =
      new Layer(
          "t_bytes",
          "base",
          new Text("字节", "Bytes"),
          GeometryKind.POINT,
          List.of(
              Field.of("name", "名称", "Name", Field.Type.TEXT),
              Field.of("a\"b\\", "引号", "Quoted", Field.Type.TEXT),
              Field.of("count", "数", "Count", Field.Type.INTEGER),
              Field.of("size", "量", "Size", Field.Type.NUMBER),
              Field.of("open", "开放", "Open", Field.Type.BOOLEAN),
              Field.of("单位", "单位", "Unit", Field.Type.TEXT),
              Field.of("missing", "无", "Missing", Field.Type.TEXT)),
          new LayerOrigin("test", "test", null, null, ShareClass.UNCONDITIONAL),
          new ScaleRange(0, 22),
          new LayerStyle(1, null, null, null, null, null, null, null, null),
          false);

  StoredBytesTest(TestStore store) {
    layers =
        StoredLayers.open(store.database("db/command/common"), new Catalogue(), Clock.systemUTC());
  }

  @ParameterizedTest
  @EnumSource(Crs.class)
  void bothWaysGiveTheSame(Crs crs) throws Exception {
    layers.define(layer);
    layers.write(ChangeSet.merge("test", "test", "test"), features(crs).stream());
    List<FeatureRow> rows = layers.get("t_bytes").rows(FeatureQuery.of("t_bytes"));
    assertThat(rows).hasSize(200);
    assertThat(rows).allSatisfy(row -> assertThat(row.ewkb()).isNotNull());
    JsonNode stored = written(crs, rows);
    JsonNode built =
        written(
            crs,
            layers.get("t_bytes").read(FeatureQuery.of("t_bytes")).stream()
                .map(FeatureRow::of)
                .toList());
    assertThat(stored).isEqualTo(built);
    assertThat(stored.get("features")).hasSize(200);
  }

  /** Rows come in the order and number of features, with the count of all. */
  @Test
  void aPageIsCountedWithItsRows() throws Exception {
    layers.define(layer);
    layers.write(ChangeSet.merge("test", "test", "test"), features(Crs.CRS84).stream());
    FeatureQuery query = FeatureQuery.of("t_bytes").withLimit(7);
    var page = layers.get("t_bytes").counted(query);
    assertThat(page.matched()).isEqualTo(200);
    assertThat(page.rows().stream().map(FeatureRow::id))
        .isEqualTo(layers.get("t_bytes").read(query).stream().map(f -> f.id()).toList());
  }

  private JsonNode written(Crs crs, List<FeatureRow> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GeoJsonWriter writer = new GeoJsonWriter(out, layer, crs, Instant.EPOCH)) {
      writer.begin();
      for (FeatureRow row : rows) {
        writer.write(row);
      }
      writer.end(rows.size(), null, List.of());
    }
    return JSON.readTree(out.toByteArray());
  }

  private static List<NewFeature> features(Crs crs) throws Exception {
    // Half the world away a zone has no coordinates.
    int elsewhere = crs.degrees() || crs == Crs.EPSG_3857 ? -1 : 1;
    Random random = new Random(3);
    Object[] values = {
      null,
      "点 \"1\"\\ \n\t",
      "",
      "{}",
      "\u0001 😀",
      0L,
      -7L,
      Long.MAX_VALUE,
      1.5,
      -0.25,
      1e200,
      1e-7,
      40.0,
      true,
      false
    };
    List<NewFeature> features = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (String field : List.of("undeclared", "size", "单位", "name", "a\"b\\", "count", "open")) {
        properties.put(field, values[random.nextInt(values.length)]);
      }
      features.add(
          new NewFeature(
              "t_bytes",
              String.format("f%03d \"%d", i, i),
              0,
              new WKTReader()
                  .read(SHAPES[i % (SHAPES.length - 1) == elsewhere ? 0 : i % (SHAPES.length - 1)]),
              properties));
    }
    return features;
  }
}
