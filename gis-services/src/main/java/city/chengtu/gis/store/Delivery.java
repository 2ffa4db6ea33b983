package city.chengtu.gis.store;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.locationtech.jts.geom.Envelope;

/** One change set on its way into the layers, inside one open transaction. */
final class Delivery implements FeatureSink, LayerEdits {
  private static final int BATCH = 1_000;

  /** Rows written together; fewer where they are large. */
  private static final int FLUSH_ROWS = 2_000;

  private static final int FLUSH_VERTICES = 500_000;
  private static final int MOST_NAMED = 5;

  private final Handle handle;
  private final ChangeSet set;
  private final Instant now;
  private final StoredLayers layers;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  /** Uses the handle: nobody else may before it has settled. */
  private final Behind behind = new Behind();

  private final OpenCopy copy;
  private final RowBytes bytes = new RowBytes();

  Delivery(Handle handle, ChangeSet set, Instant now, StoredLayers layers) {
    this.handle = handle;
    this.set = set;
    this.now = now;
    this.layers = layers;
    this.copy = new OpenCopy(handle.getConnection(), set);
    LayerBooks.addChangeSet(handle, set, now);
  }

  @Override
  public void define(Layer layer) {
    layers.createIfMissing(layer);
    part(layer.id());
    settle();
    LayerBooks.redefine(handle, layer);
  }

  @Override
  public void write(NewFeature feature) {
    part(feature.layer()).write(feature);
  }

  @Override
  public void keep(String layer, String id) {
    part(layer).kept.add(id);
  }

  /** Does nothing: {@link StoredLayers#write} ends the delivery when its giver has returned. */
  @Override
  public void close() {}

  @Override
  public void lock(Collection<String> names) {
    names.stream().sorted().forEach(this::part);
  }

  @Override
  public Map<String, FeatureVersion> current(String layer, Collection<String> ids) {
    Map<String, FeatureVersion> found = new HashMap<>();
    settle();
    part(layer)
        .table
        .current(handle, ids)
        .forEach(version -> found.put(version.feature().id(), version));
    return found;
  }

  @Override
  public List<Feature> read(FeatureQuery query) {
    settle();
    return part(query.layer()).table.read(handle, query);
  }

  @Override
  public void end(String layer, String id) {
    end(layer, List.of(id));
  }

  void end(String layer, Collection<String> ids) {
    part(layer).endById(ids);
  }

