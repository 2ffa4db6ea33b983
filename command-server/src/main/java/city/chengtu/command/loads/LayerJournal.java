package city.chengtu.command.loads;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Changes layers as a command: the change and its journal entries, one for each layer that changed,
 * are one transaction. The features themselves keep their own history.
 */
public final class LayerJournal {
  private static final Actor IMPORT = Actor.system("import");

  private final Commands commands;
  private final StoredLayers layers;

  public LayerJournal(Commands commands, StoredLayers layers) {
    this.commands = commands;
    this.layers = layers;
  }

  /** What else belongs to a change: done after the features, in the same transaction. */
  @FunctionalInterface
  interface Also {
    void run(CommandContext context, List<LayerChange> changes);
  }

  /**
   * Takes a delivery as {@link StoredLayers#write}, in the name of the server. The giver may be
   * asked again, after a failure that passes.
   */
  public List<LayerChange> write(ChangeSet set, Consumer<FeatureSink> giver) {
    return write(set, giver, handle -> {});
  }

  /**
   * As {@link #write(ChangeSet, Consumer)}.
   *
   * @param also what else belongs to the change, done after the features were written and in the
   *     same transaction
   */
  public List<LayerChange> write(
      ChangeSet set, Consumer<FeatureSink> giver, Consumer<Handle> also) {
    return write(IMPORT, set, giver, (context, changes) -> also.accept(context.handle()));
  }

  /** As {@link #write(ChangeSet, Consumer)}, in somebody's name. */
  List<LayerChange> write(Actor actor, ChangeSet set, Consumer<FeatureSink> giver, Also also) {
    return layers.write(
        set, giver, delivery -> inCommand("layer.import", actor, set, delivery, also));
  }

  /** Takes a change set back as {@link StoredLayers#undo}. */
  public List<LayerChange> undo(ChangeSet set, UUID undone) {
    return undo(IMPORT, set, undone, (context, changes) -> {});
  }

  /** As {@link #undo(ChangeSet, UUID)}, in somebody's name. */
  List<LayerChange> undo(Actor actor, ChangeSet set, UUID undone, Also also) {
    return layers.undo(
        set, undone, delivery -> inCommand("layer.undo", actor, set, delivery, also));
  }

  private List<LayerChange> inCommand(
      String type,
      Actor actor,
      ChangeSet set,
      Function<Handle, List<LayerChange>> delivery,
      Also also) {
    AtomicReference<List<LayerChange>> changes = new AtomicReference<>();
    commands.run(
        new CommandRequest(set.id(), type, actor, set.source()),
        context -> {
          changes.set(delivery.apply(context.handle()));
          also.run(context, changes.get());
          changes.get().stream()
              .filter(change -> !change.isEmpty())
              .forEach(change -> context.record(entry(set, change)));
          return null;
        });
    return changes.get();
  }

  private static Change entry(ChangeSet set, LayerChange change) {
    return Change.of(
        "city.chengtu.layer.changed",
        new Subject("layer", change.layer()),
        change.version(),
        Map.of(
            "layer", change.layer(),
            "changeSet", set.id(),
            "title", set.title(),
            "source", set.source(),
            "added", change.added(),
            "changed", change.changed(),
            "ended", change.ended()));
  }
}
