package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.ingest.NewFeature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

@EachStore
class StoredLayersTest {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final String POI = "poi";

  private final TestStore store;
  private final TestClock clock = new TestClock(Instant.parse("2026-03-01T08:00:00Z"));
  private SpatialDatabase database;
  private Catalogue catalogue;
  private StoredLayers layers;
  private final List<String> heard = new ArrayList<>();

  StoredLayersTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    database = store.fresh();
    catalogue = new Catalogue();
    catalogue.onChange((layer, extent) -> heard.add(layer + " " + extent));
    layers = StoredLayers.open(database, catalogue, clock);
  }

  private static NewFeature poi(String id, double lon, double lat, String name) {
    return poi(id, lon, lat, name, 14);
  }

  private static NewFeature poi(String id, double lon, double lat, String name, int rank) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", name);
    properties.put("floor", 3);
    properties.put("phone", null);
    return new NewFeature(POI, id, rank, DRAW.createPoint(new Coordinate(lon, lat)), properties);
  }

  private LayerChange merge(NewFeature... features) {
    return layers.write(ChangeSet.merge("tester", "a change", "test"), Stream.of(features)).get(0);
  }

  private LayerChange replace(NewFeature... features) {
    return layers
        .write(
            ChangeSet.replace("tester", "all anew", "test"),
            sink -> {
              sink.define(StandardLayers.get(POI));
              Stream.of(features).forEach(sink::write);
            })
        .get(0);
  }

  private List<String> ids(FeatureQuery query) {
    return layers.get(POI).read(query).stream().map(Feature::id).toList();
  }

  private FeatureSource source() {
    return catalogue.get(POI);
  }

  @Test
  void numbersOfAnySizeComeBack() {
    Map<String, Object> numbers = Map.of("great", 1e200, "small", -1e-200, "whole", Long.MAX_VALUE);
    merge(new NewFeature(POI, "n", 0, DRAW.createPoint(new Coordinate(113, 28)), numbers));
    assertThat(layers.find(POI, List.of("n")))
        .singleElement()
        .extracting(Feature::properties)
        .isEqualTo(numbers);
  }

  @Test
  void theStandardLayersAreInTheCatalogue() {
    assertThat(catalogue.list()).hasSize(StandardLayers.list().size());
    assertThat(catalogue.themes()).hasSize(StandardLayers.themes().size());
    assertThat(source().count()).isZero();
    assertThat(source().read(FeatureQuery.of(POI))).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadBackWhole() {
    LayerChange change = merge(poi("a", 112.98, 28.2, "湘雅医院"));

    Feature read = source().find("a").orElseThrow();
    assertThat(read.version()).isEqualTo(1);
    assertThat(read.validFrom()).isEqualTo(clock.instant());
    assertThat((Object) read.geometry().getCoordinate()).isEqualTo(new Coordinate(112.98, 28.2));
    assertThat(read.properties().toString()).isEqualTo("{name=湘雅医院, floor=3, phone=null}");
    assertThat(change.added()).isEqualTo(1);
    assertThat(source().version()).isEqualTo(1);
    assertThat(source().count()).isEqualTo(1);
  }

  @Test
  void pagesFollowEachOtherByIdWithAndWithoutABox() {
    merge(
        poi("c", 1, 1, ""),
        poi("a", 1, 1, ""),
        poi("b", 1, 1, ""),
        poi("d", 9, 9, ""),
        poi("e", 1.5, 1, ""));
    Envelope box = new Envelope(0, 2, 0, 2);

    assertThat(ids(FeatureQuery.of(POI).withLimit(2))).containsExactly("a", "b");
    assertThat(ids(FeatureQuery.of(POI).withLimit(2).withAfter("b"))).containsExactly("c", "d");
    assertThat(ids(FeatureQuery.of(POI).within(box).withLimit(3))).containsExactly("a", "b", "c");
    assertThat(ids(FeatureQuery.of(POI).within(box).withLimit(3).withAfter("c")))
        .containsExactly("e");
  }

  @Test
  void onlyFeaturesOfTheRankAskedForAreRead() {
    merge(poi("high", 1, 1, "", 8), poi("low", 1, 1, "", 16));
    assertThat(ids(FeatureQuery.of(POI).withMaxRank(12))).containsExactly("high");
    assertThat(ids(FeatureQuery.of(POI).withMaxRank(16).within(new Envelope(0, 2, 0, 2))))
        .containsExactly("high", "low");
  }

  @Test
  void aChangeKeepsTheOldVersionForThePast() {
    merge(poi("a", 1, 1, "old"), poi("b", 2, 2, "stays"));
    Instant before = clock.instant();
    clock.advance(Duration.ofMinutes(5));
    LayerChange change = merge(poi("a", 3, 3, "new"), poi("b", 2, 2, "stays"));

    assertThat(change.changed()).isEqualTo(1);
    assertThat(change.unchanged()).isEqualTo(1);
    assertThat((Object) change.extent()).isEqualTo(new Envelope(1, 3, 1, 3));
    assertThat(names(null)).containsExactly("new", "stays");
    assertThat(names(before)).containsExactly("old", "stays");
    assertThat(names(clock.instant().minusMillis(1))).containsExactly("old", "stays");
    assertThat(names(clock.instant())).containsExactly("new", "stays");
    assertThat(names(before.minusMillis(1))).isEmpty();
    assertThat(layers.history(POI, "a").stream().map(Feature::version).toList())
        .containsExactly(2L, 1L);
    assertThat(source().find("b").orElseThrow().version()).isEqualTo(1);
  }

  private List<Object> names(Instant at) {
    return source().read(FeatureQuery.of(POI).asOf(at)).stream()
        .map(f -> f.properties().get("name"))
        .toList();
  }

  @Test
  void replacingALayerEndsWhatDidNotComeAndKeepsItsHistory() {
    replace(poi("a", 1, 1, "a"), poi("b", 2, 2, "b"), poi("c", 3, 3, "c"));
    Instant before = clock.instant();
    clock.advance(Duration.ofDays(1));
    LayerChange change =
        replace(poi("a", 1, 1, "a"), poi("c", 3, 3, "changed"), poi("d", 4, 4, "d"));

    assertThat(List.of(change.added(), change.changed(), change.ended(), change.unchanged()))
        .containsExactly(1L, 1L, 1L, 1L);
    assertThat(names(null)).containsExactly("a", "changed", "d");
    assertThat(names(before)).containsExactly("a", "b", "c");
    assertThat(source().count()).isEqualTo(3);
    assertThat(layers.changes(POI, 10).stream().map(LayerChange::version).toList())
        .containsExactly(2L, 1L);
  }

  @Test
  void anEmptyReplacementEndsEverything() {
    replace(poi("a", 1, 1, "a"));
    clock.advance(Duration.ofDays(1));
    assertThat(replace().ended()).isEqualTo(1);
    assertThat(source().count()).isZero();
  }

  @Test
  void anEndedFeatureMayComeAgainAsItsNextVersion() {
    merge(poi("a", 1, 1, "a"));
    clock.advance(Duration.ofHours(1));
    assertThat(
            layers
                .end(ChangeSet.merge("tester", "gone", "test"), POI, List.of("a", "unknown"))
                .get(0)
                .ended())
        .isEqualTo(1);
    assertThat(source().find("a")).isEmpty();
    clock.advance(Duration.ofHours(1));
    merge(poi("a", 1, 1, "a"));
    assertThat(source().find("a").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void aDeliveryThatFailsLeavesNothingBehind() {
    assertThatThrownBy(
            () ->
                layers.write(
                    ChangeSet.merge("tester", "x", "test"),
                    sink -> {
                      for (int i = 0; i < 2_500; i++) {
                        sink.write(poi("p" + i, 1, 1, "x"));
                      }
                      throw new IllegalStateException("the file broke off");
                    }))
        .hasMessageContaining("broke off");
    assertThat(source().read(FeatureQuery.of(POI))).isEmpty();
    assertThat(layers.changes(POI, 5)).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void anIdThatComesTwiceIsRefusedByName() {
    assertThatThrownBy(() -> merge(poi("a", 1, 1, "x"), poi("a", 2, 2, "y")))
        .hasMessageContaining("'a' comes twice");
    List<NewFeature> farApart =
        new ArrayList<>(IntStream.range(0, 1_500).mapToObj(i -> poi("p" + i, 1, 1, "")).toList());
    farApart.add(poi("p3", 1, 1, "again"));
    assertThatThrownBy(() -> merge(farApart.toArray(NewFeature[]::new)))
        .hasMessageContaining("'p3' comes twice");
  }

  /** More than are written together, into a layer that held nothing: the index finds it. */
  @Test
  void anIdThatComesTwiceFarApartIsRefusedAndTheLayerCanBeFilledAfterwards() {
    List<NewFeature> farApart = many(5_000);
    farApart.add(poi("p3", 1, 1, "again"));
    assertThatThrownBy(() -> merge(farApart.toArray(NewFeature[]::new)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comes twice");
    assertThat(source().read(FeatureQuery.of(POI))).isEmpty();
    assertThat(merge(many(5_000).toArray(NewFeature[]::new)).added()).isEqualTo(5_000);
  }

  /** Many rows at once go another way into PostgreSQL than few. */
  @Test
  void manyRowsAreStoredJustAsFewAre() {
    merge(poi("alone", 1, 1, "湘雅医院 \"x\" \\ 🚒"));
    List<NewFeature> rows = many(5_000);
    rows.add(poi("with", 1, 1, "湘雅医院 \"x\" \\ 🚒"));
    merge(rows.toArray(NewFeature[]::new));
    Feature few = source().find("alone").orElseThrow();
    Feature many = source().find("with").orElseThrow();
    assertThat(many.properties()).isEqualTo(few.properties());
    assertThat(many.geometry().equalsExact(few.geometry())).isTrue();
    assertThat(many.version()).isEqualTo(1);
    LayerChange again = merge(rows.toArray(NewFeature[]::new));
    assertThat(again.unchanged()).isEqualTo(5_001);
    assertThat(again.changed()).isZero();
    assertThat(merge(poi("p4711", 2, 2, "moved")).changed()).isEqualTo(1);
  }

  @Test
  void whatTheDatabaseRefusesFarIntoADeliveryChangesNothing() {
    List<NewFeature> rows = many(2_100);
    rows.add(poi("p" + "x".repeat(300), 1, 1, "too long an id"));
    rows.addAll(many(2_500).subList(2_100, 2_500));
    assertThatThrownBy(() -> merge(rows.toArray(NewFeature[]::new)))
        .isInstanceOf(LayerWriteException.class);
    assertThat(source().read(FeatureQuery.of(POI))).isEmpty();
    assertThat(merge(poi("a", 1, 1, "x")).added()).isEqualTo(1);
  }

  private static List<NewFeature> many(int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(i -> poi("p" + i, 1, 1, "第" + i + "号")).toList());
  }

  @Test
  void wrongInputIsNamed() {
    assertThatThrownBy(() -> merge(poi("a", 1, 1, "x", 23)))
        .hasMessageContaining("rank")
        .hasMessageContaining("23");
    NewFeature stray =
        new NewFeature("nowhere", "a", 3, DRAW.createPoint(new Coordinate(1, 1)), Map.of());
    assertThatThrownBy(() -> merge(stray)).hasMessageContaining("'nowhere' is not defined");
  }

  @Test
  void listenersHearExactlyWhatChanged() {
    merge(poi("a", 1, 1, "a"), poi("b", 50, 50, "b"));
    heard.clear();
    clock.advance(Duration.ofHours(1));
    merge(poi("a", 2, 2, "a"), poi("b", 50, 50, "b"));
    assertThat(heard).containsExactly("poi " + new Envelope(1, 2, 1, 2));
    heard.clear();
    merge(poi("a", 2, 2, "a"));
    assertThat(heard).isEmpty();
  }

  @Test
  void anotherServerHearsItWhenItCatchesUp() {
    List<String> heardThere = new ArrayList<>();
    Catalogue there = new Catalogue();
    there.onChange((layer, extent) -> heardThere.add(layer + " " + extent));
    StoredLayers other = StoredLayers.open(store.again(database), there, clock);
    merge(poi("a", 1, 1, "a"));
    Layer own = StandardLayers.get(POI);
    layers.define(
        new Layer(
            "murals",
            own.theme(),
            own.title(),
            own.geometry(),
            own.fields(),
            own.origin(),
            own.scales(),
            own.style(),
            false));

    assertThat(there.get(POI).version()).isZero();
    other.catchUp();
    assertThat(there.get(POI).version()).isEqualTo(1);
    assertThat(there.get(POI).count()).isEqualTo(1);
    assertThat(there.find("murals")).isPresent();
    assertThat(heardThere).containsExactly("poi " + new Envelope(1, 1, 1, 1));
  }

  @Test
  void timeNeverRunsBackwardsWithinALayer() {
    merge(poi("a", 1, 1, "first"));
    clock.advance(Duration.ofHours(-3));
    LayerChange second = merge(poi("a", 1, 1, "second"));
    assertThat(second.at()).isAfter(layers.changes(POI, 2).get(1).at());
    assertThat(names(second.at())).containsExactly("second");
    assertThat(names(layers.changes(POI, 2).get(1).at())).containsExactly("first");
  }

  @Test
  void writersOfOneLayerTakeTurns() throws Exception {
    merge(poi("a", 1, 1, "0"));
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 1; i <= 8; i++) {
        String name = "writer " + i;
        done.add(
            threads.submit(
                () -> {
                  start.await();
                  return merge(poi("a", 1, 1, name));
                }));
      }
      start.countDown();
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(layers.history(POI, "a").stream().map(Feature::version).toList())
        .containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(source().version()).isEqualTo(9);
  }

  @Test
  void aBoxIsAnsweredByTheSpatialIndex() {
    layers.write(
        ChangeSet.merge("tester", "many", "test"),
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    poi(
                        "p" + i,
                        100 + i % 141 * 0.01,
                        30 + Math.floorDiv(i, 141) * 0.01,
                        "n",
                        10)));
    for (FeatureQuery query :
        List.of(
            FeatureQuery.of(POI).within(new Envelope(100.2, 100.25, 30.2, 30.25)),
            FeatureQuery.of(POI)
                .within(new Envelope(100.2, 100.25, 30.2, 30.25))
                .withAfter("p1")
                .withMaxRank(15),
            FeatureQuery.of(POI)
                .within(new Envelope(100.2, 100.25, 30.2, 30.25))
                .asOf(clock.instant()),
            filtered("S_INTERSECTS(geometry, BBOX(100.2, 30.2, 100.25, 30.25))"),
            filtered(
                    "name = 'n' AND S_WITHIN(geometry, POLYGON((100.2 30.2, 100.3 30.2, 100.3 30.3, 100.2 30.2)))")
                .withAfter("p1"))) {
      assertThat(layers.get(POI).read(query)).isNotEmpty();
      assertThat(plan(query)).contains("layer_poi_geom");
    }
    assertThat(plan(FeatureQuery.of(POI).withAfter("p100").withLimit(10))).contains("layer_poi_id");
  }

  private static FeatureQuery filtered(String cql2) {
    return FeatureQuery.of(POI).withFilter(Cql2.ofText(cql2).checkedFor(StandardLayers.get(POI)));
  }

  private String plan(FeatureQuery query) {
    String sql = "explain " + layers.table(POI).sql(query);
    return database
        .jdbi()
        .withHandle(
            h ->
                String.join(
                    "\n",
                    LayerTable.bind(h.createQuery(sql), query)
                        .bind("limit", 100)
                        .mapTo(String.class)
                        .list()));
  }

  @Test
  void extentOfAPolygonChangeHoldsTheWholePolygon() {
    Geometry square = DRAW.toGeometry(new Envelope(10, 11, 20, 21));
    NewFeature green = new NewFeature("green", "g", 8, square, Map.of("name", "公园"));
    LayerChange change =
        layers.write(ChangeSet.merge("tester", "x", "test"), Stream.of(green)).get(0);
    assertThat((Object) change.extent()).isEqualTo(new Envelope(10, 11, 20, 21));
  }

  /** A clock that stands still until told otherwise. */
  private static final class TestClock extends Clock {
    private Instant now;

    TestClock(Instant start) {
      now = start;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
