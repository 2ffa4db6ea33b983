package city.chengtu.command.bench;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.tile.TileAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A generated city for the benchmarks of features and tiles: points, lines of ten vertices and
 * areas of thirteen, evenly over 0.3 by 0.3 degrees, coordinates to 1e-8 degrees, five fields.
 *
 * @param points features of the layer of points; a fifth as many lines, a tenth as many areas
 */
record MapLayers(int points, long seed) {
  static final List<String> IDS = List.of("bench_points", "bench_lines", "bench_areas");
  private static final double WEST = 112.85;
  private static final double SOUTH = 28.05;
  private static final double SIDE = 0.3;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** About what a tile of zoom 12 should hold of the points: the others come at deeper zooms. */
  private static final double DENSE = 100_000;

  int count(String layer) {
    return switch (layer) {
      case "bench_points" -> points;
      case "bench_lines" -> points / 5;
      default -> points / 10;
    };
  }

  int total() {
    return IDS.stream().mapToInt(this::count).sum();
  }

  Layer layer(String id) {
    GeometryKind kind =
        switch (id) {
          case "bench_points" -> GeometryKind.POINT;
          case "bench_lines" -> GeometryKind.LINE;
          default -> GeometryKind.POLYGON;
        };
    return new Layer(
        id,
        "base",
        new Text("基准 " + id, id),
        kind,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("kind", "类别", "Kind", Field.Type.TEXT),
            Field.of("floors", "层数", "Floors", Field.Type.INTEGER),
            Field.of("height", "高度", "Height", Field.Type.NUMBER),
            Field.of("built", "建成", "Built", Field.Type.DATE)),
        new LayerOrigin("bench", "generated", null, null, ShareClass.UNCONDITIONAL),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, null, null),
        false);
  }

  Stream<NewFeature> features(String layer) {
    Random random = new Random(seed + layer.hashCode());
    return IntStream.range(0, count(layer)).mapToObj(i -> feature(layer, i, random));
  }

  private NewFeature feature(String layer, int i, Random random) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", "芙蓉路 " + i + " 号");
    properties.put("kind", "k" + random.nextInt(12));
    properties.put("floors", (long) random.nextInt(40));
    properties.put("height", random.nextInt(10_000) / 100.0);
    properties.put("built", String.format(Locale.ROOT, "20%02d-0%d-15", i % 25, 1 + i % 9));
    double lon = WEST + random.nextDouble() * SIDE;
    double lat = SOUTH + random.nextDouble() * SIDE;
    Coordinate[] shape =
        switch (layer) {
          case "bench_points" -> new Coordinate[] {at(lon, lat)};
          case "bench_lines" -> line(lon, lat, random);
          default -> ring(lon, lat, random);
        };
    return new NewFeature(
        layer,
        String.format(Locale.ROOT, "%s-%08d", layer.substring(6, 7), i),
        rank(random),
        switch (layer) {
          case "bench_points" -> FACTORY.createPoint(shape[0]);
          case "bench_lines" -> FACTORY.createLineString(shape);
          default -> FACTORY.createPolygon(shape);
        },
        properties);
  }

  /** So that each zoom has about as many in a tile: a quarter of the next one's. */
  private int rank(Random random) {
    int rank = 12;
    for (double share = DENSE / points; random.nextDouble() > share && rank < 16; share *= 4) {
      rank++;
    }
    return rank;
  }

  private static Coordinate[] line(double lon, double lat, Random random) {
    Coordinate[] line = new Coordinate[10];
    double angle = random.nextDouble() * 2 * Math.PI;
    double x = lon;
    double y = lat;
    for (int i = 0; i < line.length; i++) {
      line[i] = at(x, y);
      angle += (random.nextDouble() - 0.5) * 0.6;
      x += 0.0002 * Math.cos(angle);
      y += 0.0002 * Math.sin(angle);
    }
    return line;
  }

  private static Coordinate[] ring(double lon, double lat, Random random) {
    Coordinate[] ring = new Coordinate[13];
    for (int i = 0; i < 12; i++) {
      double radius = 0.0002 + 0.0001 * random.nextDouble();
      double angle = i * Math.PI / 6;
      ring[i] = at(lon + radius * Math.cos(angle), lat + radius * Math.sin(angle));
    }
    ring[12] = ring[0].copy();
    return ring;
  }

  private static Coordinate at(double lon, double lat) {
    return new Coordinate(Math.round(lon * 1e8) / 1e8, Math.round(lat * 1e8) / 1e8);
  }

  /** A box somewhere in the city that about so many features of the layer lie in. */
  Envelope box(String layer, int features, Random random) {
    double side = Math.min(SIDE, SIDE * Math.sqrt((double) features / count(layer)));
    double west = WEST + random.nextDouble() * (SIDE - side);
    double south = SOUTH + random.nextDouble() * (SIDE - side);
    return new Envelope(west, west + side, south, south + side);
  }

  /** A tile somewhere in the city. */
  TileAddress tile(int zoom, Random random) {
    return TileAddress.at(
        WEST + random.nextDouble() * SIDE, SOUTH + random.nextDouble() * SIDE, zoom);
  }
}
