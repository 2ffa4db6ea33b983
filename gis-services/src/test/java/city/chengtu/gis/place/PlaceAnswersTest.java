package city.chengtu.gis.place;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Feature;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

/** What people type, and the answer they expect first. */
class PlaceAnswersTest {
  private static final Coordinate HERE = new Coordinate(112.98, 28.20);
  private static final TestCity CITY =
      new TestCity()
          .add(
              "boundaries",
              "kaifu",
              "POLYGON ((112.9 28.2, 113.1 28.2, 113.1 28.4, 112.9 28.4, 112.9 28.2))",
              "name",
              "开福区",
              "level",
              "district")
          .add(
              "boundaries",
              "tianxin",
              "POLYGON ((112.9 28.0, 113.1 28.0, 113.1 28.2, 112.9 28.2, 112.9 28.0))",
              "name",
              "天心区",
              "level",
              "district")
          .add(
              "boundaries",
              "changsha",
              "POLYGON ((112 27, 114 27, 114 29, 112 29, 112 27))",
              "name",
              "长沙市",
              "level",
              "city")
          .add("places", "wuyi", "POINT (112.976 28.195)", "name", "五一广场", "kind", "square")
          .add(
              "poi",
              "xiangya",
              "POINT (112.99 28.21)",
              "name",
              "湘雅医院",
              "kind",
              "hospital",
              "address",
              "湘雅路87号")
          .add("poi", "xiangya3", "POINT (112.90 28.22)", "name", "湘雅三医院", "kind", "hospital")
          .add("poi", "one-north", "POINT (112.981 28.31)", "name", "第一中学", "kind", "school")
          .add("poi", "one-south", "POINT (112.981 28.11)", "name", "第一中学", "kind", "school")
          .add("poi", "bank", "POINT (112.981 28.201)", "name", "长沙银行", "kind", "bank")
          .add("poi", "leshan", "POINT (112.982 28.202)", "name", "乐山饭店", "kind", "restaurant")
          .add("poi", "yueqi", "POINT (112.982 28.203)", "name", "音乐厅", "kind", "theatre")
          .add("poi", "chongqing", "POINT (112.983 28.203)", "name", "重庆火锅", "kind", "restaurant")
          .add("poi", "grow", "POINT (112.983 28.204)", "name", "生长公园", "kind", "park")
          .add("poi", "ikea", "POINT (112.984 28.204)", "name", "IKEA宜家", "kind", "shop")
          .add("poi", "guangchang", "POINT (112.985 28.205)", "name", "东风广场", "kind", "square")
          .add("poi", "english", "POINT (112.986 28.205)", "name", "Orange Isle", "kind", "park")
          .add("poi", "lvdi", "POINT (112.986 28.206)", "name", "绿地中心", "kind", "office")
          .add("buildings", "b388", "POINT (112.9802 28.2001)", "address", "芙蓉路388号")
          .add("buildings", "b388-3", "POINT (112.9803 28.2001)", "address", "芙蓉路388号3栋")
          .add("buildings", "b388-2", "POINT (112.9804 28.2001)", "address", "芙蓉路388-2号")
          .add("buildings", "b3880", "POINT (112.9805 28.2001)", "address", "芙蓉路3880号")
          .add("buildings", "north87", "POINT (112.99 28.25)", "address", "开福区和平路87号")
          .add("buildings", "south87", "POINT (112.99 28.15)", "address", "天心区和平路87号")
          .add("buildings", "vanke", "POINT (112.95 28.15)", "address", "万科城12栋")
          .add(
              "roads",
              "f1",
              "LINESTRING (112.98 28.19, 112.98 28.20)",
              "name",
              "芙蓉路",
              "from_node",
              1L,
              "to_node",
              2L)
          .add(
              "roads",
              "f2",
              "LINESTRING (112.98 28.20, 112.98 28.21)",
              "name",
              "芙蓉路",
              "from_node",
              2L,
              "to_node",
              3L)
          .add(
              "roads",
              "w1",
              "LINESTRING (112.97 28.20, 112.98 28.20)",
              "name",
              "五一路",
              "from_node",
              4L,
              "to_node",
              2L)
          .add(
              "roads",
              "h1",
              "LINESTRING (112.97 28.18, 112.98 28.18)",
              "name",
              "和平路",
              "from_node",
              5L,
              "to_node",
              6L)
          .add(
              "roads",
              "g1",
              "LINESTRING (112.975 28.17, 112.975 28.18, 112.975 28.19)",
              "name",
              "共和路")
          .add(
              "grids",
              "g-1",
              "POLYGON ((112.98 28.20, 112.99 28.20, 112.99 28.21, 112.98 28.20))",
              "code",
              "430105001001007")
          .add(
              "components",
              "c-1",
              "POINT (112.981 28.2)",
              "ObjID",
              "4301050118000123",
              "ObjName",
              "路灯")
          .add(
              "pipe_points",
              "pp-1",
              "POINT (112.981 28.2)",
              "Exp_No",
              "JS1024",
              "Code",
              "51042204");
  private static final PlaceSearch SEARCH = CITY.search();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          湘雅医院                 | xiangya
          湘雅                     | xiangya
          三医院                   | xiangya3
          五一广场                 | wuyi
          # full pinyin, with and without spaces, and half typed
          xiangyayiyuan            | xiangya
          xiang ya yi yuan         | xiangya
          wuyiguangchang           | wuyi
          wuyiguangch              | wuyi
          Xiang'ya Yiyuan          | xiangya
          # initials and mixed
          xyyy                     | xiangya
          wygc                     | wuyi
          wyl                      | w1
          湘雅yy                   | xiangya
          wuyigc                   | wuyi
          furong路                 | f2
          # polyphones, each way they are read
          changshayinhang          | bank
          csyh                     | bank
          leshanfandian            | leshan
          yinyueting               | yueqi
          chongqinghuoguo          | chongqing
          shengzhanggongyuan       | grow
          lvdizhongxin             | lvdi
          # English
          Xiangya Hospital         | xiangya
          Wuyi Square              | wuyi
          Furong Road              | f2
          orange isle              | english
          ikea                     | ikea
          388 Furong Road          | b388
          No. 388, Furong Rd.      | b388
          # typing errors, homophones, traditional characters, full width
          湘雅医员                 | xiangya
          香雅医院                 | xiangya
          湘牙依院                 | xiangya
          湘雅病院                 | xiangya
          xiangyayiyaun            | xiangya
          xingyayiyuan             | xiangya
          wuyiguanchang            | wuyi
          五一廣場                 | wuyi
          東風廣場                 | guangchang
          ｘｉａｎｇｙａ            | xiangya
          ＩＫＥＡ                 | ikea
          orenge isle              | english
          # words in any order
          医院 三                  | xiangya3
          # addresses by their ranks
          芙蓉路388号              | b388
          芙蓉路３８８号           | b388
          芙蓉路388                | b388
          芙蓉路三百八十八号       | b388
          湖南省长沙市开福区芙蓉路388号 | b388
          芙蓉路388号3栋           | b388-3
          芙蓉路388号3栋2单元501室 | b388-3
          芙蓉路388号5楼           | b388
          芙蓉路388-2号            | b388-2
          furonglu388hao           | b388
          frl388                   | b388
          芙容路                   | f2
          芙绒路                   | f2
          芙容路388号              | b388
          湘雅路87号               | xiangya
          万科城12栋               | vanke
          芙蓉路999号              | f2
          # the district that is named
          开福区第一中学           | one-north
          天心区第一中学           | one-south
          天心 第一中学            | one-south
          第一中学 天心区          | one-south
          长沙市天心区第一中学     | one-south
          开福区和平路87号         | north87
          天心区和平路87号         | south87
          # codes
          430105001001007          | g-1
          430105001                | g-1
          4301050118000123         | c-1
          JS1024                   | pp-1
          """)
  void theFirstAnswer(String typed, String id) {
    List<Place> found = SEARCH.find(typed, HERE, 10);
    assertThat(found).as(typed).isNotEmpty();
    String first = found.get(0).id();
    // A road is one answer, whichever stretch of it lies nearest.
    assertThat(first.startsWith("f") && id.startsWith("f") ? id : first)
        .as("%s: %s", typed, found)
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          芙蓉路与五一路
          芙蓉路/五一路
          芙蓉路 & 五一路
          五一路和芙蓉路交叉口
          五一路芙蓉路路口
          芙蓉路与五一路口
          furonglu x wuyilu
          frl/wyl
          芙容路与五一路
          Furong Road and Wuyi Road
          """)
  void aCrossing(String typed) {
    List<Place> found = SEARCH.find(typed, HERE, 3);
    assertThat(found).as(typed).isNotEmpty();
    assertThat(found.get(0).kind()).as("%s: %s", typed, found).isEqualTo("intersection");
    assertThat(found.get(0).lon()).isEqualTo(112.98);
    assertThat(found.get(0).lat()).isEqualTo(28.20);
  }

  @Test
  void aRoadWhoseNameHoldsTheWordAndCrosses() {
    assertThat(SEARCH.find("共和路和和平路", HERE, 1))
        .singleElement()
        .satisfies(place -> assertThat(place.lat()).isEqualTo(28.18));
  }

  @Test
  void whatFitsIsSaid() {
    Place.Match part = SEARCH.find("三医院", HERE, 1).get(0).match();
    assertThat(part.text().substring(part.from(), part.to())).isEqualTo("三医院");
    assertThat(part.how()).isEqualTo(Place.How.WORDS);
    Place.Match initials = SEARCH.find("xyy", HERE, 1).get(0).match();
    assertThat(initials.text().substring(initials.from(), initials.to())).isEqualTo("湘雅医");
    assertThat(initials.how()).isEqualTo(Place.How.PREFIX);
    Place.Match english = SEARCH.find("isle", HERE, 1).get(0).match();
    assertThat(english.text().substring(english.from(), english.to())).isEqualTo("Isle");
    Place.Match house = SEARCH.find("开福区和平路87号", HERE, 1).get(0).match();
    assertThat(house.field()).isEqualTo("address");
    assertThat(house.how()).isEqualTo(Place.How.EXACT);
    assertThat(SEARCH.find("香雅医院", HERE, 1).get(0).match().how()).isEqualTo(Place.How.FUZZY);
  }

  @Test
  void aCoordinateIsAnAnswer() {
    Place place = SEARCH.find("北纬28°12′ 东经112°58′48″", null, 5).get(0);
    assertThat(place.kind()).isEqualTo("coordinate");
    assertThat(place.lon()).isEqualTo(112.98);
    assertThat(place.lat()).isEqualTo(28.2);
    assertThat(place.layer()).isNull();
  }

  @Test
  void nothingIsFoundThatIsNotThere() {
    for (String typed : List.of("火星基地", "zzzzzz", "湘", "，。", "99999999999")) {
      assertThat(SEARCH.find(typed, HERE, 5))
          .as(typed)
          .allSatisfy(place -> assertThat(place.name()).contains("湘"));
    }
  }

  @Test
  void whatIsKeptFromTheAskerIsNotFound() {
    PlaceSight blind = sight(Set.of("poi", "roads"), Set.of(), Set.of());
    assertThat(SEARCH.find("湘雅医院", HERE, 5, blind)).isEmpty();
    assertThat(SEARCH.find("芙蓉路与五一路", HERE, 5, blind)).isEmpty();
    PlaceSight fields = sight(Set.of(), Set.of("poi name"), Set.of());
    assertThat(SEARCH.find("湘雅医院", HERE, 5, fields)).isEmpty();
    assertThat(SEARCH.find("湘雅路87号", HERE, 5, fields))
        .first()
        .satisfies(place -> assertThat(place.name()).isEqualTo("湘雅路87号"));
    PlaceSight rows = sight(Set.of(), Set.of(), Set.of("poi xiangya", "roads w1"));
    assertThat(SEARCH.find("湘雅医院", HERE, 5, rows)).extracting(Place::id).doesNotContain("xiangya");
    assertThat(SEARCH.find("芙蓉路与五一路", HERE, 5, rows)).isEmpty();
  }

  private static PlaceSight sight(Set<String> layers, Set<String> fields, Set<String> features) {
    return new PlaceSight() {
      @Override
      public boolean layer(String layer) {
        return !layers.contains(layer);
      }

      @Override
      public boolean field(String layer, String field) {
        return !fields.contains(layer + " " + field);
      }

      @Override
      public boolean feature(String layer, String id) {
        return !features.contains(layer + " " + id);
      }

      @Override
      public boolean feature(Feature feature) {
        return feature(feature.layer(), feature.id());
      }
    };
  }
}
