package city.chengtu.gis.place;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.StandardLayers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A made-up city of any size to search in: streets that cross in a grid, house numbers along them,
 * points of interest, divisions, grids and components, in the shares of a real one. The same seed
 * gives the same city.
 */
final class GeneratedPlaces {
  static final double WEST = 112.8;
  static final double SOUTH = 28.0;
  static final double SIDE = 0.5;

  private static final String STEMS =
      "芙蓉五一韶山人民解放黄兴湘江车站东风建设劳动城南白沙书院天心开福雨花岳麓望城浏阳宁乡长沙金星银盆桃花杜鹃梅溪洋湖银杏香樟"
          + "迎宾展览晚报德雅芙兴华夏国防科大新民朝阳荷花马王堆火星八一营盘中山蔡锷司门太平坡子化龙池高升井湾曙光圭塘长乐重庆行政";
  private static final String[] STREET_ENDS = {"路", "路", "路", "街", "巷", "大道"};
  private static final String[] SIDES = {"", "", "", "东", "西", "南", "北", "中"};
  private static final String[] KINDS = {
    "hospital 医院",
    "school 小学",
    "school 中学",
    "bank 银行",
    "shop 超市",
    "hotel 酒店",
    "clinic 卫生服务中心",
    "police 派出所",
    "restaurant 饭店",
    "parking 停车场",
    "pharmacy 大药房",
    "park 公园",
    "kindergarten 幼儿园",
    "market 农贸市场",
    "fuel 加油站",
    "bus_stop 公交站",
    "office 科技有限公司",
    "shop 烟酒店",
    "shop 便利店",
    "hairdresser 美发"
  };
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final Instant SINCE = Instant.EPOCH;

  private final Random random;
  private final int size;
  final List<String> streets = new ArrayList<>();
  final List<Feature> roads = new ArrayList<>();
  final Map<String, Feature> roadById = new HashMap<>();

  GeneratedPlaces(int size, long seed) {
    this.random = new Random(seed);
    this.size = size;
  }

  /** Makes the city; roads first. */
  void make(Consumer<Feature> taker) {
    divisions(taker);
    roads(Math.max(20, size / 200), taker);
    int houses = size * 6 / 10;
    for (int i = 0; i < houses; i++) {
      String address =
          streets.get(random.nextInt(streets.size())) + (1 + random.nextInt(900)) + "号";
      taker.accept(feature("buildings", "b" + i, somewhere(), "address", address));
    }
    int points = size * 3 / 10;
    for (int i = 0; i < points; i++) {
      String[] kind = pick(KINDS).split(" ");
      taker.accept(
          feature(
              "poi",
              "p" + i,
              somewhere(),
              "name",
              stem(2 + random.nextInt(3)) + kind[1],
              "kind",
              kind[0]));
    }
    for (int i = 0; i < size * 3 / 100; i++) {
      taker.accept(
          feature("grids", "g" + i, somewhere(), "code", String.format("430102001%06d", i)));
    }
    for (int i = 0; i < size * 6 / 100; i++) {
      taker.accept(
          feature(
              "components",
              "c" + i,
              somewhere(),
              "ObjID",
              String.format("4301020118%06d", i),
              "ObjName",
              "路灯"));
    }
  }

  private void divisions(Consumer<Feature> taker) {
    String[] districts = {"东湖区", "西城区", "南门区", "北塔区"};
    for (int i = 0; i < districts.length; i++) {
      double west = WEST + (i & 1) * SIDE / 2;
      double south = SOUTH + (i >> 1) * SIDE / 2;
      Geometry shape =
          FACTORY.toGeometry(
              new org.locationtech.jts.geom.Envelope(
                  west, west + SIDE / 2, south, south + SIDE / 2));
      taker.accept(
          feature("boundaries", "d" + i, shape, "name", districts[i], "level", "district"));
    }
  }

  /**
   * As many streets, half of them from west to east, half from south to north; all of these cross.
   */
  private void roads(int count, Consumer<Feature> taker) {
    Map<String, Boolean> used = new LinkedHashMap<>();
    while (used.size() < count) {
      used.put(stem(2 + random.nextInt(2)) + pick(SIDES) + pick(STREET_ENDS), true);
    }
    streets.addAll(used.keySet());
    for (int i = 0; i < count; i++) {
      int row = i / 2;
      double along = SIDE * row / (count / 2.0);
      for (int part = 0; part < 4; part++) {
        double from = SIDE * part / 4;
        Coordinate a = i % 2 == 0 ? at(from, along) : at(along, from);
        Coordinate b = i % 2 == 0 ? at(from + SIDE / 4, along) : at(along, from + SIDE / 4);
        Feature road =
            feature(
                "roads",
                "r" + i + "-" + part,
                FACTORY.createLineString(new Coordinate[] {a, b}),
                "name",
                streets.get(i),
                "class",
                "primary");
        roads.add(road);
        roadById.put(road.id(), road);
        taker.accept(road);
      }
    }
  }

  private static Coordinate at(double east, double north) {
    return new Coordinate(WEST + east, SOUTH + north);
  }

  String stem(int length) {
    StringBuilder stem = new StringBuilder();
    for (int i = 0; i < length; i++) {
      stem.append(STEMS.charAt(random.nextInt(STEMS.length())));
    }
    return stem.toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private Geometry somewhere() {
    return FACTORY.createPoint(at(random.nextDouble() * SIDE, random.nextDouble() * SIDE));
  }

  private static Feature feature(String layer, String id, Geometry geometry, Object... properties) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put((String) properties[i], properties[i + 1]);
    }
    return new Feature(layer, id, 1, SINCE, geometry, map);
  }

  /** The index of such a city, without a store. */
  static Map<String, LayerNames> index(GeneratedPlaces city, Consumer<Feature> also) {
    Map<String, NameTableBuilder> builders = new LinkedHashMap<>();
    Map<String, PlaceFields> fields = new HashMap<>();
    city.make(
        feature -> {
          String layer = feature.layer();
          PlaceFields used =
              fields.computeIfAbsent(layer, id -> PlaceFields.of(StandardLayers.get(id)));
          PlaceEntry entry = used.entry(feature);
          if (entry != null) {
            builders.computeIfAbsent(layer, id -> new NameTableBuilder(used)).add(entry);
          }
          also.accept(feature);
        });
    Map<String, LayerNames> names = new LinkedHashMap<>();
    builders.forEach(
        (layer, builder) ->
            names.put(layer, LayerNames.of(layer, fields.get(layer), 1, builder.build())));
    return names;
  }
}
