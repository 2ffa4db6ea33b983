package city.chengtu.gis.tile;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Envelope;

/**
 * Keeps finished tiles up to a number of bytes, and drops exactly those that a change of their
 * layer touches. A tile is made once even if many ask for it at the same time. Live layers are
 * never kept. Calls block: not for an event loop.
 */
public final class TileCache {
  /** What a cached tile costs beside its bytes: key, entry, object heads. */
  private static final int OVERHEAD = 200;

  /** A layer that changes faster than its tiles can be made still gets an answer. */
  private static final int TRIES = 3;

  private final Catalogue catalogue;
  private final TileMaker maker;
  private final boolean keeping;
  private final Cache<Key, Tile> tiles;
  private final ConcurrentMap<String, AtomicLong> changes = new ConcurrentHashMap<>();

  private record Key(String layer, TileAddress address, String view) {}

  /**
   * @param maxBytes most memory the tiles may take; 0 keeps none
   */
  public TileCache(Catalogue catalogue, TileMaker maker, long maxBytes) {
    this.catalogue = catalogue;
    this.maker = maker;
    this.keeping = maxBytes > 0;
    this.tiles =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, Tile tile) -> tile.gzip().length + OVERHEAD)
            .recordStats()
            .build();
    catalogue.onChange(this::changed);
  }

  /**
   * The tile of another time than now. It is made anew each time: keeping it would push out those
   * of now.
   *
   * @param time sets the time of a query
   * @throws NoSuchElementException when there is no such layer
   */
  public Tile make(
      String layer, TileAddress address, TileView view, UnaryOperator<FeatureQuery> time) {
    return maker.over(catalogue.get(layer), address, view, time);
  }

  /**
   * The tile as it is now.
   *
   * @throws NoSuchElementException when there is no such layer
   */
  public Tile get(String layer, TileAddress address, TileView view) {
    FeatureSource source = catalogue.get(layer);
    if (source.layer().live() || !keeping) {
      return maker.make(source, address, view, null);
    }
    Key key = new Key(layer, address, view.key());
    AtomicLong clock = clock(layer);
    long before = clock.get();
    Tile tile = tiles.get(key, k -> makeUndisturbed(source, address, view, clock));
    // A change between making and keeping did not find the tile to drop it; what came before
    // `before` is in it.
    if (clock.get() != before) {
      tiles.invalidate(key);
    }
    return tile;
  }

  /**
   * Made anew when the layer changes meanwhile: those who asked after the change wait for the same
   * tile.
   */
  private Tile makeUndisturbed(
      FeatureSource source, TileAddress address, TileView view, AtomicLong clock) {
    Tile tile = null;
    for (int i = 0; i < TRIES; i++) {
      long before = clock.get();
      tile = maker.make(source, address, view, null);
      if (clock.get() == before) {
        break;
      }
    }
    return tile;
  }

  private AtomicLong clock(String layer) {
    return changes.computeIfAbsent(layer, l -> new AtomicLong());
  }

  private void changed(String layer, Envelope extent) {
    clock(layer).incrementAndGet();
    double margin = (double) TileEncoder.MARGIN / TileEncoder.EXTENT;
    tiles
        .asMap()
        .keySet()
        .removeIf(
            key ->
                key.layer().equals(layer)
                    && (extent.isNull() || key.address().envelope(margin).intersects(extent)));
  }

  /** Share of requests answered from the cache, 0 to 1. */
  public double hitRate() {
    return tiles.stats().hitRate();
  }

  public long size() {
    tiles.cleanUp();
    return tiles.estimatedSize();
  }
}
