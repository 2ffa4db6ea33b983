package city.chengtu.gis.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.StandardLayers;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsMvt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;

/** A published decoder, and JTS's own clipping, judge what the encoder writes. */
class TileEncoderTest {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final Layer ROADS = StandardLayers.get("roads");
  private static final Geometry CLIP =
      DRAW.toGeometry(
          new Envelope(
              -TileEncoder.MARGIN,
              TileEncoder.EXTENT + TileEncoder.MARGIN,
              -TileEncoder.MARGIN,
              TileEncoder.EXTENT + TileEncoder.MARGIN));

  private static Feature feature(String id, Geometry geometry, Map<String, Object> properties) {
    return new Feature("roads", id, 1, Instant.EPOCH, geometry, properties);
  }

  private static byte[] encode(TileAddress tile, Geometry geometry) {
    TileEncoder encoder = new TileEncoder(ROADS, tile, Set.of());
    encoder.add(feature("f", geometry, Map.of()));
    return encoder.finish();
  }

  private static JtsLayer decode(byte[] tile) throws IOException {
    JtsMvt decoded =
        MvtReader.loadMvt(
            new ByteArrayInputStream(tile),
            DRAW,
            new TagKeyValueMapConverter(false, "number"),
            MvtReader.RING_CLASSIFIER_V2_1);
    return decoded.getLayer("roads");
  }

  private static Geometry one(byte[] tile) throws IOException {
    Collection<Geometry> all = decode(tile).getGeometries();
    assertThat(all).hasSize(1);
    return all.iterator().next();
  }

  /**
   * Draws in tile units, then says it in lon,lat: the way back through the encoder must end where
   * it began.
   */
  private static Geometry lonLat(TileAddress tile, Geometry inTileUnits) {
    Geometry geometry = inTileUnits.copy();
    double n = 1 << tile.z();
    geometry.apply(
        (Coordinate c) -> {
          double worldX = (tile.x() + c.x / TileEncoder.EXTENT) / n;
          double worldY = (tile.y() + c.y / TileEncoder.EXTENT) / n;
          c.setX(worldX * 360 - 180);
          c.setY(Math.toDegrees(2 * Math.atan(Math.exp(Math.PI * (1 - 2 * worldY))) - Math.PI / 2));
        });
    geometry.geometryChanged();
    return geometry;
  }

