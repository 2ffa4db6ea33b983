package city.chengtu.command.loads;

import city.chengtu.command.journal.Actor;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerJson;
import city.chengtu.gis.ingest.load.FieldMapping;
import city.chengtu.gis.ingest.load.Load;
import city.chengtu.gis.ingest.load.LoadRefusedException;
import city.chengtu.gis.ingest.load.LoadReport;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.Quarantine;
import city.chengtu.gis.store.StoredLayers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** One run of a load, on a thread of its own: a trial, a commit, or taking a commit back. */
final class LoadRun {
  private static final int LONGEST_SOURCE = 1_000;

  private final LoadTarget target;
  private final LayerJournal journal;
  private final StoredLayers layers;
  private final Quarantine quarantine;
  private final LoadBook book;

  LoadRun(
      LoadTarget target,
      LayerJournal journal,
      StoredLayers layers,
      Quarantine quarantine,
      LoadBook book) {
    this.target = target;
    this.journal = journal;
    this.layers = layers;
    this.quarantine = quarantine;
    this.book = book;
  }

  /** Everything a run needs, opened. */
  private record Prepared(LoadFile file, Layer layer, FieldMapping mapping, Load load) {}

  /** Runs the checks over every row and keeps nothing but their report. */
  void trial(Actor actor, LoadRecord load, Path path, LoadProgress progress) throws IOException {
    long began = System.nanoTime();
    try (LoadFile file = open(load, path, progress)) {
      Prepared ready = prepare(actor, load, file, progress);
      LoadReport report = ready.load.run(Load.NOWHERE);
      book.tried(
          load.id(),
          LoadReports.summary(true, report, seconds(began), List.of()),
          LoadReports.notes(report, ready.mapping));
    }
  }

  /** Makes the file true: features, quarantine, report and journal in one transaction. */
  void commit(Actor actor, LoadRecord load, Path path, LoadProgress progress) throws IOException {
    long began = System.nanoTime();
    try (LoadFile file = open(load, path, progress)) {
      Prepared ready = prepare(actor, load, file, progress);
      requireIdentity(load, ready);
      ChangeSet set =
          new ChangeSet(
              UUID.randomUUID(),
              actor.account(),
              file.found().card().format(),
              lineage(load, file),
              load.options().adds() ? ChangeSet.Mode.MERGE : ChangeSet.Mode.REPLACE);
      String before = definition(ready.layer);
      AtomicReference<LoadReport> report = new AtomicReference<>();
      journal.write(
          actor,
          set,
          sink -> {
            report.set(run(ready.load, sink));
            progress.phase(LoadProgress.Phase.WRITING);
          },
          (context, changes) -> {
            quarantine.keep(
                context.handle(),
                LoadReports.quarantined(
                    set.id(),
                    ready.layer.id(),
                    String.valueOf(file.found().system().system()),
                    report.get()));
            JsonNode summary = LoadReports.summary(false, report.get(), seconds(began), changes);
            book.done(
                context,
                load.id(),
                summary,
                LoadReports.notes(report.get(), ready.mapping),
                set.id(),
                before);
          });
    }
  }

  private static LoadReport run(Load load, city.chengtu.gis.ingest.FeatureSink sink) {
    try {
      return load.run(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Null when the load leaves the definition as it is. */
  private String definition(Layer layer) {
    if (!target.exists(layer.id())) {
      return null;
    }
    Layer before = layers.get(layer.id()).layer();
    return before.equals(layer) ? null : LayerJson.write(before);
  }

  /** Takes the commit back, and gives the layer the definition it had. */
  void undo(Actor actor, LoadRecord load, LoadProgress progress) {
    progress.phase(LoadProgress.Phase.WRITING);
    ChangeSet set = ChangeSet.merge(actor.account(), "撤销 Undo", "change set " + load.changeSet());
    journal.undo(
        actor,
        set,
        load.changeSet(),
        (context, changes) -> {
          if (load.definitionBefore() != null) {
            layers.redefine(context.handle(), LayerJson.read(load.definitionBefore()));
          }
          book.undone(context, load.id(), changes);
        });
  }

  private LoadFile open(LoadRecord load, Path path, LoadProgress progress) throws IOException {
    progress.phase(LoadProgress.Phase.LOOKING);
    return LoadFile.open(path, load.options(), CitySurroundings.of(layers));
  }

  private Prepared prepare(Actor actor, LoadRecord load, LoadFile file, LoadProgress progress) {
    LoadOptions options = load.options();
    Layer layer = target.find(actor, options, file.found().scan(), load.name());
    FieldMapping mapping =
        FieldMapping.of(layer, file.found().scan().fields(), options.mapping(), options.id());
    progress.phase(LoadProgress.Phase.READING);
    Load.Order order =
        Load.Order.of(layer, mapping, file.found().system(), options.rank())
            .within(file.around().city())
            .withMostBad(options.badRows())
            .watched(progress::rows, progress::cancelled);
    return new Prepared(file, layer, mapping, new Load(file.source(), order));
  }

  /** Rows known by their number only would take the place of those the layer has by that number. */
  private void requireIdentity(LoadRecord load, Prepared ready) {
    boolean numbered =
        load.options().id() == null
            && ready.file.found().scan().first().stream().allMatch(row -> row.id() == null);
    if (load.options().adds() && numbered && target.holdsFeatures(ready.layer.id())) {
      throw new LoadRefusedException(
          "to add to this layer, say which field holds the identity: the rows have none of their own");
    }
  }

  /** Where the data comes from and how it was read. */
  private static String lineage(LoadRecord load, LoadFile file) {
    SourceCard card = file.found().card();
    String text =
        load.name()
            + " ("
            + card.format()
            + ", "
            + card.part()
            + (card.encoding() == null ? "" : ", " + card.encoding().label())
            + ", "
            + file.found().system().system()
            + ")";
    return text.length() <= LONGEST_SOURCE ? text : text.substring(0, LONGEST_SOURCE);
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
