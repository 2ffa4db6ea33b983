package city.chengtu.gis.place;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.locationtech.jts.geom.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of all stored layers, kept in step with the layers in the background. Every node reads
 * the layers itself and follows their versions, so nodes need not agree on anything.
 */
final class PlaceBook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceBook.class);
  private static final int PAGE = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final long CLOSING_SECONDS = 10;

  /** Beyond this share of a layer's entries (one in so many) reading all of it anew is quicker. */
  private static final int REBUILD_SHARE = 5;

  /** And beyond so many areas. */
  private static final int MOST_AREAS = 200;

  /** Reading a handful anew is always cheap. */
  private static final int FEW = 1_000;

  private final Catalogue catalogue;
  private final StoredLayers layers;
  private final NamesFile file;
  private final ConcurrentMap<String, LayerNames> names = new ConcurrentHashMap<>();
  private final NameRoom room;
  private final ConcurrentMap<String, NameTable> kept = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Long> failed = new ConcurrentHashMap<>();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final Object turn = new Object();
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "place-names");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean complete;
  private volatile boolean closed;

  /**
   * @param file where the names are kept between starts; null for nowhere
   * @param most entries of all layers
   */
  PlaceBook(StoredLayers layers, Catalogue catalogue, NamesFile file, long most) {
    this.room = new NameRoom(most, names);
    this.layers = layers;
    this.catalogue = catalogue;
    this.file = file;
  }

  /** Begins to read, and to follow the layers. */
  void start() {
    catalogue.onChange((layer, extent) -> refreshSoon());
    refreshSoon();
  }

  private void refreshSoon() {
    // The catalogue keeps its listeners for good: after closing, its news means nothing.
    if (waiting.compareAndSet(false, true)) {
      try {
        reader.execute(this::refresh);
      } catch (RejectedExecutionException closed) {
        LOG.debug("place names are closed", closed);
      }
    }
  }

  private void refresh() {
    // Reset first: what changes from here on asks for another turn.
    waiting.set(false);
    boolean first = !complete;
    if (first && file != null) {
      load();
    }
    boolean all = true;
    for (FeatureSource source : stored()) {
      all &= !closed && refresh(source);
    }
    complete |= all && !closed;
    synchronized (turn) {
      turn.notifyAll();
    }
    if (!all) {
      var unused = reader.schedule(this::refreshSoon, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } else if (file != null) {
      names.values().forEach(this::keep);
    }
  }

  /** Only tables read as a whole are worth a file; what is beside them is soon read again. */
  private void keep(LayerNames layer) {
    if (layer.isWhole() && layer.version() > 0 && layer.base() != kept.get(layer.layer())) {
      kept.put(layer.layer(), layer.base());
      changeSet(layer).ifPresent(changeSet -> file.keep(layer, changeSet));
    }
  }

  private Optional<UUID> changeSet(LayerNames layer) {
    return layers.changes(layer.layer(), MOST_AREAS).stream()
        .filter(change -> change.version() == layer.version())
        .map(LayerChange::changeSet)
        .findFirst();
  }

  private void load() {
    for (FeatureSource source : stored()) {
      PlaceFields fields = PlaceFields.of(source.layer());
      file.read(source.layer().id(), fields)
          .or(() -> file.read(source.layer().id(), fields.withoutCodes()))
          .filter(found -> changeSet(found.names()).equals(Optional.of(found.changeSet())))
          .ifPresent(
              found -> {
                kept.put(found.names().layer(), found.names().base());
                room.admit(found.names());
              });
    }
  }

  private List<FeatureSource> stored() {
    return catalogue.list().stream()
        .map(source -> source.layer().id())
        .filter(layers::has)
        .map(layers::get)
        .filter(source -> PlaceFields.of(source.layer()).any())
        .toList();
  }

  private boolean refresh(FeatureSource source) {
    String layer = source.layer().id();
    try {
      LayerNames known = names.get(layer);
      if (isBehind(source, known)) {
        LayerNames now = read(source, known);
        if (closed) {
          return false; // perhaps read in part
        }
        names.put(layer, now);
      }
      failed.remove(layer);
      return true;
    } catch (RuntimeException e) {
      failed.put(layer, source.version());
      LOG.error("names of layer {} not read; trying again in {}", layer, RETRY, e);
      return false;
    }
  }

  private static boolean isBehind(FeatureSource source, LayerNames known) {
    return known == null
        || known.version() != source.version()
        || !known.fields().fit(source.layer());
  }

  private LayerNames read(FeatureSource source, LayerNames known) {
    // Taken before reading: a change while reading then shows as a newer version.
    long version = source.version();
    Layer layer = source.layer();
    if (known != null && known.fields().fit(layer) && known.version() < version) {
      Optional<List<Envelope>> areas = areas(layer.id(), known.version(), version);
      if (areas.isPresent() && isFew(known, areas.get())) {
        return known.changed(version, areas.get(), entries(source, known.fields(), areas.get()));
      }
    }
    Optional<LayerNames> whole = whole(source, version);
    while (whole.isEmpty()) {
      whole = whole(source, version);
    }
    return whole.get();
  }

  /** All of a layer; empty when its codes had to give way while it was being read. */
  private Optional<LayerNames> whole(FeatureSource source, long version) {
    String layer = source.layer().id();
    PlaceFields fields = room.fields(source.layer());
    NameTableBuilder builder = new NameTableBuilder(fields);
    long[] left = {room.left(layer)};
    boolean[] again = {false};
    each(
        source,
        FeatureQuery.of(layer),
        fields,
        entry -> {
          while (builder.records() >= left[0]) {
            Optional<String> gave = room.make(layer, fields, builder.records());
            again[0] = gave.filter(layer::equals).isPresent();
            if (gave.isEmpty()) {
              room.cut(layer);
            }
            if (gave.isEmpty() || again[0]) {
              return false;
            }
            left[0] = room.left(layer);
          }
          builder.add(entry);
          return true;
        });
    return again[0]
        ? Optional.empty()
        : Optional.of(LayerNames.of(layer, fields, version, builder.build()));
  }

  private static boolean isFew(LayerNames known, List<Envelope> areas) {
    int within = known.within(areas);
    return within < FEW || within < known.count() / REBUILD_SHARE;
  }

  /** Where the layer has changed between two versions; empty when that is not known. */
  private Optional<List<Envelope>> areas(String layer, long from, long to) {
    int wanted = (int) Math.min(MOST_AREAS + 1L, to - from);
    List<LayerChange> changes =
        wanted > MOST_AREAS
            ? List.of()
            : layers.changes(layer, MOST_AREAS).stream()
                .filter(change -> change.version() > from && change.version() <= to)
                .toList();
    if (changes.size() != wanted || changes.stream().anyMatch(PlaceBook::isEverywhere)) {
      return Optional.empty();
    }
    return Optional.of(
        changes.stream().filter(change -> !change.isEmpty()).map(LayerChange::extent).toList());
  }

  private static boolean isEverywhere(LayerChange change) {
    return !change.isEmpty() && change.extent().isNull();
  }

  private List<PlaceEntry> entries(FeatureSource source, PlaceFields fields, List<Envelope> areas) {
    ConcurrentMap<String, PlaceEntry> entries = new ConcurrentHashMap<>();
    for (Envelope area : areas) {
      each(
          source,
          FeatureQuery.of(source.layer().id()).within(area),
          fields,
          entry -> {
            entries.put(entry.id(), entry);
            return true;
          });
    }
    return entries.values().stream().sorted(Comparator.comparing(PlaceEntry::id)).toList();
  }

  private interface Taker {
    /** False when that is enough. */
    boolean take(PlaceEntry entry);
  }

  private void each(FeatureSource source, FeatureQuery all, PlaceFields fields, Taker taker) {
    FeatureQuery query = all.withLimit(PAGE);
    for (List<Feature> page = source.read(query);
        !page.isEmpty() && !closed;
        page = page.size() < PAGE ? List.of() : source.read(query)) {
      for (Feature feature : page) {
        PlaceEntry entry = fields.entry(feature);
        if (entry != null && !taker.take(entry)) {
          return;
        }
      }
      query = query.withAfter(page.get(page.size() - 1).id());
    }
  }

  /**
   * The names as they are; waits a little for those that are just being read, so that who has
   * changed something finds it.
   *
   * @throws PlacesNotReady when the names were not read once yet
   */
  Map<String, LayerNames> current(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    if (isBehind()) {
      refreshSoon();
    }
    synchronized (turn) {
      for (long left = until - System.nanoTime();
          left > 0 && (!complete || isBehind());
          left = until - System.nanoTime()) {
        try {
          turn.wait(Math.max(1, left / 1_000_000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    if (!complete) {
      throw new PlacesNotReady();
    }
    return Map.copyOf(names);
  }

  private boolean isBehind() {
    for (FeatureSource listed : catalogue.list()) {
      String layer = listed.layer().id();
      if (layers.has(layer) && isBehind(layers.get(layer))) {
        return true;
      }
    }
    return false;
  }

  /** What could not be read is not waited for again until it changes. */
  private boolean isBehind(FeatureSource source) {
    LayerNames known = names.get(source.layer().id());
    Long attempted = failed.get(source.layer().id());
    return isBehind(source, known)
        && (known != null || PlaceFields.of(source.layer()).any())
        && (attempted == null || attempted != source.version());
  }

  @Override
  public void close() {
    // Not by an interrupt: in the midst of a read it would close an embedded store's file under
    // everybody.
    closed = true;
    reader.shutdown();
    try {
      if (!reader.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("place names are still being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