  private static double tolerance(TileAddress tile) {
    // Simplifying moves by the tolerance at most, snapping by half a diagonal unit.
    return (tile.z() < TileEncoder.EXACT_ZOOM ? TileEncoder.TOLERANCE : 0) + 0.8;
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 12, 18})
  void randomLinesComeBackWhereTheyWere(int zoom) throws IOException {
    long seed = 20260301L + zoom;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      TileAddress tile = TileAddress.at(112.98, 28.2, zoom);
      LineString line = randomLine(random);
      byte[] bytes = encode(tile, lonLat(tile, line));
      Geometry expected = line.intersection(CLIP);
      if (longestPiece(expected) < 2) {
        continue;
      }
      Geometry decoded = one(bytes);
      String which = "line " + i + " of seed " + seed;
      assertThat(farthest(decoded, expected)).as(which).isLessThanOrEqualTo(tolerance(tile));
      for (int p = 0; p < expected.getNumGeometries(); p++) {
        Geometry piece = expected.getGeometryN(p);
        if (piece.getLength() > 2) {
          assertThat(farthest(piece, decoded)).as(which).isLessThanOrEqualTo(tolerance(tile));
        }
      }
    }
  }

  private static double longestPiece(Geometry lines) {
    double longest = 0;
    for (int p = 0; p < lines.getNumGeometries(); p++) {
      longest = Math.max(longest, lines.getGeometryN(p).getLength());
    }
    return longest;
  }

  private static double farthest(Geometry from, Geometry to) {
    double most = 0;
    for (Coordinate c : from.getCoordinates()) {
      most = Math.max(most, DRAW.createPoint(c).distance(to));
    }
    return most;
  }

  private static LineString randomLine(Random random) {
    int n = 2 + random.nextInt(40);
    Coordinate[] points = new Coordinate[n];
    double x = random.nextDouble() * 8_000 - 2_000;
    double y = random.nextDouble() * 8_000 - 2_000;
    for (int i = 0; i < n; i++) {
      points[i] = new Coordinate(x, y);
      x += random.nextGaussian() * 700;
      y += random.nextGaussian() * 700;
    }
    return DRAW.createLineString(points);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 12, 18})
  void randomPolygonsKeepTheirAreaAndHoles(int zoom) throws IOException {
    long seed = 77L + zoom;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      TileAddress tile = TileAddress.at(112.98, 28.2, zoom);
      Polygon polygon = randomPolygon(random);
      Geometry expected = polygon.intersection(CLIP);
      if (expected.getArea() < 100) {
        continue;
      }
      Geometry decoded = GeometryFixer.fix(one(encode(tile, lonLat(tile, polygon))));
      double allowed = (polygon.getLength() + 4 * TileEncoder.EXTENT) * tolerance(tile) / 2;
      assertThat(decoded.symDifference(expected).getArea())
          .as("polygon %d of seed %d", i, seed)
          .isLessThan(allowed);
    }
  }

  /** A star-shaped ring with a hole of the same centre. */
  private static Polygon randomPolygon(Random random) {
    double x = random.nextDouble() * 6_000 - 1_000;
    double y = random.nextDouble() * 6_000 - 1_000;
    double size = 100 + random.nextDouble() * 3_000;
    int corners = 3 + random.nextInt(30);
    double[] radii = new double[corners];
    for (int i = 0; i < corners; i++) {
      radii[i] = size * (0.5 + random.nextDouble() / 2);
    }
    LinearRing hole = ring(x, y, radii, 0.3);
    return DRAW.createPolygon(ring(x, y, radii, 1), new LinearRing[] {hole});
  }

  private static LinearRing ring(double x, double y, double[] radii, double scale) {
    Coordinate[] points = new Coordinate[radii.length + 1];
    for (int i = 0; i < radii.length; i++) {
      double angle = 2 * Math.PI * i / radii.length;
      points[i] =
          new Coordinate(
              x + scale * radii[i] * Math.cos(angle), y + scale * radii[i] * Math.sin(angle));
    }
    points[radii.length] = points[0];
    return DRAW.createLinearRing(points);
  }

  @Test
  void ringsOfEitherDirectionAreWrittenAsTheRuleSays() throws IOException {
    TileAddress tile = TileAddress.at(112.98, 28.2, 15);
    LinearRing shell = DRAW.createLinearRing(corners(100, 100, 900, 900));
    LinearRing hole = DRAW.createLinearRing(corners(300, 300, 500, 500));
    Polygon one = DRAW.createPolygon(shell, new LinearRing[] {hole});
    Polygon other = DRAW.createPolygon(shell.reverse(), new LinearRing[] {hole.reverse()});
    for (Polygon polygon : List.of(one, other)) {
      Geometry decoded = one(encode(tile, lonLat(tile, polygon)));
      assertThat(decoded.getArea()).isCloseTo(800 * 800 - 200 * 200, within(1.0));
      assertThat(((Polygon) decoded).getNumInteriorRing()).isEqualTo(1);
    }
  }

  private static Coordinate[] corners(double x0, double y0, double x1, double y1) {
    return new Coordinate[] {
      new Coordinate(x0, y0),
      new Coordinate(x1, y0),
      new Coordinate(x1, y1),
      new Coordinate(x0, y1),
      new Coordinate(x0, y0)
    };
  }

  @Test
  void multiGeometriesKeepTheirParts() throws IOException {
    TileAddress tile = TileAddress.at(112.98, 28.2, 15);
    Geometry lines =
        DRAW.createMultiLineString(
            new LineString[] {
              DRAW.createLineString(
                  new Coordinate[] {new Coordinate(0, 0), new Coordinate(100, 0)}),
              DRAW.createLineString(
                  new Coordinate[] {new Coordinate(0, 50), new Coordinate(100, 50)})
            });
    assertThat(one(encode(tile, lonLat(tile, lines))).getNumGeometries()).isEqualTo(2);
    Geometry points = DRAW.createMultiPointFromCoords(corners(10, 10, 50, 50));
    assertThat(one(encode(tile, lonLat(tile, points))).getNumGeometries()).isEqualTo(5);
    Geometry areas =
        DRAW.createMultiPolygon(
            new Polygon[] {
              DRAW.createPolygon(corners(0, 0, 50, 50)), DRAW.createPolygon(corners(90, 90, 99, 99))
            });
    assertThat(one(encode(tile, lonLat(tile, areas))).getArea()).isCloseTo(2_500 + 81, within(1.0));
  }

  @Test
  void whatIsNotOnTheTileLeavesNoMark() {
    TileAddress tile = TileAddress.at(112.98, 28.2, 15);
    Geometry far =
        AffineTransformation.translationInstance(9_000, 0)
            .transform(DRAW.createPolygon(corners(0, 0, 50, 50)));
    assertThat(encode(tile, lonLat(tile, far))).isEmpty();
    assertThat(encode(tile, lonLat(tile, DRAW.createPoint(new Coordinate(5_000, 10))))).isEmpty();
    // Smaller than one unit: nobody sees it.
    assertThat(encode(tile, lonLat(tile, DRAW.createPolygon(corners(10.1, 10.1, 10.3, 10.3)))))
        .isEmpty();
  }

  @Test
  void propertiesKeepTheirTypesAndUndeclaredOnesStayOut() throws IOException {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", "芙蓉路");
    properties.put("from_node", -42L);
    properties.put("to_node", 9_007_199_254_740_993L);
    properties.put("maxspeed", 57.5);
    properties.put("oneway", null);
    properties.put("secret", "x");
    TileAddress tile = TileAddress.at(112.98, 28.2, 15);
    TileEncoder encoder = new TileEncoder(ROADS, tile, Set.of("class"));
    Geometry point = lonLat(tile, DRAW.createPoint(new Coordinate(7, 8)));
    encoder.add(feature("way/17", point, properties));
    properties.put("class", "primary");
    encoder.add(feature("way/18", point, properties));

    List<Geometry> read = new ArrayList<>(decode(encoder.finish()).getGeometries());
    assertThat(data(read.get(0)))
        .containsEntry("id", "way/17")
        .containsEntry("name", "芙蓉路")
        .containsEntry("from_node", -42L)
        .containsEntry("to_node", 9_007_199_254_740_993L)
        .containsEntry("maxspeed", 57.5)
        .containsEntry("number", TileEncoder.number("way/17"))
        .doesNotContainKeys("oneway", "secret");
    assertThat(data(read.get(1))).doesNotContainKey("class").containsEntry("id", "way/18");
  }

  @Test
  void farOutOnlyWhatDrawingNeedsIsCarried() throws IOException {
    TileAddress tile = TileAddress.at(112.98, 28.2, 10);
    TileEncoder encoder = new TileEncoder(ROADS, tile, Set.of());
    Geometry line = lonLat(tile, DRAW.createLineString(corners(7, 8, 500, 600)));
    encoder.add(feature("w", line, Map.of("name", "芙蓉路", "class", "primary", "from_node", 1L)));
    assertThat(data(decode(encoder.finish()).getGeometries().iterator().next()))
        .containsOnlyKeys("name", "class", "number");
  }

  @SuppressWarnings("unchecked") // The decoder keeps properties as a raw map.
  private static Map<String, Object> data(Geometry geometry) {
    return (Map<String, Object>) geometry.getUserData();
  }

  @Test
  void numbersOfFeaturesAreExactInABrowser() {
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      assertThat(TileEncoder.number("f" + random.nextInt())).isBetween(0L, (1L << 53) - 1);
    }
    assertThat(TileEncoder.number("a"))
        .isEqualTo(TileEncoder.number("a"))
        .isNotEqualTo(TileEncoder.number("b"));
  }

  @Test
  void simplifyingStaysWithinItsTolerance() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      Path path = new Path(200);
      double y = 0;
      for (int x = 0; x < 200; x++) {
        y += random.nextGaussian();
        path.add(x, y);
      }
      Path simple = path.simplify(2);
      assertThat(DiscreteHausdorffDistance.distance(line(path), line(simple), 0.02))
          .isLessThan(2.01);
      assertThat(simple.size()).isLessThan(path.size());
    }
  }

  private static LineString line(Path path) {
    Coordinate[] points = new Coordinate[path.size()];
    for (int i = 0; i < points.length; i++) {
      points[i] = new Coordinate(path.x(i), path.y(i));
    }
    return DRAW.createLineString(points);
  }
}
