package city.chengtu.gis.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

@EachStore
class TileCacheTest {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final TileAddress HERE = TileAddress.at(112.98, 28.2, 14);
  private static final TileAddress FAR = TileAddress.at(113.2, 28.4, 14);

  private final TestStore store;
  private StoredLayers layers;
  private Catalogue catalogue;
  private TileCache cache;

  TileCacheTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    catalogue = new Catalogue();
    layers = StoredLayers.open(store.fresh(), catalogue, Clock.systemUTC());
    cache = new TileCache(catalogue, new TileMaker(100), 1_000_000);
  }

  private static NewFeature poi(String id, double lon, double lat, int rank, String kind) {
    return new NewFeature(
        "poi",
        id,
        rank,
        DRAW.createPoint(new Coordinate(lon, lat)),
        Map.of("name", id, "kind", kind));
  }

  private void write(Stream<NewFeature> features) {
    layers.write(ChangeSet.merge("tester", "x", "test"), features);
  }

  private Tile tile(TileAddress address) {
    return cache.get("poi", address, TileView.ALL);
  }

  @Test
  void aChangeDropsTheTilesItTouchesAndNoOthers() {
    write(Stream.of(poi("a", 112.98, 28.2, 13, "school"), poi("b", 113.2, 28.4, 13, "school")));
    Tile here = tile(HERE);
    Tile far = tile(FAR);
    assertThat(tile(HERE)).isSameAs(here);

    write(Stream.of(poi("a", 112.98, 28.2, 13, "hospital")));

    assertThat(tile(HERE)).isNotSameAs(here);
    assertThat(tile(HERE).etag()).isNotEqualTo(here.etag());
    assertThat(tile(FAR)).isSameAs(far);
  }

  @Test
  void aFeatureThatMovesAwayLeavesItsOldTile() {
    write(Stream.of(poi("a", 112.98, 28.2, 13, "school")));
    assertThat(tile(HERE).features()).isEqualTo(1);
    write(Stream.of(poi("a", 113.2, 28.4, 13, "school")));
    assertThat(tile(HERE).isEmpty()).isTrue();
    assertThat(tile(FAR).features()).isEqualTo(1);
  }

  @Test
  void aFeatureInTheMarginIsDrawnOnTheNeighbourToo() {
    double edge = HERE.envelope().getMaxX();
    double justBeyond = edge + (edge - HERE.envelope().getMinX()) * 0.02;
    Tile before = tile(HERE);
    write(Stream.of(poi("a", justBeyond, 28.2, 13, "school")));
    assertThat(before.isEmpty()).isTrue();
    assertThat(tile(HERE).features()).isEqualTo(1);
  }

  @Test
  void ofTooManyTheLesserRanksGiveWayAndAreCounted() {
    Stream<NewFeature> few =
        IntStream.range(0, 60).mapToObj(i -> poi("z-great" + i, 112.98, 28.2, 13, "hospital"));
    Stream<NewFeature> many =
        IntStream.range(0, 500).mapToObj(i -> poi("a-small" + i, 112.98, 28.2, 14, "hydrant"));
    write(Stream.concat(few, many));

    Tile tile = tile(HERE);
    assertThat(tile.features()).isEqualTo(100);
    assertThat(tile.dropped()).isEqualTo(460);
    String text = new String(tile.plain(), StandardCharsets.UTF_8);
    assertThat(IntStream.range(0, 60).allMatch(i -> text.contains("z-great" + i))).isTrue();
  }

  @Test
  void aZoomOutsideTheLayersRangeShowsNothing() {
    write(Stream.of(poi("a", 112.98, 28.2, 5, "school")));
    assertThat(tile(TileAddress.at(112.98, 28.2, 12)).isEmpty()).isTrue();
    assertThat(tile(TileAddress.at(112.98, 28.2, 13)).isEmpty()).isFalse();
  }

  @Test
  void viewersOfDifferentRightsDoNotShareTiles() {
    write(Stream.of(poi("a", 112.98, 28.2, 13, "camera"), poi("b", 112.98, 28.2, 13, "school")));
    TileView guest =
        new TileView("guest", f -> !"camera".equals(f.properties().get("kind")), Set.of("name"));
    assertThat(tile(HERE).features()).isEqualTo(2);
    Tile guestTile = cache.get("poi", HERE, guest);
    assertThat(guestTile.features()).isEqualTo(1);
    assertThat(new String(guestTile.plain(), StandardCharsets.UTF_8))
        .doesNotContain("camera", "name");
  }

  @Test
  void memoryStaysWithinItsBound() {
    TileCache small = new TileCache(catalogue, new TileMaker(100), 5_000);
    write(Stream.of(poi("a", 112.98, 28.2, 13, "school")));
    for (TileAddress address : TileAddress.covering(new Envelope(112.9, 113.1, 28.1, 28.3), 14)) {
      small.get("poi", address, TileView.ALL);
    }
    assertThat(small.size()).isLessThanOrEqualTo(25);
  }

  @Test
  void unknownLayersAreNamed() {
    assertThatThrownBy(() -> cache.get("nowhere", HERE, TileView.ALL))
        .hasMessageContaining("'nowhere'");
  }

  @Test
  void noReaderSeesAStaleTileAfterAChangeIsDone() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(
            readers.submit(
                () -> {
                  while (!stop.get()) {
                    tile(HERE);
                  }
                }));
      }
      for (int i = 1; i <= 60; i++) {
        write(Stream.of(poi("p" + i, 112.98, 28.2, 13, "school")));
        assertThat(tile(HERE).features()).isEqualTo(i);
      }
      stop.set(true);
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      stop.set(true);
      readers.shutdown();
    }
  }
}
