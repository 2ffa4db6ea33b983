package city.chengtu.command.loads;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.load.FieldMapping;
import city.chengtu.gis.ingest.load.LoadRefusedException;
import city.chengtu.gis.store.Quarantine;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads as conversations. All of it blocks; call it from worker threads. */
public final class LoadDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadDesk.class);
  private static final int MOST_DRAFTS = 20;
  private static final int LOOKING_AT_ONCE = 2;
  private static final Duration ORPHANS = Duration.ofDays(1);

  private final LoadSettings settings;
  private final Spool spool;
  private final LoadTarget target;
  private final LoadRun run;
  private final LoadBook book;
  private final LoadJobs jobs;
  private final StoredLayers layers;
  private final Clock clock;
  private final Semaphore looking = new Semaphore(LOOKING_AT_ONCE);

  private LoadDesk(
      LoadSettings settings,
      LoadTarget target,
      LoadRun run,
      LoadBook book,
      StoredLayers layers,
      Clock clock) {
    this.settings = settings;
    this.spool = new Spool(settings);
    this.target = target;
    this.run = run;
    this.book = book;
    this.jobs = new LoadJobs(settings.running());
    this.layers = layers;
    this.clock = clock;
    // What this folder's server left running when it went down runs no more.
    book.jdbi().withHandle(h -> book.table().running(h, spool.id())).forEach(book::interrupted);
  }

  /** Opens the folder of waiting files; what ran when the server went down is told as such. */
  public static LoadDesk open(
      LoadSettings settings,
      SpatialDatabase database,
      Commands commands,
      AccessPolicy policy,
      Catalogue catalogue,
      StoredLayers layers,
      Clock clock) {
    LoadTarget target = new LoadTarget(policy, catalogue, layers);
    LoadBook book = new LoadBook(database.jdbi(), commands);
    LayerJournal journal = new LayerJournal(commands, layers);
    LoadRun run = new LoadRun(target, journal, layers, new Quarantine(database), book);
    return new LoadDesk(settings, target, run, book, layers, clock);
  }

  Spool spool() {
    return spool;
  }

  /** What was found out about a file by certain options, before the command that keeps it. */
  record Looked(LoadOptions options, JsonNode preview, String code, String why) {}

  /**
   * Looks at a file. What must be decided before it can be read is told in the result; an option
   * that cannot be is refused.
   */
  Looked look(Actor actor, Path file, String name, LoadOptions options) {
    LoadFile.check(options);
    if (!looking.tryAcquire()) {
      throw Refusal.of(503, "overloaded", "other files are being looked at; try again");
    }
    try (LoadFile opened = LoadFile.open(file, options, CitySurroundings.of(layers))) {
      Layer layer = target.find(actor, options, opened.found().scan(), name);
      FieldMapping mapping = layer == null ? null : mapping(layer, opened, options);
      boolean exists = layer != null && target.exists(layer.id());
      return new Looked(options, LoadPreview.of(opened, layer, exists, mapping, name), null, null);
    } catch (IOException e) {
      return new Looked(options, null, "unreadable", plain(e));
    } catch (IllegalArgumentException e) {
      return new Looked(options, null, "undecided", e.getMessage());
    } finally {
      looking.release();
    }
  }

  /** Our own name for the file means nothing to its sender. */
  private static String plain(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private static FieldMapping mapping(Layer layer, LoadFile file, LoadOptions options) {
    try {
      return FieldMapping.of(layer, file.found().scan().fields(), options.mapping(), options.id());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(
          e.getMessage().contains("'" + options.id() + "'") ? "/id" : "/mapping",
          "unknown-field",
          e.getMessage());
    }
  }

  /**
   * @throws Refusal 409 when this account has as many drafts as one may have
   */
  void requireFewDrafts(Actor actor) {
    int drafts = book.jdbi().withHandle(h -> book.table().drafts(h, actor.account()));
    if (drafts >= MOST_DRAFTS) {
      throw Refusal.conflict(
          "too-many-drafts",
          "you have " + drafts + " loads that are not finished; discard some first",
          Map.of());
    }
  }

  LoadRecord create(CommandContext c, UUID id, String name, Looked looked) {
    LoadRecord load =
        new LoadRecord(
            id,
            c.actor().account(),
            c.actor().organisation(),
            c.now(),
            c.now(),
            LoadState.DRAFT,
            name,
            spool.size(id),
            List.of(name),
            spool.id(),
            looked.options(),
            looked.preview(),
            looked.options().layer(),
            null,
            null,
            looked.code(),
            looked.why(),
            null,
            null,
            1);
    book.insert(c, load);
    return load;
  }

  /** A load this actor may change. */
  LoadRecord own(Actor actor, UUID id) {
    LoadRecord load =
        book.jdbi()
            .withHandle(h -> book.table().find(h, id))
            .filter(found -> found.account().equals(actor.account()))
            .orElseThrow(() -> Refusal.notFound(LoadRecord.SUBJECT, id.toString()));
    return load;
  }

  /** A load this actor may see: his own, or one into a layer he sees whole. */
  LoadRecord get(Actor actor, UUID id) {
    return book.jdbi()
        .withHandle(h -> book.table().find(h, id))
        .filter(load -> maySee(actor, load))
        .orElseThrow(() -> Refusal.notFound(LoadRecord.SUBJECT, id.toString()));
  }

  private boolean maySee(Actor actor, LoadRecord load) {
    return load.account().equals(actor.account())
        || (load.changeSet() != null && target.mayManage(actor, load.layer()));
  }

  List<LoadRecord> list(Actor actor, int limit) {
    return book.jdbi().withHandle(h -> book.table().list(h, 10 * limit)).stream()
        .filter(load -> maySee(actor, load))
        .limit(limit)
        .toList();
  }

  List<LoadTable.Note> notes(LoadRecord load, int from, int limit) {
    return book.jdbi().withHandle(h -> book.table().notes(h, load.id(), from, limit));
  }

  /** Keeps what was decided and found out. */
  LoadRecord decide(CommandContext c, UUID id, long seen, Looked looked) {
    LoadRecord load = held(c, id);
    c.checkVersion(seen, load.version(), () -> stale(load));
    requireOpen(load);
    return book.update(
        c,
        load.decided(looked.options(), looked.preview(), looked.code(), looked.why()),
        "changed");
  }

  /** A file that belongs to the first has come. */
  LoadRecord addFile(CommandContext c, UUID id, String name, Looked looked) {
    LoadRecord load = held(c, id);
    requireOpen(load);
    List<String> files = new ArrayList<>(load.files());
    files.remove(name);
    files.add(name);
    LoadRecord more =
        load.decided(looked.options(), looked.preview(), looked.code(), looked.why())
            .withFiles(files, spool.size(id));
    return book.update(c, more, "changed");
  }

  /** Ends a draft; its files go. */
  void discard(CommandContext c, UUID id) {
    LoadRecord load = held(c, id);
    requireOpen(load);
    book.delete(c, load, "discarded");
  }

  /** Marks a load as running. */
  LoadRecord begin(CommandContext c, UUID id, LoadJob job) {
    LoadRecord load = held(c, id);
    if (job == LoadJob.UNDO) {
      if (load.state() != LoadState.DONE) {
        throw Refusal.conflict(
            "load-not-done", "only a load that was committed can be taken back", Map.of());
      }
    } else {
      requireOpen(load);
      if (load.preview() == null || load.layer() == null) {
        throw Refusal.conflict(
            "load-undecided",
            load.problem() == null ? "say which layer it goes into" : load.problem(),
            Map.of());
      }
    }
    return book.update(c, load.running(job.code()), "started");
  }

  private LoadRecord held(CommandContext c, UUID id) {
    return book.table()
        .hold(c.handle(), id)
        .filter(load -> maySee(c.actor(), load))
        .orElseThrow(() -> Refusal.notFound(LoadRecord.SUBJECT, id.toString()));
  }

  private static void requireOpen(LoadRecord load) {
    if (!load.state().open()) {
      throw Refusal.conflict(
          "load-" + load.state().code(),
          "the load is " + load.state().code() + " and cannot be changed",
          Map.of());
    }
  }

  private static Refusal stale(LoadRecord load) {
    return Refusal.stale(
        "the load is at version " + load.version() + ", not the one you saw",
        Map.of("id", load.id(), "version", load.version(), "state", load.state().code()));
  }

  LoadJobs jobs() {
    return jobs;
  }

  /** Starts what {@link #begin} has marked, in a place reserved before. */
  void start(Actor actor, LoadRecord load, LoadJob job) {
    LoadProgress progress = new LoadProgress(total(load));
    jobs.start(load.id(), progress, () -> work(actor, load, job, progress));
  }

  /** How many rows a file has, where that is known: by a trial, a look at all of it, its header. */
  private static long total(LoadRecord load) {
    if (load.report() != null) {
      return load.report().path("read").asLong();
    }
    JsonNode preview = load.preview();
    return preview == null
        ? 0
        : preview.path("wholeFileSeen").asBoolean()
            ? preview.path("rows").asLong()
            : preview.path("rowsStated").asLong();
  }

  private void work(Actor actor, LoadRecord load, LoadJob job, LoadProgress progress) {
    LoadState back = job == LoadJob.UNDO ? LoadState.DONE : LoadState.DRAFT;
    try {
      switch (job) {
        case TRIAL -> run.trial(actor, load, spool.first(load), progress);
        case COMMIT -> {
          run.commit(actor, load, spool.first(load), progress);
          spool.remove(load.id());
        }
        case UNDO -> run.undo(actor, load, progress);
      }
    } catch (LoadRefusedException e) {
      book.failed(load.id(), back, progress.cancelled() ? "cancelled" : "refused", e.getMessage());
    } catch (Refusal e) {
      book.failed(load.id(), back, e.reason().code(), e.reason().detail());
    } catch (IOException | UncheckedIOException e) {
      book.failed(load.id(), back, "unreadable", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      book.failed(load.id(), back, "refused", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("load {} failed", load.id(), e);
      book.failed(load.id(), back, "failed", "the server could not finish it; nothing was changed");
    } finally {
      progress.phase(LoadProgress.Phase.ENDED);
    }
  }

  /** Ends drafts nobody touches, and removes what belongs to none. */
  public void sweep() {
    List<UUID> old =
        book.jdbi()
            .withHandle(
                h -> book.table().untouchedSince(h, clock.instant().minus(settings.keep())));
    old.forEach(
        id -> {
          book.expire(id);
          spool.remove(id);
        });
    spool.sweep(
        id -> book.jdbi().withHandle(h -> book.table().find(h, id)).isPresent(),
        ORPHANS,
        clock.instant());
  }

  @Override
  public void close() {
    jobs.close();
  }
}
