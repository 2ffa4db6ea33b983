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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A city's layers as departments have them: a few of a million features, many of some thousands;
 * points, lines, areas; every tenth feature has a name. Same seed, same features.
 *
 * @param features of all layers together
 */
record GeneratedLayers(int layers, long features, long seed) {
  static final double WEST = 112.8;
  static final double SOUTH = 28.0;

  /** Degrees, both ways: some 50 km. */
  static final double SIDE = 0.5;

  private static final List<String> THEMES = List.of("base", "grid", "component", "pipe", "plan");

  private static final String[] THINGS = {
    "上水井盖", "路灯", "行道树", "消火栓", "公交站亭", "雨水管段", "污水管段", "燃气管段", "电力线", "通信管道", "建筑", "绿地", "停车场",
    "工地", "广告牌", "摄像机", "宗地", "河道", "桥梁", "学校", "医院", "药店", "充电桩"
  };
  private static final GeometryFactory DRAW = new GeometryFactory();

  static final Text NAME = new Text("名称", "Name");

  List<Layer> list() {
    return IntStream.range(0, layers).mapToObj(this::layer).toList();
  }

  private Layer layer(int i) {
    String thing = thing(i) + (i / THINGS.length + 1);
    return new Layer(
        "g%03d".formatted(i),
        THEMES.get(i % THEMES.size()),
        new Text(thing, "Layer " + i),
        kind(i),
        List.of(
            new Field("name", NAME, Field.Type.TEXT, null, false),
            Field.of("code", "编码", "Code", Field.Type.TEXT),
            Field.of("state", "状态", "State", Field.Type.TEXT),
            Field.of("size", "规格", "Size", Field.Type.NUMBER),
            Field.of("built", "建成", "Built", Field.Type.DATE)),
        new LayerOrigin(
            "部门" + i % 12, "bench", LocalDate.of(2026, 1, 1), null, ShareClass.UNCONDITIONAL),
        new ScaleRange(least(i), 22),
        new LayerStyle(100 + i, "#97a4b1", null, 1.0, null, 3.0, null, null, null),
        false);
  }

  static GeometryKind kind(int i) {
    return switch (i % 5) {
      case 0, 1, 2 -> GeometryKind.POINT;
      case 3 -> GeometryKind.LINE;
      default -> GeometryKind.POLYGON;
    };
  }

  /** The first layer, the largest, has all of it drawn from far away, as nobody should wish. */
  private static int least(int i) {
    return i == 0 ? 8 : kind(i) == GeometryKind.POINT ? 14 : 11;
  }

  /** Zipf's law over the layers, as sizes of a city's layers go: the first has most. */
  long count(int i) {
    double all = IntStream.range(0, layers).mapToDouble(k -> 1.0 / (k + 4)).sum();
    return Math.max(100, Math.round(features / (i + 4.0) / all));
  }

  Stream<NewFeature> features(int i) {
    Random random = new Random(seed * 1_000 + i);
    String layer = "g%03d".formatted(i);
    return IntStream.range(0, Math.toIntExact(count(i)))
        .mapToObj(n -> feature(layer, i, n, random));
  }

  private static NewFeature feature(String layer, int i, int n, Random random) {
    double lon = WEST + SIDE * spread(random);
    double lat = SOUTH + SIDE * spread(random);
    Map<String, Object> properties = new LinkedHashMap<>();
    if (n % 10 == 0) {
      properties.put("name", name(i, n));
    }
    properties.put("code", "%03d%09d".formatted(i, n));
    properties.put("state", random.nextInt(20) == 0 ? "破损" : "完好");
    properties.put("size", 50.0 * (1 + random.nextInt(40)));
    properties.put("built", LocalDate.of(1980, 1, 1).plusDays(random.nextInt(16_000)).toString());
    int rank = least(i) + (i == 0 ? 0 : random.nextInt(4));
    return new NewFeature(
        layer, Integer.toString(n), rank, shape(kind(i), lon, lat, random), properties);
  }

  static String name(int i, int n) {
    return thing(i) + "第" + n + "号";
  }

  static String thing(int i) {
    return THINGS[i % THINGS.length];
  }

  /** Denser towards the middle. */
  private static double spread(Random random) {
    return (random.nextDouble() + random.nextDouble()) / 2;
  }

  private static Geometry shape(GeometryKind kind, double lon, double lat, Random random) {
    if (kind == GeometryKind.POINT) {
      return DRAW.createPoint(new Coordinate(lon, lat));
    }
    double turn = random.nextDouble() * Math.PI;
    double size = 0.0001 + 0.0004 * random.nextDouble();
    List<Coordinate> line = new ArrayList<>();
    int corners = kind == GeometryKind.LINE ? 5 : 6;
    for (int k = 0; k < corners; k++) {
      double a = kind == GeometryKind.LINE ? turn + 0.1 * k : turn + 2 * Math.PI * k / corners;
      double reach = kind == GeometryKind.LINE ? size * k : size;
      line.add(new Coordinate(lon + reach * Math.cos(a), lat + reach * Math.sin(a)));
    }
    if (kind == GeometryKind.LINE) {
      return DRAW.createLineString(line.toArray(Coordinate[]::new));
    }
    line.add(line.get(0).copy());
    return DRAW.createPolygon(line.toArray(Coordinate[]::new));
  }
}
