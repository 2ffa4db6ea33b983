package city.chengtu.gis.tile;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.ingest.OsmLimits;
import city.chengtu.gis.ingest.OsmReader;
import city.chengtu.gis.routing.SharedData;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

/** An imported extract is a base map without the internet: each zoom shows what belongs there. */
@EachStore
class BaseMapFromOsmTest {
  /** What a tile may weigh, packed (the client's budget). */
  private static final int LARGEST = 60 * 1024;

  private final TestStore store;

  BaseMapFromOsmTest(TestStore store) {
    this.store = store;
  }

  @Test
  void anExtractOfTheCityIsAWholeBaseMap() throws Exception {
    Path extract = SharedData.get("osm/beijing-haidian.osm.gz");
    Catalogue catalogue = new Catalogue();
    StoredLayers layers = StoredLayers.open(store.fresh(), catalogue, Clock.systemUTC());
    layers.write(
        ChangeSet.replace("tester", "base map", extract.getFileName().toString()),
        sink -> {
          try {
            new OsmReader(OsmLimits.standard()).read(extract, sink);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Envelope all = new Envelope();
    List<Feature> roads = catalogue.get("roads").read(FeatureQuery.of("roads").withLimit(200_000));
    roads.forEach(r -> all.expandToInclude(r.geometry().getEnvelopeInternal()));

    assertThat(classes(catalogue, 10))
        .as("roads at zoom 10")
        .isNotEmpty()
        .allMatch(c -> Set.of("motorway", "trunk", "primary").contains(c.replace("_link", "")));
    assertThat(classes(catalogue, 16).size()).isGreaterThan(classes(catalogue, 12).size());
    Map<String, Integer> drawn = tiles(catalogue, all, 16);
    assertThat(drawn).containsKeys("roads", "buildings", "green", "poi");
    assertThat(drawn.values()).allMatch(count -> count > 0);
    assertThat(tiles(catalogue, all, 12)).doesNotContainKey("poi");
    assertThat(tiles(catalogue, all, 10).getOrDefault("buildings", 0)).isZero();
  }

  private static Set<String> classes(Catalogue catalogue, int zoom) {
    return catalogue
        .get("roads")
        .read(FeatureQuery.of("roads").withMaxRank(zoom).withLimit(200_000))
        .stream()
        .map(r -> String.valueOf(r.properties().get("class")))
        .collect(Collectors.toSet());
  }

  /** How many features of each layer are drawn at this zoom, over the whole extract. */
  private static Map<String, Integer> tiles(Catalogue catalogue, Envelope all, int zoom) {
    TileMaker maker = new TileMaker(15_000);
    TileView everyone = new TileView("", feature -> true, Set.of());
    Map<String, Integer> drawn = new TreeMap<>();
    for (String layer :
        List.of("boundaries", "water", "green", "roads", "buildings", "places", "poi")) {
      for (TileAddress address : TileAddress.covering(all, zoom)) {
        Tile tile = maker.make(catalogue.get(layer), address, everyone, null);
        assertThat(tile.dropped()).as(layer + " " + address).isZero();
        if (!tile.isEmpty()) {
          assertThat(tile.gzip().length).as(layer + " " + address).isLessThan(LARGEST);
          drawn.merge(layer, 1, Integer::sum);
        }
      }
    }
    return drawn;
  }
}
