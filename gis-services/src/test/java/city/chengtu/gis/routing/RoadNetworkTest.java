package city.chengtu.gis.routing;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.StandardLayers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

class RoadNetworkTest {
  private final Roads roads = new Roads();
  private final Catalogue catalogue = new Catalogue();
  private RoadNetwork network;

  /** A roads layer in memory, read in pages like the stored one. */
  private static final class Roads implements FeatureSource {
    private final NavigableMap<String, Feature> features = new ConcurrentSkipListMap<>();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean broken;

    void put(String id, long from, long to, Geometry line) {
      Map<String, Object> properties =
          Map.of("class", "residential", "from_node", from, "to_node", to);
      features.put(id, new Feature("roads", id, 1, Instant.EPOCH, line, properties));
      version.incrementAndGet();
    }

    @Override
    public Layer layer() {
      return StandardLayers.get("roads");
    }

    @Override
    public List<Feature> read(FeatureQuery query) {
      if (broken) {
        throw new IllegalStateException("the database is away");
      }
      String after = query.after() == null ? "" : query.after();
      return features.tailMap(after, false).values().stream().limit(query.limit()).toList();
    }

    @Override
    public long version() {
      return version.get();
    }

    @Override
    public long count() {
      return features.size();
    }

    @Override
    public Optional<Feature> find(String id) {
      return Optional.ofNullable(features.get(id));
    }
  }

  @BeforeEach
  void open() {
    StandardLayers.themes().forEach(catalogue::add);
    catalogue.add(roads);
    roads.put("a", 1, 2, RoadDrawing.line(0, 0, 500, 0));
    roads.put("odd", 2, 3, RoadDrawing.point(0, 0));
    network =
        new RoadNetwork(catalogue, RoadDrawing.PROFILE, Clock.systemUTC(), Duration.ofMillis(100));
    network.follow();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void isBuiltFromTheLayerAndNamesWhatItLeftOut() {
    assertThat(network.current().graph().segments()).isEqualTo(1);
    assertThat(network.current().version()).isEqualTo(2);
    assertThat(network.current().rejected())
        .containsExactly("roads/odd: geometry must be a LineString, not Point");
  }

  @Test
  void aChangeOfTheLayerBringsANewNetworkAndLeavesTheOldOneWhole() throws InterruptedException {
    RoadNetwork.Snapshot old = network.current();
    roads.put("b", 2, 3, RoadDrawing.line(500, 0, 900, 0));
    catalogue.changed("roads", new Envelope());
    await(() -> network.current().graph().segments() == 2);
    RoadPoint place =
        old.nearest(RoadDrawing.lon(100), RoadDrawing.lat(0), Closures.none(old.graph()))
            .orElseThrow();
    assertThat(old.times().to(place, List.of(place), old.closures(List.of()))).hasSize(1);
  }

  @Test
  void aFailureKeepsTheOldNetworkIsToldAndTriedAgain() throws InterruptedException {
    RoadNetwork.Snapshot old = network.current();
    roads.broken = true;
    roads.put("b", 2, 3, RoadDrawing.line(500, 0, 900, 0));
    catalogue.changed("roads", new Envelope());
    await(() -> network.failure().isPresent());
    assertThat(network.failure().orElseThrow()).contains("the database is away");
    assertThat(network.current()).isSameAs(old);
    // Nobody says that the database is back.
    roads.broken = false;
    await(() -> network.failure().isEmpty());
    assertThat(network.current().graph().segments()).isEqualTo(2);
  }

  @Test
  void otherLayersDoNotMatter() throws InterruptedException {
    RoadNetwork.Snapshot old = network.current();
    roads.put("b", 2, 3, RoadDrawing.line(500, 0, 900, 0));
    catalogue.changed("poi", new Envelope());
    Thread.sleep(50);
    assertThat(network.current()).isSameAs(old);
  }
}
