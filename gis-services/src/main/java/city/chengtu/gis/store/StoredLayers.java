package city.chengtu.gis.store;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeaturePage;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.RowEstimate;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.gis.feature.Theme;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The layers that lie in the database, with their whole history. Puts itself into the {@link
 * Catalogue} and tells it of every change. Safe for many threads; a layer has one writer at a time,
 * the second waits.
 */
public final class StoredLayers {
  private static final int ANALYZE_FROM = 1_000;
  private static final String TABLE = "layer_";

  private final SpatialDatabase database;
  private final Catalogue catalogue;
  private final Clock clock;
  private final ConcurrentMap<String, Source> sources = new ConcurrentHashMap<>();

  private StoredLayers(SpatialDatabase database, Catalogue catalogue, Clock clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Reads the layers that are there, adding the standard ones that are missing, and enters all of
   * them in the catalogue.
   */
  public static StoredLayers open(SpatialDatabase database, Catalogue catalogue, Clock clock) {
    StoredLayers layers = new StoredLayers(database, catalogue, clock);
    layers.seed();
    layers.catchUp();
    return layers;
  }

  private void seed() {
    database
        .jdbi()
        .useTransaction(
            handle -> StandardLayers.themes().forEach(t -> LayerBooks.addTheme(handle, t)));
    StandardLayers.list().forEach(this::createIfMissing);
  }

  /**
   * Makes a layer's table without entering the layer: for a store whose rows are brought from
   * elsewhere. On H2 this ends the transaction it happens in.
   *
   * @param table name as {@code layer_ID}
   * @throws IllegalArgumentException when a layer's table cannot be called so
   */
  public static void makeTable(Handle handle, Dialect dialect, String table) {
    String layer = table.startsWith(TABLE) ? table.substring(TABLE.length()) : "";
    if (!Layer.isId(layer)) {
      throw new IllegalArgumentException("'" + table + "' cannot be a layer's table");
    }
    LayerTable made = new LayerTable(layer, dialect);
    made.create(handle);
    made.indexIds(handle);
  }

  /** Adds a theme to the layer tree, unless one of its id is there. */
  public void define(Theme theme) {
    database.jdbi().useTransaction(handle -> LayerBooks.addTheme(handle, theme));
    enterThemes();
  }

  /** Adds the layer, or gives an existing one this definition. Its features stay. */
  public void define(Layer layer) {
    createIfMissing(layer);
    database.jdbi().useTransaction(handle -> LayerBooks.redefine(handle, layer));
    enterAll();
  }

  /**
   * A stored layer's definition as the database has it; nobody else changes it until the
   * transaction ends.
   *
   * @throws IllegalArgumentException when there is no such layer
   */
  public Layer definition(Handle handle, String layer) {
    return LayerBooks.definition(handle, layer);
  }

  /**
   * Gives a stored layer this definition, in the caller's transaction; the catalogue has it after
   * the next {@link #catchUp}.
   *
   * @throws IllegalArgumentException when the layer is live or its theme is not there
   */
  public void redefine(Handle handle, Layer layer) {
    if (layer.live() || catalogue.themes().stream().noneMatch(t -> t.id().equals(layer.theme()))) {
      throw new IllegalArgumentException("layer '" + layer.id() + "' cannot be defined so");
    }
    LayerBooks.redefine(handle, layer);
  }

  /**
   * On a connection and in a transaction of its own: on H2 making a table ends the transaction it
   * happens in.
   */
  void createIfMissing(Layer layer) {
    if (layer.live()) {
      throw new IllegalArgumentException(
          "layer '" + layer.id() + "' is live: it is registered with the catalogue, not stored");
    }
    // Jdbi would lend this thread the connection of the delivery it is in; a table made on that one
    // would commit half a delivery.
    try (Handle own = database.jdbi().open()) {
      if (!LayerBooks.exists(own, layer.id())) {
        create(own, layer);
      }
    }
  }

  private void create(Handle own, Layer layer) {
    try {
      own.useTransaction(
          handle -> {
            LayerBooks.addLayer(handle, layer, now());
            LayerTable table = table(layer.id());
            table.create(handle);
            if (!database.dialect().makesIndexesWithin()) {
              table.indexIds(handle); // else the first delivery does, when its rows are there
            }
          });
    } catch (RuntimeException e) {
      // Another server made the same layer at the same moment: that is what we wanted.
      if (SqlFailure.of(e) != SqlFailure.DUPLICATE_KEY) {
        throw e;
      }
    }
  }

  /**
   * Takes a delivery: everything the giver pushes becomes true at once when it returns, and nothing
   * does when it throws.
   *
   * @return what changed, per layer in the order of first mention
   * @throws IllegalArgumentException for a layer that is not defined, a rank outside 0..22, or an
   *     id that comes twice
   * @throws LayerWriteException when the database refuses
   */
  public List<LayerChange> write(ChangeSet set, Consumer<FeatureSink> giver) {
    return deliver(giver::accept, set, ownTransaction());
  }

  /**
   * As {@link #write(ChangeSet, Consumer)}, inside a transaction of the caller's making, so that
   * what else belongs to the change is there with it or not at all.
   */
  public List<LayerChange> write(ChangeSet set, Consumer<FeatureSink> giver, Frame frame) {
    return deliver(giver::accept, set, frame);
  }

  /** The transaction around a delivery. */
  @FunctionalInterface
  public interface Frame {
    /**
     * Runs the delivery in one transaction and commits it. After a failure that may pass it can be
     * run again from its start.
     *
     * @return what the delivery that was committed returned
     */
    List<LayerChange> run(Function<Handle, List<LayerChange>> delivery);
  }

  private Frame ownTransaction() {
    return delivery -> database.jdbi().inTransaction(delivery::apply);
  }

  public List<LayerChange> write(ChangeSet set, Stream<NewFeature> features) {
    return deliver(delivery -> features.forEach(delivery::write), set, ownTransaction());
  }

  /** Ends features: they stay in the history and are gone from now on. Unknown ids are ignored. */
  public List<LayerChange> end(ChangeSet set, String layer, Collection<String> ids) {
    return deliver(delivery -> delivery.end(layer, ids), set, ownTransaction());
  }

  /**
   * Takes a change set back: what it changed or ended is as it was before, what it added ends. That
   * is a change set of its own, with history, and can be taken back like any other. A layer it made
   * stays, empty.
   *
   * @param set the change set that does it
   * @param undone the one taken back
   * @throws IllegalArgumentException when there is none such, or when features of it were changed
   *     since, naming some
   */
  public List<LayerChange> undo(ChangeSet set, UUID undone, Frame frame) {
    return deliver(delivery -> delivery.undo(undone), set, frame);
  }

  /** As {@link #undo(ChangeSet, UUID, Frame)}, in a transaction of its own. */
  public List<LayerChange> undo(ChangeSet set, UUID undone) {
    return undo(set, undone, ownTransaction());
  }

  private List<LayerChange> deliver(Consumer<Delivery> giver, ChangeSet set, Frame frame) {
    List<LayerChange> changes = frame.run(handle -> within(handle, set, giver));
    enterAll();
    changes.forEach(change -> source(change.layer()).afterWriting(change));
    catchUp();
    return changes;
  }

  /** True when the layer lies in the database. */
  public boolean has(String layer) {
    return sources.containsKey(layer);
  }

  /**
   * @throws NoSuchElementException when no such layer is stored
   */
  public FeatureSource get(String layer) {
    return source(layer);
  }

  /** All versions of one feature, newest first; the last that ended is there too. */
  public List<Feature> history(String layer, String id) {
    return versions(layer, id).stream().map(FeatureVersion::feature).toList();
  }

  /** As {@link #history}, with who made each version and when it ended. */
  public List<FeatureVersion> versions(String layer, String id) {
    LayerTable table = source(layer).table;
    return database.jdbi().withHandle(handle -> table.versions(handle, id));
  }

  /** The current versions of these features by id; unknown ids are left out. */
  public Map<String, FeatureVersion> current(Handle handle, String layer, Collection<String> ids) {
    return source(layer).table.current(handle, ids).stream()
        .collect(Collectors.toMap(v -> v.feature().id(), Function.identity()));
  }

  /** One version of a feature, also a former one. */
  public Optional<FeatureVersion> version(Handle handle, String layer, String id, long version) {
    return source(layer).table.version(handle, id, version);
  }

  /**
   * Changes single features inside the caller's transaction. When that is committed, {@link
   * #catchUp} tells the catalogue.
   *
   * @param giver says what changes; it may read what is there, which then stays so
   * @return what changed, per layer in the order of first mention
   * @throws LayerWriteException when the database refuses
   */
  public List<LayerChange> edit(Handle handle, ChangeSet set, Consumer<LayerEdits> giver) {
    return within(handle, set, giver::accept);
  }

  /** What a failure to stop says must not hide why it was stopped. */
  private interface Stopped extends AutoCloseable {
    @Override
    void close();
  }

  @SuppressWarnings("try") // it is there to be closed
  private List<LayerChange> within(Handle handle, ChangeSet set, Consumer<Delivery> giver) {
    Delivery delivery = new Delivery(handle, set, now(), this);
    try (Stopped whatever = delivery::stop) {
      giver.accept(delivery);
      return delivery.finish();
    }
  }

  /** The current versions of these features; unknown ids are left out. */
  public List<Feature> find(String layer, Collection<String> ids) {
    LayerTable table = source(layer).table;
    return database.jdbi().withHandle(handle -> table.find(handle, ids));
  }

  /** Ids of the features that were added, changed or ended after this version of the layer. */
  public List<String> touchedSince(String layer, long version) {
    LayerTable table = source(layer).table;
    return database.jdbi().withHandle(handle -> table.touchedSince(handle, version));
  }

  /** What was done to the layer, newest first. */
  public List<LayerChange> changes(String layer, int limit) {
    return database.jdbi().withHandle(handle -> LayerBooks.changes(handle, layer, limit));
  }

  /**
   * Takes notice of layers and changes made by other server processes on the same database, and
   * tells the catalogue of each. Cheap when nothing happened: one small query.
   */
  public synchronized void catchUp() {
    enterAll().forEach((layer, standing) -> source(layer.id()).advanceTo(standing));
  }

  private Map<Layer, LayerBooks.Standing> enterAll() {
    enterThemes();
    Map<Layer, LayerBooks.Standing> present = database.jdbi().withHandle(LayerBooks::layers);
    present.forEach(this::enter);
    return present;
  }

  private void enterThemes() {
    database.jdbi().withHandle(LayerBooks::themes).forEach(catalogue::add);
  }

  private synchronized void enter(Layer layer, LayerBooks.Standing standing) {
    Source known = sources.get(layer.id());
    if (known == null || !known.layer.equals(layer)) {
      Source source = new Source(layer, known == null ? standing : known.standing);
      source.indexed = known != null && known.indexed;
      sources.put(layer.id(), source);
      catalogue.add(source);
    }
  }

  private Source source(String layer) {
    Source source = sources.get(layer);
    if (source == null) {
      throw new NoSuchElementException("no stored layer '" + layer + "'");
    }
    return source;
  }

  LayerTable table(String layer) {
    return new LayerTable(layer, database.dialect());
  }

  /** The stores keep microseconds; a finer time would not be found again. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** One stored layer to read from. */
  private final class Source implements FeatureSource {
    private final Layer layer;
    private final LayerTable table;
    private volatile LayerBooks.Standing standing;
    private volatile boolean indexed;

    Source(Layer layer, LayerBooks.Standing standing) {
      this.layer = layer;
      this.table = table(layer.id());
      this.standing = standing;
    }

    @Override
    public Layer layer() {
      return layer;
    }

    @Override
    public List<Feature> read(FeatureQuery query) {
      if (!query.layer().equals(layer.id())) {
        throw new IllegalArgumentException(
            "a query for layer " + query.layer() + " came to layer " + layer.id());
      }
      return database.readSpace(handle -> table.read(handle, query));
    }

    @Override
    public List<FeatureRow> rows(FeatureQuery query) {
      return database.readSpace(handle -> table.rows(handle, query));
    }

    @Override
    public List<FeatureRow> unordered(FeatureQuery query) {
      return database.readSpace(handle -> table.unordered(handle, query));
    }

    @Override
    public FeaturePage counted(FeatureQuery query) {
      return database.readSpace(handle -> table.page(handle, query));
    }

    @Override
    public long version() {
      return standing.version();
    }

    @Override
    public long count() {
      return standing.features();
    }

    @Override
    public long count(FeatureQuery query) {
      return database.readSpace(handle -> table.count(handle, query.withAfter(null)));
    }

    @Override
    public RowEstimate estimate(FeatureQuery query, int most) {
      return database.readSpace(handle -> table.estimate(handle, query.withAfter(null), most));
    }

    @Override
    public Optional<Feature> find(String id) {
      return database.jdbi().withHandle(handle -> table.find(handle, id));
    }

    private void advanceTo(LayerBooks.Standing latest) {
      if (latest.version() > 0) {
        indexOnce();
      }
      long known = standing.version();
      if (latest.version() > known) {
        standing = latest;
        database
            .jdbi()
            .withHandle(handle -> LayerBooks.changesAfter(handle, layer.id(), known))
            .forEach(change -> catalogue.changed(layer.id(), change.extent()));
      }
    }

    private void afterWriting(LayerChange change) {
      indexOnce();
      if (change.added() >= ANALYZE_FROM) {
        database.jdbi().useHandle(table::analyze);
      }
    }

    private synchronized void indexOnce() {
      if (!indexed) {
        database.jdbi().useHandle(table::indexSpace);
        indexed = true;
      }
    }
  }
}
