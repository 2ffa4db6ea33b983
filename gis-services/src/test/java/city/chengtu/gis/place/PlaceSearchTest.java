package city.chengtu.gis.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

@EachStore
class PlaceSearchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Coordinate HERE = new Coordinate(112.98, 28.20);

  private final TestStore store;
  private Catalogue catalogue;
  private StoredLayers layers;
  private PlaceSearch search;

  PlaceSearchTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void city() {
    SpatialDatabase database = store.fresh();
    catalogue = new Catalogue();
    layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    write(
        feature(
            "poi",
            "h1",
            "POINT (112.99 28.21)",
            "name",
            "湘雅医院",
            "kind",
            "hospital",
            "address",
            "湘雅路87号"),
        feature("poi", "h2", "POINT (112.90 28.10)", "name", "湘雅三医院", "kind", "hospital"),
        feature("poi", "s1", "POINT (112.981 28.201)", "name", "第一中学", "kind", "school"),
        feature("poi", "s2", "POINT (112.95 28.25)", "name", "第一中学", "kind", "school"),
        feature("places", "p1", "POINT (112.97 28.19)", "name", "五一广场", "kind", "square"),
        feature(
            "buildings",
            "b1",
            "POLYGON ((112.9801 28.2, 112.9803 28.2, 112.9803 28.2002, 112.9801 28.2))",
            "address",
            "芙蓉路388号"),
        feature(
            "buildings",
            "b2",
            "POLYGON ((112.9801 28.3, 112.9803 28.3, 112.9803 28.3002, 112.9801 28.3))",
            "address",
            "芙蓉路3881号"),
        road("r1", "LINESTRING (112.98 28.19, 112.98 28.20)", "芙蓉路", 1, 2),
        road("r2", "LINESTRING (112.98 28.20, 112.98 28.21)", "芙蓉路", 2, 3),
        road("r3", "LINESTRING (112.97 28.20, 112.98 28.20)", "五一大道", 4, 2),
        road("r4", "LINESTRING (112.90 28.10, 112.91 28.10)", "枫林路", 8, 9),
        road("r5", "LINESTRING (113.10 28.10, 113.11 28.10)", "Main Street", 10, 11),
        road("r6", "LINESTRING (113.11 28.10, 113.11 28.11)", "2nd Avenue", 11, 12));
    search = PlaceSearch.open(layers, catalogue, null, PATIENCE);
  }

  @AfterEach
  void close() {
    search.close();
  }

  private void write(NewFeature... features) {
    layers.write(ChangeSet.merge("tester", "x", "test"), Stream.of(features));
  }

  private static NewFeature road(String id, String wkt, String name, long from, long to) {
    return feature(
        "roads", id, wkt, "name", name, "class", "primary", "from_node", from, "to_node", to);
  }

  private static NewFeature feature(String layer, String id, String wkt, Object... properties) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put((String) properties[i], properties[i + 1]);
    }
    return new NewFeature(layer, id, 14, draw(wkt), map);
  }

  private static Geometry draw(String wkt) {
    try {
      return new WKTReader().read(wkt);
    } catch (ParseException e) {
      throw new IllegalArgumentException(wkt, e);
    }
  }

  private List<String> found(String text) {
    return search.find(text, HERE, 10).stream().map(Place::id).toList();
  }

  @Test
  void exactBeforeBeginningBeforeContaining() {
    write(
        feature("poi", "e1", "POINT (112.80 28.20)", "name", "湘雅", "kind", "shop"),
        feature("poi", "c1", "POINT (112.98 28.20)", "name", "中南大学湘雅公寓", "kind", "flat"));
    assertThat(found("湘雅")).containsExactly("e1", "h1", "h2", "c1");
    assertThat(found("三医院")).containsExactly("h2");
  }

  @Test
  void amongEqualsTheNearestComesFirst() {
    assertThat(found("第一中学")).containsExactly("s1", "s2");
    assertThat(search.find("第一中学", new Coordinate(112.95, 28.26), 10))
        .first()
        .extracting(Place::id)
        .isEqualTo("s2");
    assertThat(search.find("第一中学", null, 10)).hasSize(2);
  }

  @Test
  void anAddressIsABuildingElseItsRoad() {
    assertThat(search.find("芙蓉路388号", HERE, 1))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.id()).isEqualTo("b1");
              assertThat(place.kind()).isEqualTo("address");
              assertThat(place.lon()).isBetween(112.9801, 112.9803);
            });
    assertThat(found("芙蓉路388")).startsWith("b1");
    assertThat(found("芙蓉路 ３８８ 号")).startsWith("b1");
    assertThat(search.find("芙蓉路999号", HERE, 5))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.kind()).isEqualTo("road");
              assertThat(place.name()).isEqualTo("芙蓉路");
            });
    assertThat(found("湘雅路87号")).containsExactly("h1");
  }

  @Test
  void aRoadIsOneAnswer() {
    assertThat(search.find("芙蓉路", HERE, 10).stream().filter(p -> p.kind().equals("road")))
        .hasSize(1);
  }

  @Test
  void crossingsOfTwoRoads() {
    for (String text : List.of("芙蓉路与五一大道", "五一大道和芙蓉路交叉口", "芙蓉路/五一大道", "芙蓉路与五一路口", "芙蓉路 × 五一大道")) {
      List<Place> places = search.find(text, HERE, 5);
      assertThat(places).as(text).isNotEmpty();
      assertThat(places.get(0).kind()).as(text).isEqualTo("intersection");
      assertThat(places.get(0).lon()).as(text).isEqualTo(112.98);
      assertThat(places.get(0).lat()).as(text).isEqualTo(28.20);
    }
    assertThat(search.find("Main Street and 2nd Avenue", HERE, 5).get(0).lat()).isEqualTo(28.10);
    assertThat(search.find("芙蓉路与枫林路", HERE, 5)).isEmpty();
  }

  @Test
  void theIndexFollowsTheLayers() {
    assertThat(found("新世纪")).isEmpty();
    write(feature("poi", "n1", "POINT (112.98 28.2)", "name", "新世纪体育馆", "kind", "stadium"));
    assertThat(found("体育馆")).containsExactly("n1");
    write(feature("poi", "n1", "POINT (112.98 28.2)", "name", "老体育场", "kind", "stadium"));
    assertThat(found("新世纪")).isEmpty();
    assertThat(found("老体育场")).containsExactly("n1");
    layers.end(ChangeSet.merge("tester", "gone", "test"), "poi", List.of("n1"));
    assertThat(found("老体育场")).isEmpty();
  }

  @Test
  void aRestartTakesTheKeptNamesAndWhatHasChangedSince(@TempDir Path folder) {
    String store = "poi.names";
    PlaceSearch first = PlaceSearch.open(layers, catalogue, folder, PATIENCE);
    assertThat(first.find("湘雅医院", HERE, 5)).extracting(Place::id).containsExactly("h1");
    await(() -> Files.exists(folder.resolve(store)));
    first.close();
    write(
        feature("poi", "h2", "POINT (112.90 28.10)", "name", "岳麓医院", "kind", "hospital"),
        feature("poi", "n1", "POINT (112.99 28.2)", "name", "新世纪体育馆", "kind", "stadium"));
    layers.end(ChangeSet.merge("tester", "gone", "test"), "poi", List.of("s1"));
    PlaceSearch second = PlaceSearch.open(layers, catalogue, folder, PATIENCE);
    assertThat(second.find("湘雅医院", HERE, 5)).extracting(Place::id).containsExactly("h1");
    assertThat(second.find("岳麓医院", HERE, 5)).extracting(Place::id).containsExactly("h2");
    assertThat(second.find("湘雅三医院", HERE, 5)).extracting(Place::id).doesNotContain("h2");
    assertThat(second.find("新世纪体育馆", HERE, 5)).extracting(Place::id).containsExactly("n1");
    assertThat(second.find("第一中学", HERE, 5)).extracting(Place::id).containsExactly("s2");
    second.close();
  }

  @Test
  void namesKeptOfAnotherStoreAreNotUsed(@TempDir Path folder) {
    PlaceSearch first = PlaceSearch.open(layers, catalogue, folder, PATIENCE);
    assertThat(first.find("湘雅医院", HERE, 5)).hasSize(1);
    await(() -> Files.exists(folder.resolve("poi.names")));
    first.close();
    SpatialDatabase other = store.fresh();
    Catalogue otherCatalogue = new Catalogue();
    StoredLayers otherLayers = StoredLayers.open(other, otherCatalogue, Clock.systemUTC());
    otherLayers.write(
        ChangeSet.merge("tester", "x", "test"),
        Stream.of(feature("poi", "o1", "POINT (112.99 28.21)", "name", "别的地方", "kind", "shop")));
    PlaceSearch second = PlaceSearch.open(otherLayers, otherCatalogue, folder, PATIENCE);
    assertThat(second.find("湘雅医院", HERE, 5)).isEmpty();
    assertThat(second.find("别的地方", HERE, 5)).extracting(Place::id).containsExactly("o1");
    second.close();
  }

  private static void await(BooleanSupplier done) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < until) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  @Test
  void aFieldWithPersonalDataFindsNothing() {
    layers.define(
        new Layer(
            "people",
            "base",
            new Text("人", "People"),
            GeometryKind.POINT,
            List.of(
                new Field("name", new Text("姓名", "Name"), Field.Type.TEXT, null, true),
                Field.of("别名", "别名", "Alias", Field.Type.TEXT)),
            new LayerOrigin("test", "test", null, null, ShareClass.NOT_SHARED),
            new ScaleRange(0, 22),
            new LayerStyle(1, null, null, null, null, null, null, null, null),
            false));
    write(feature("people", "z", "POINT (112.98 28.2)", "name", "赵钱孙", "别名", "老李家"));
    assertThat(found("赵钱孙")).isEmpty();
    assertThat(found("老李家")).containsExactly("z");
  }

  @Test
  void aPointIsCalledByTheDoorPlateThePlaceOrTheRoadNear() {
    write(
        feature(
            "boundaries",
            "c",
            "POLYGON ((112 27, 114 27, 114 29, 112 29, 112 27))",
            "name",
            "长沙市",
            "level",
            "city"),
        feature(
            "boundaries",
            "d",
            "POLYGON ((112.9 28.1, 113.05 28.1, 113.05 28.4, 112.9 28.4, 112.9 28.1))",
            "name",
            "开福区",
            "level",
            "district"),
        feature(
            "grids",
            "g",
            "POLYGON ((112.98 28.20, 112.995 28.20, 112.995 28.22, 112.98 28.22, 112.98 28.20))",
            "code",
            "430105001001007",
            "street",
            "湘雅路街道"));
    ReversePlaces reverse = new ReversePlaces(catalogue);
    PlaceAt plate = reverse.at(112.98035, 28.2001, PlaceSight.all());
    assertThat(plate.nearest().name()).isEqualTo("芙蓉路388号");
    assertThat(plate.nearest().direction()).isEqualTo(PlaceAt.Direction.E);
    assertThat(plate.nearest().metres()).isBetween(4.0, 6.0);
    assertThat(plate.road().name()).isEqualTo("芙蓉路");
    assertThat(plate.divisions()).extracting(PlaceAt.Division::name).containsExactly("长沙市", "开福区");
    assertThat(plate.grid().code()).isEqualTo("430105001001007");
    assertThat(plate.grid().street()).isEqualTo("湘雅路街道");
    PlaceAt inside = reverse.at(112.98025, 28.20005, PlaceSight.all());
    assertThat(inside.nearest().metres()).isZero();
    assertThat(inside.nearest().direction()).isNull();
    PlaceAt south = reverse.at(112.95, 28.2495, PlaceSight.all());
    assertThat(south.nearest().name()).isEqualTo("第一中学");
    assertThat(south.nearest().direction()).isEqualTo(PlaceAt.Direction.S);
    assertThat(south.nearest().metres()).isBetween(54.0, 57.0);
    PlaceAt road = reverse.at(113.105, 28.1001, PlaceSight.all());
    assertThat(road.nearest()).isNull();
    assertThat(road.road().name()).isEqualTo("Main Street");
    PlaceAt nowhere = reverse.at(0, 0, PlaceSight.all());
    assertThat(nowhere.nearest()).isNull();
    assertThat(nowhere.road()).isNull();
    assertThat(nowhere.divisions()).isEmpty();
    assertThat(nowhere.grid()).isNull();
  }

  @Test
  void whenThereIsNoRoomForAllTheCodesOfTheLargestLayerGiveWay(@TempDir Path folder) {
    write(
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    feature(
                        "components",
                        "4301050010" + i,
                        "POINT (112.97 28." + (100 + i) + ")",
                        "ObjID",
                        "C" + i))
            .toArray(NewFeature[]::new));
    assertThat(search.find("C299", HERE, 5)).hasSize(1);
    for (int start = 0; start < 2; start++) { // read, and from the file
      try (PlaceSearch small = PlaceSearch.open(layers, catalogue, folder, PATIENCE, 200)) {
        assertThat(small.find("第一中学", HERE, 5)).hasSize(2);
        assertThat(small.find("C299", HERE, 5)).isEmpty();
        assertThat(small.find("4301050010299", HERE, 5))
            .singleElement()
            .satisfies(
                place -> {
                  assertThat(place.layer()).isEqualTo("components");
                  assertThat(place.match().how()).isEqualTo(Place.How.EXACT);
                });
      }
    }
    try (PlaceSearch least = PlaceSearch.open(layers, catalogue, null, PATIENCE, 3)) {
      assertThat(least.find("4301050010299", HERE, 5)).hasSize(1); // not without an end, either
    }
  }

  @Test
  void nothingIsFoundByNothing() {
    assertThat(found("")).isEmpty();
    assertThat(found("—，。")).isEmpty();
    assertThat(found("火星基地")).isEmpty();
    assertThatThrownBy(() -> search.find("x", HERE, 0)).hasMessageContaining("limit");
  }
}
