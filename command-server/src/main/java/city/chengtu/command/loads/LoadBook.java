package city.chengtu.command.loads;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.store.LayerChange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/** Keeps loads: every change of one with its journal entry, in one transaction. */
final class LoadBook {
  private static final Actor SERVER = Actor.system("loads");

  private final Jdbi jdbi;
  private final Commands commands;
  private final LoadTable table = new LoadTable();

  LoadBook(Jdbi jdbi, Commands commands) {
    this.jdbi = jdbi;
    this.commands = commands;
  }

  /** What the journal says of a load: no options, no content. */
  private record Entry(
      UUID id, String account, String name, long size, String state, String layer, String job) {}

  LoadTable table() {
    return table;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  void insert(CommandContext c, LoadRecord load) {
    table.insert(c.handle(), load);
    record(c, load, "created");
  }

  /** Keeps a load as changed from the one held in this transaction. */
  LoadRecord update(CommandContext c, LoadRecord changed, String what) {
    LoadRecord stored = changed.stored(c.now());
    if (!table.update(c.handle(), stored)) {
      throw new IllegalStateException("load " + changed.id() + " was changed while it was held");
    }
    record(c, stored, what);
    return stored;
  }

  void delete(CommandContext c, LoadRecord load, String what) {
    table.delete(c.handle(), load.id());
    record(c, load.stored(c.now()), what);
  }

  private static void record(CommandContext c, LoadRecord load, String what) {
    c.record(
        new Change(
            "city.chengtu.load." + what,
            new Subject(LoadRecord.SUBJECT, load.id().toString()),
            load.version(),
            new Entry(
                load.id(),
                load.account(),
                load.name(),
                load.size(),
                load.state().code(),
                load.layer(),
                load.job()),
            null,
            load.organisation()));
  }

  /** A trial has come to its end. */
  void tried(UUID id, JsonNode report, List<LoadTable.Note> notes) {
    bySystem(
        id,
        "tried",
        load -> load.ended(LoadState.DRAFT, report, null, null),
        c -> table.notes(c.handle(), id, notes));
  }

  /** A run has ended without its end. */
  void failed(UUID id, LoadState back, String code, String why) {
    bySystem(id, "failed", load -> load.ended(back, load.report(), code, why), c -> {});
  }

  /** The server went down while it ran. */
  void interrupted(UUID id) {
    bySystem(
        id,
        "interrupted",
        load ->
            load.ended(
                load.changeSet() == null ? LoadState.INTERRUPTED : LoadState.DONE,
                load.report(),
                "interrupted",
                "the server went down while it ran; nothing of that run was changed"),
        c -> {});
  }

  void expire(UUID id) {
    commands.run(
        CommandRequest.bySystem("load.expire", "loads"),
        c -> {
          table
              .hold(c.handle(), id)
              .filter(load -> load.state().open())
              .ifPresent(load -> delete(c, load, "expired"));
          return null;
        });
  }

  private void bySystem(
      UUID id, String what, UnaryOperator<LoadRecord> change, Consumer<CommandContext> also) {
    commands.run(
        new CommandRequest(UUID.randomUUID(), "load." + what, SERVER, id.toString()),
        c -> {
          table
              .hold(c.handle(), id)
              .filter(load -> load.state() == LoadState.RUNNING)
              .ifPresent(
                  load -> {
                    update(c, change.apply(load), what);
                    also.accept(c);
                  });
          return null;
        });
  }

  /** A commit, inside its transaction. */
  void done(
      CommandContext c,
      UUID id,
      JsonNode report,
      List<LoadTable.Note> notes,
      UUID changeSet,
      String before) {
    LoadRecord load = table.hold(c.handle(), id).orElseThrow();
    update(c, load.done(report, changeSet, before), "committed");
    table.notes(c.handle(), id, notes);
  }

  /** Taken back, inside its transaction. */
  void undone(CommandContext c, UUID id, List<LayerChange> changes) {
    LoadRecord load = table.hold(c.handle(), id).orElseThrow();
    ObjectNode report = load.report().deepCopy();
    report.putPOJO("undone", changes.stream().map(LoadReports::change).toList());
    update(c, load.ended(LoadState.UNDONE, report, null, null), "undone");
  }
}
