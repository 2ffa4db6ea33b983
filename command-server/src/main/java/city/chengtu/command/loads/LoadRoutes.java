package city.chengtu.command.loads;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.Quarantine;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The HTTP side of loads, but for the files themselves: those come in by {@link LoadUpload}. */
public final class LoadRoutes implements Routes {
  private static final String PERMISSION = LoadTarget.PERMISSION;
  private static final int LISTED = 50;
  private static final int MOST_LISTED = 200;
  private static final int NOTES = 200;
  private static final int MOST_NOTES = 1_000;

  private final Api api;
  private final LoadDesk desk;
  private final LoadSettings settings;
  private final Quarantine quarantine;

  public LoadRoutes(Api api, LoadDesk desk, LoadSettings settings, Quarantine quarantine) {
    this.api = api;
    this.desk = desk;
    this.settings = settings;
    this.quarantine = quarantine;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "listLoads", PERMISSION, this::list);
    api.query(builder, "getLoad", PERMISSION, this::get);
    api.query(builder, "getLoadNotes", PERMISSION, this::notes);
    api.query(builder, "getLoadQuarantine", PERMISSION, this::quarantine);
    api.query(builder, "decideLoad", PERMISSION, this::decide);
    api.query(builder, "runLoad", PERMISSION, this::start);
    api.query(builder, "cancelLoad", PERMISSION, this::cancel);
    api.query(builder, "discardLoad", PERMISSION, this::discard);
  }

  private Map<String, Object> list(Call call) {
    int limit = call.queryInt("limit", LISTED, 1, MOST_LISTED);
    List<LoadView> loads =
        desk.list(call.actor(), limit).stream().map(load -> view(call, load).brief()).toList();
    return Map.of("loads", loads);
  }

  private Answer get(Call call) {
    LoadView view = view(call, desk.get(call.actor(), id(call)));
    return Answer.json(view, Map.of("ETag", "\"" + view.version() + "\""));
  }

  private Map<String, Object> notes(Call call) {
    LoadRecord load = desk.get(call.actor(), id(call));
    int from = call.queryInt("from", 0, 0, Integer.MAX_VALUE);
    return Map.of("notes", desk.notes(load, from, call.queryInt("limit", NOTES, 1, MOST_NOTES)));
  }

  /** Bounded by what a load may keep: 64 MiB and 10,000 rows. */
  private Answer quarantine(Call call) throws IOException {
    LoadRecord load = desk.get(call.actor(), id(call));
    if (load.changeSet() == null) {
      throw Refusal.conflict("load-not-done", "rows are kept once the load is committed", Map.of());
    }
    boolean csv = call.query("format").orElse("csv").equals("csv");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      QuarantineFile file = new QuarantineFile(quarantine, load.changeSet());
      if (csv) {
        file.csv(text);
      } else {
        file.geoJson(text);
      }
    }
    return Answer.bytes(
        csv ? "text/csv; charset=utf-8" : "application/geo+json",
        bytes.toByteArray(),
        Map.of(
            "Content-Disposition",
            "attachment; filename=\"quarantine-%s.%s\""
                .formatted(load.id(), csv ? "csv" : "geojson"),
            "X-Content-Type-Options",
            "nosniff"));
  }

  /** What is found out by new options takes seconds: it comes before the command, not within it. */
  private Answer decide(Call call) {
    UUID id = id(call);
    long seen = call.ifMatch();
    call.commandId();
    LoadRecord before = desk.own(call.actor(), id);
    LoadOptions options = call.body(LoadOptions.class);
    LoadDesk.Looked looked =
        before.state().open()
            ? desk.look(call.actor(), desk.spool().first(before), before.name(), options)
            : new LoadDesk.Looked(options, null, null, null); // the command refuses
    return answer(
        api.run(
            call,
            PERMISSION,
            call.commandId(),
            (c, same) -> view(call, desk.decide(c, id, seen, looked))));
  }

  /** The body names what to run; the answer comes at once. */
  record Wanted(String job) {
    LoadJob wanted() {
      try {
        return LoadJob.valueOf(job.toUpperCase(java.util.Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw Refusal.invalid("/job", "unknown-job", "job is trial, commit or undo");
      }
    }
  }

  private Answer start(Call call) {
    UUID id = id(call);
    LoadJob job = call.body(Wanted.class).wanted();
    desk.get(call.actor(), id);
    desk.jobs().reserve();
    AtomicReference<LoadRecord> begun = new AtomicReference<>();
    try {
      Receipt receipt =
          api.run(
              call,
              PERMISSION,
              call.commandId(),
              (c, same) -> {
                begun.set(desk.begin(c, id, job));
                return view(call, begun.get());
              });
      if (begun.get() == null) { // this command had been done before
        desk.jobs().release();
      } else {
        desk.start(call.actor(), begun.get(), job);
      }
      return answer(receipt);
    } catch (RuntimeException e) {
      desk.jobs().release();
      throw e;
    }
  }

  /** Asks what runs to stop; it ends in a moment, and nothing was changed then. */
  private Answer cancel(Call call) {
    UUID id = id(call);
    LoadRecord load = desk.own(call.actor(), id);
    LoadProgress progress =
        desk.jobs()
            .find(id)
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "load-not-running", "nothing of this load runs here", Map.of()));
    progress.cancel();
    return Answer.json(view(call, load));
  }

  private Answer discard(Call call) {
    UUID id = id(call);
    LoadRecord load = desk.own(call.actor(), id);
    api.run(
        call,
        PERMISSION,
        call.commandId(),
        (c, same) -> {
          desk.discard(c, id);
          return null;
        });
    desk.spool().remove(load.id());
    return Answer.empty();
  }

  private static UUID id(Call call) {
    return Call.uuid("id", call.path("id"));
  }

  private LoadView view(Call call, LoadRecord load) {
    return LoadView.of(call.actor(), load, desk, settings);
  }

  private static Answer answer(Receipt receipt) {
    return new Answer(
        200,
        "application/json",
        Buffer.buffer(receipt.answer()),
        Map.of(
            "Command-Id", receipt.id().toString(),
            "ETag", "\"" + StateJson.tree(receipt.answer()).path("version").asLong() + "\"",
            "Journal-Position", Long.toString(receipt.position())));
  }
}
