package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.feature.Catalogue;
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
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** GDAL takes a copy of a large layer through {@code /ogc}: complete, and each feature the same. */
@Tag("long")
class BulkCopyTest {
  private static final int FEATURES = 300_000;
  private static final String LAYER = "bulk";
  private static final GeometryFactory DRAW = new GeometryFactory();

  @TempDir private Path folder;

  @Test
  void threeHundredThousandFeaturesAreCopiedCompletelyAndIdentically() throws Exception {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "ogr2ogr"))),
        "NOT RUN: ogr2ogr is not on this machine (Debian: gdal-bin)");
    Path data = folder.resolve("data");
    DatabaseSettings settings = DatabaseSettings.of("h2", data, 10);
    TestNode.start(settings, data, Map.of()).close();
    fill(settings);
    try (TestNode node = TestNode.start(settings, data, Map.of())) {
      node.signIn("admin");
      String token =
          node.post(
                  "/tokens",
                  new JsonObject()
                      .put("account", "dispatcher")
                      .put("name", "GDAL")
                      .put("scopes", new JsonArray(List.of("*", "see:*"))))
              .getString("secret");
      assertSame(copy(node, token));
    }
  }

  private static void fill(DatabaseSettings settings) {
    try (SpatialDatabase database = SpatialDatabase.open(settings, List.of("db/command/common"))) {
      StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
      layers.define(layer());
      layers.write(
          ChangeSet.merge("test", "bulk", "test"),
          IntStream.range(0, FEATURES).mapToObj(BulkCopyTest::feature));
    }
  }

  private static Layer layer() {
    return new Layer(
        LAYER,
        "base",
        new Text("地块", "Parcels"),
        GeometryKind.POLYGON,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("floors", "层数", "Floors", Field.Type.INTEGER),
            Field.of("height", "高度", "Height", Field.Type.NUMBER)),
        new LayerOrigin("test", "test", null, null, ShareClass.UNCONDITIONAL),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, null, null),
        false);
  }

  private static NewFeature feature(int i) {
    return new NewFeature(
        LAYER,
        Integer.toString(i),
        14,
        shape(i),
        Map.of("name", "第" + i + "号", "floors", i % 60, "height", i / 7.0));
  }

  private static Geometry shape(int i) {
    double west = 112 + (i % 600) * 0.0007;
    double south = 28 + Math.floorDiv(i, 600) * 0.0003 + i * 1e-10;
    return DRAW.createPolygon(
        new Coordinate[] {
          new Coordinate(west, south),
          new Coordinate(west + 0.0005, south),
          new Coordinate(west + 0.0005, south + 0.0002),
          new Coordinate(west, south + 0.0002),
          new Coordinate(west, south)
        });
  }

  private Path copy(TestNode node, String token) throws IOException, InterruptedException {
    Path out = folder.resolve("copy.geojsonl");
    Path said = folder.resolve("ogr2ogr.log");
    Process process =
        new ProcessBuilder(
                "ogr2ogr",
                "-f",
                "GeoJSONSeq",
                "-lco",
                "COORDINATE_PRECISION=17",
                "-lco",
                "SIGNIFICANT_FIGURES=17",
                out.toString(),
                "OAPIF:" + node.uri("/ogc"),
                LAYER,
                "-oo",
                "PAGE_SIZE=10000",
                "-oo",
                "USERPWD=dispatcher:" + token)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return out;
  }

  private static void assertSame(Path copy) throws IOException {
    BitSet seen = new BitSet(FEATURES);
    try (BufferedReader lines = Files.newBufferedReader(copy)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() > 2) {
          JsonObject feature = new JsonObject(line);
          JsonObject properties = feature.getJsonObject("properties");
          int i = Integer.parseInt(properties.getString("id"));
          assertThat(seen.get(i)).as("%d comes twice", i).isFalse();
          seen.set(i);
          if (!isSame(i, properties, feature.getJsonObject("geometry"))) {
            throw new AssertionError(i + " is not the same: " + line);
          }
        }
      }
    }
    assertThat(seen.cardinality()).isEqualTo(FEATURES);
  }

  private static boolean isSame(int i, JsonObject properties, JsonObject geometry) {
    Coordinate[] corners = shape(i).getCoordinates();
    JsonArray ring = geometry.getJsonArray("coordinates").getJsonArray(0);
    boolean same =
        ring.size() == corners.length
            && properties.getString("name").equals("第" + i + "号")
            && properties.getInteger("floors") == i % 60
            && Math.abs(properties.getDouble("height") - i / 7.0) <= 1e-12 * i;
    for (int k = 0; same && k < corners.length; k++) {
      JsonArray at = ring.getJsonArray(k);
      same =
          Math.abs(at.getDouble(0) - corners[k].x) < 1e-12
              && Math.abs(at.getDouble(1) - corners[k].y) < 1e-12;
    }
    return same;
  }
}
