package city.chengtu.command.server;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
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
final class LayerJournal {
  private final Commands commands;
  private final StoredLayers layers;

  LayerJournal(Commands commands, StoredLayers layers) {
    this.commands = commands;
    this.layers = layers;
  }

  /**
   * Takes a delivery as {@link StoredLayers#write}. The giver may be asked again, after a failure
   * that passes.
   */
  List<LayerChange> write(ChangeSet set, Consumer<FeatureSink> giver) {
    return write(set, giver, handle -> {});
  }

  /**
   * As {@link #write(ChangeSet, Consumer)}.
   *
   * @param also what else belongs to the change, done after the features were written and in the
   *     same transaction
   */
  List<LayerChange> write(ChangeSet set, Consumer<FeatureSink> giver, Consumer<Handle> also) {
    return layers.write(set, giver, delivery -> inCommand("layer.import", set, delivery, also));
  }

  /** Takes a change set back as {@link StoredLayers#undo}. */
  List<LayerChange> undo(ChangeSet set, UUID undone) {
    return layers.undo(
        set, undone, delivery -> inCommand("layer.undo", set, delivery, handle -> {}));
  }

  private List<LayerChange> inCommand(
      String type,
      ChangeSet set,
      Function<Handle, List<LayerChange>> delivery,
      Consumer<Handle> also) {
    AtomicReference<List<LayerChange>> changes = new AtomicReference<>();
    commands.run(
        new CommandRequest(set.id(), type, Actor.system("import"), set.source()),
        context -> {
          changes.set(delivery.apply(context.handle()));
          also.accept(context.handle());
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
