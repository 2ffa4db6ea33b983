package city.chengtu.gis.routing;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.ingest.OsmLimits;
import city.chengtu.gis.ingest.OsmReader;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole way of a road: extract, database, network. */
@EachStore
class StoredRoadsTest {
  private final TestStore store;

  StoredRoadsTest(TestStore store) {
    this.store = store;
  }

  @Test
  void theNetworkFromTheStoreEqualsTheOneFromTheFile() throws Exception {
    Path extract = SharedData.get("osm/beijing-haidian.osm.gz");
    Catalogue catalogue = new Catalogue();
    StoredLayers layers = StoredLayers.open(store.fresh(), catalogue, Clock.systemUTC());
    try (RoadNetwork network =
        RoadNetwork.of(catalogue, SpeedProfile.standard(), Clock.systemUTC())) {
      assertThat(network.current().graph().segments()).isZero();

      layers.write(
          ChangeSet.replace("tester", "base map", extract.getFileName().toString()),
          sink -> {
            try {
              new OsmReader(OsmLimits.standard()).read(extract, sink);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      long end = System.nanoTime() + 60_000_000_000L;
      while (network.current().graph().segments() == 0 && System.nanoTime() < end) {
        Thread.sleep(10);
      }

      RoadNetwork.Snapshot stored = network.current();
      RoadGraph fromFile = RoadGraph.of(RoadCollector.read(extract), SpeedProfile.standard());
      assertThat(stored.rejected()).isEmpty();
      assertThat(stored.graph().edges()).isEqualTo(fromFile.edges());
      assertThat(metres(stored.graph(), stored.index()))
          .isEqualTo(metres(fromFile, SnapIndex.of(fromFile, SpeedProfile.standard())));
    }
  }

  /** The first of the reference routes for this extract. */
  private static double metres(RoadGraph graph, SnapIndex index) {
    RoadPoint origin = index.nearest(116.322192, 39.99761).orElseThrow();
    RoadPoint target = index.nearest(116.32044, 40.003531).orElseThrow();
    return new TravelTimes(graph)
        .to(target, List.of(origin), Closures.none(graph), Weighting.DISTANCE)
        .get(0)
        .metres();
  }
}
