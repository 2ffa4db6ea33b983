package city.chengtu.command.onemap;

import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.locationtech.jts.geom.Envelope;

/**
 * Extents of stored layers from their change books: the union of all changes ever made. Exact until
 * something at the edge is taken away.
 */
public final class StoredExtents implements Extents {
  /** More changes than this are not read: the extent is then left unsaid rather than wrong. */
  private static final int MOST_CHANGES = 10_000;

  private record Known(long version, Optional<Envelope> extent) {}

  private final StoredLayers layers;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

  public StoredExtents(StoredLayers layers) {
    this.layers = layers;
  }

  @Override
  public Optional<Envelope> find(String layer, long version) {
    Known last = known.get(layer);
    if (last == null || last.version() != version) {
      last = new Known(version, read(layer));
      known.put(layer, last);
    }
    return last.extent().map(Envelope::copy);
  }

  private Optional<Envelope> read(String layer) {
    try {
      var changes = layers.changes(layer, MOST_CHANGES);
      Envelope all = new Envelope();
      changes.stream().map(LayerChange::extent).forEach(all::expandToInclude);
      return Optional.of(all).filter(e -> !e.isNull() && changes.size() < MOST_CHANGES);
    } catch (NoSuchElementException e) {
      return Optional.empty(); // a live layer
    }
  }
}
