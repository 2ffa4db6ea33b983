package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.ingest.NewFeature;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

/** Rows that flow into several layers at once, with questions between them. */
@EachStore
class BulkDeliveryTest {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final int MANY = 5_500;
  private static final String ONE = "poi";
  private static final String OTHER = "buildings";

  private final TestStore store;
  private StoredLayers layers;

  BulkDeliveryTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    layers = StoredLayers.open(store.fresh(), new Catalogue(), Clock.systemUTC());
  }

  private static NewFeature feature(String layer, int i) {
    return new NewFeature(
        layer, "f" + i, 14, DRAW.createPoint(new Coordinate(113 + i * 1e-5, 28)), Map.of("n", i));
  }

  @Test
  void layersThatAreFilledInTurnAreBothWhole() {
    layers.write(
        ChangeSet.merge("tester", "both", "test"),
        sink -> {
          for (int i = 0; i < MANY; i++) {
            sink.write(feature(ONE, i));
            sink.write(feature(OTHER, i));
          }
        });
    assertThat(layers.get(ONE).count()).isEqualTo(MANY);
    assertThat(layers.get(OTHER).count(FeatureQuery.of(OTHER))).isEqualTo(MANY);
    assertThat(layers.find(OTHER, List.of("f5499"))).hasSize(1);
  }

  @Test
  void whatWasGivenUpFarInLeavesNothingAndTheNextOneGoesThrough() {
    AtomicInteger given = new AtomicInteger();
    assertThatThrownBy(
            () ->
                layers.write(
                    ChangeSet.merge("tester", "given up", "test"),
                    sink -> {
                      while (given.get() < MANY) {
                        sink.write(feature(ONE, given.getAndIncrement()));
                      }
                      throw new IllegalStateException("the giver gave up");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the giver gave up")
        .hasNoSuppressedExceptions();
    assertThat(layers.get(ONE).count(FeatureQuery.of(ONE))).isZero();
    layers.write(
        ChangeSet.merge("tester", "again", "test"),
        sink -> {
          for (int i = 0; i < MANY; i++) {
            sink.write(feature(ONE, i));
          }
        });
    assertThat(layers.get(ONE).count(FeatureQuery.of(ONE))).isEqualTo(MANY);
  }

  @Test
  void plainGeometriesAreTheBytesThatJtsWrites() throws ParseException {
    for (String wkt :
        List.of(
            "POINT (113.1 28.2)",
            "POINT EMPTY",
            "LINESTRING (113 28, 113.5 28.5, 114 28)",
            "POLYGON ((113 28, 114 28, 114 29, 113 28), (113.5 28.1, 113.6 28.1, 113.6 28.2, 113.5"
                + " 28.1))",
            "POLYGON EMPTY",
            "LINEARRING (113 28, 114 28, 114 29, 113 28)",
            "MULTIPOINT ((113 28), (114 28))",
            "MULTIPOLYGON (((113 28, 114 28, 114 29, 113 28)))")) {
      Geometry geometry = new WKTReader().read(wkt);
      Geometry tagged = geometry.copy();
      tagged.setSRID(4326);
      byte[] theirs = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(tagged);
      assertThat(GeometryBytes.write(geometry)).as(wkt).isEqualTo(theirs);
      assertThat(GeometryBytes.write(tagged)).as(wkt).isEqualTo(theirs);
    }
  }
}