  /** Takes back what a change set did, layer by layer. */
  void undo(UUID undone) {
    settle();
    List<LayerChange> changes = LayerBooks.changesOf(handle, undone);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("no change set " + undone + " has changed any layer");
    }
    changes.forEach(change -> part(change.layer()).undo(change));
  }

  /** Writes what is still waiting and keeps the books. */
  List<LayerChange> finish() {
    return parts.values().stream().map(Part::finish).toList();
  }

  /** Ends what is still being written: before the transaction does, whatever happened. */
  void stop() {
    behind.end();
    copy.close();
  }

  /** From here on the handle can be used. */
  private void settle() {
    behind.settle();
    copy.end();
  }

  private Part part(String layer) {
    Part known = parts.get(layer);
    if (known == null) {
      settle();
      known = new Part(layer);
      parts.put(layer, known);
    }
    return known;
  }

  /** The part of the delivery that goes into one layer. */
  private final class Part {
    private final String layer;
    private final LayerTable table;
    private final LayerBooks.Standing before;
    private final Instant at;
    private final boolean empty;
    private Map<String, NewFeature> waiting = new LinkedHashMap<>();
    private long waitingVertices;
    private final BitSet unchangedFids = new BitSet();
    private final Set<String> kept = new LinkedHashSet<>();
    private final Envelope extent = new Envelope();
    private long added;
    private long changed;
    private long ended;
    private long unchanged;

    Part(String layer) {
      this.layer = layer;
      this.table = layers.table(layer);
      this.before = LayerBooks.lock(handle, layer);
      this.empty = before.version() == 0;
      // Time never runs backwards within a layer, whatever the clock does: "as of" would lose a
      // version otherwise.
      Instant next = before.changedAt().plus(1, ChronoUnit.MICROS);
      this.at = before.version() > 0 && now.isBefore(next) ? next : now;
    }

    void write(NewFeature feature) {
      requireRank(feature);
      if (waiting.putIfAbsent(feature.id(), feature) != null) {
        throw twice(feature.id());
      }
      waitingVertices += feature.geometry().getNumPoints();
      if (waiting.size() == FLUSH_ROWS || waitingVertices > FLUSH_VERTICES) {
        Map<String, NewFeature> batch = takeWaiting();
        behind.run(() -> add(batch));
      }
    }

    private Map<String, NewFeature> takeWaiting() {
      Map<String, NewFeature> batch = waiting;
      waiting = new LinkedHashMap<>();
      waitingVertices = 0;
      return batch;
    }

    private void requireRank(NewFeature feature) {
      if (feature.rank() < 0 || feature.rank() > ScaleRange.DEEPEST) {
        throw new IllegalArgumentException(
            "layer "
                + layer
                + ", feature "
                + feature.id()
                + ": rank must be 0 to 22, is "
                + feature.rank());
      }
    }

    private IllegalArgumentException twice(String id) {
      return new IllegalArgumentException(
          "layer " + layer + ": feature '" + id + "' comes twice in one delivery");
    }

    private void flush() {
      behind.settle();
      add(takeWaiting());
      copy.end();
    }

    private void add(Map<String, NewFeature> batch) {
      if (!empty) {
        copy.end();
      }
      Map<String, LayerTable.Latest> latest =
          empty || batch.isEmpty() ? Map.of() : table.latest(handle, batch.keySet());
      List<LayerTable.Versioned> fresh = new ArrayList<>();
      List<Long> outdated = new ArrayList<>();
      for (NewFeature feature : batch.values()) {
        LayerTable.Row row = bytes.row(feature);
        LayerTable.Latest old = latest.get(feature.id());
        if (old != null) {
          requireOnce(row, old);
          if (isSame(row, old)) {
            unchanged++;
            unchangedFids.set(Math.toIntExact(old.fid()));
            continue;
          }
          if (!old.ended()) {
            extent.expandToInclude(old.extent());
            outdated.add(old.fid());
          }
        }
        extent.expandToInclude(feature.geometry().getEnvelopeInternal());
        fresh.add(new LayerTable.Versioned(row, old == null ? 1 : old.version() + 1));
      }
      changed += outdated.size();
      added += fresh.size() - outdated.size();
      table.end(handle, outdated, at);
      insert(fresh);
    }

    private void insert(List<LayerTable.Versioned> fresh) {
      if (empty && (copy.isInto(table) || table.copies(fresh.size()))) {
        copy.add(table, at, fresh, this::twiceOr);
        return;
      }
      copy.end();
      try {
        table.insert(handle.getConnection(), fresh, set, at);
      } catch (LayerWriteException e) {
        throw twiceOr(e);
      }
    }

    /** In an empty layer nobody looked whether an id was there before: the index did. */
    private RuntimeException twiceOr(RuntimeException e) {
      return empty && SqlFailure.of(e) == SqlFailure.DUPLICATE_KEY
          ? new IllegalArgumentException(
              "layer " + layer + ": a feature comes twice in one delivery: " + detail(e), e)
          : e;
    }

    private static String detail(RuntimeException e) {
      return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }

    private void requireOnce(LayerTable.Row row, LayerTable.Latest old) {
      if (old.changeSet().equals(set.id())) {
        throw twice(row.feature().id());
      }
    }

    private boolean isSame(LayerTable.Row row, LayerTable.Latest old) {
      return !old.ended() && old.digest().equals(row.digest());
    }

    void endById(Collection<String> ids) {
      flush();
      List<Long> fids = new ArrayList<>();
      for (LayerTable.Latest old : table.latest(handle, ids).values()) {
        if (!old.ended()) {
          extent.expandToInclude(old.extent());
          fids.add(old.fid());
        }
      }
      table.end(handle, fids, at);
      ended += fids.size();
    }

    void undo(LayerChange done) {
      flush();
      requireLast(done);
      long last = 0;
      List<LayerTable.Former> page = table.endedAt(handle, done.at(), last, BATCH);
      while (!page.isEmpty()) {
        for (LayerTable.Former former : page) {
          last = former.fid();
          write(former.feature());
        }
        settle();
        page = table.endedAt(handle, done.at(), last, BATCH);
      }
      flush();
      // What it changed has a newer row by now: what it still stands for was added by it.
      List<String> newcomers = table.currentOf(handle, done.changeSet(), BATCH);
      while (!newcomers.isEmpty()) {
        endById(newcomers);
        newcomers = table.currentOf(handle, done.changeSet(), BATCH);
      }
    }

    private void requireLast(LayerChange done) {
      List<String> later = table.changedAfter(handle, done.changeSet(), done.at(), MOST_NAMED);
      if (!later.isEmpty()) {
        throw new IllegalArgumentException(
            "layer "
                + layer
                + ": features were changed since and would be lost, e.g. "
                + later
                + "; take those changes back first");
      }
    }

    /** What came but could not be taken stays as it was. */
    private void keepWhatCameBad() {
      for (LayerTable.Latest old : table.latest(handle, kept).values()) {
        if (!old.ended() && !old.changeSet().equals(set.id())) {
          unchangedFids.set(Math.toIntExact(old.fid()));
          unchanged++;
        }
      }
    }

    private void endWhatDidNotCome() {
      long last = 0;
      for (List<LayerTable.Latest> page = page(last); !page.isEmpty(); page = page(last)) {
        List<Long> gone = new ArrayList<>();
        for (LayerTable.Latest old : page) {
          last = old.fid();
          if (!unchangedFids.get(Math.toIntExact(old.fid()))) {
            extent.expandToInclude(old.extent());
            gone.add(old.fid());
          }
        }
        table.end(handle, gone, at);
        ended += gone.size();
      }
    }

    private List<LayerTable.Latest> page(long after) {
      return table.untouched(handle, set.id(), after, 10 * BATCH);
    }

    /** Once the rows are there: an index built then costs a fraction of one kept up during it. */
    private void indexIds() {
      if (empty) {
        try {
          table.indexIdsWithin(handle);
        } catch (UnableToExecuteStatementException e) {
          throw twiceOr(e);
        }
      }
    }

    LayerChange finish() {
      flush();
      indexIds();
      if (set.mode() == ChangeSet.Mode.REPLACE && before.features() > 0) {
        keepWhatCameBad();
        endWhatDidNotCome();
      }
      LayerChange change =
          new LayerChange(
              layer,
              before.version() + 1,
              set.id(),
              at,
              set.author(),
              set.title(),
              set.source(),
              added,
              changed,
              ended,
              unchanged,
              extent);
      if (change.isEmpty()) {
        return new LayerChange(
            layer,
            before.version(),
            set.id(),
            before.changedAt(),
            set.author(),
            set.title(),
            set.source(),
            0,
            0,
            0,
            unchanged,
            extent);
      }
      LayerBooks.addChange(handle, change);
      return change;
    }
  }
}
