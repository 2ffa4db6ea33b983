package city.chengtu.command.server;

import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import java.util.List;
import java.util.Map;

/**
 * Says in the journal that layers changed: one entry a layer, with its counts. The features
 * themselves keep their own history.
 */
final class LayerJournal {
  private LayerJournal() {}

  static void record(Commands commands, ChangeSet set, List<LayerChange> changes) {
    commands.run(
        CommandRequest.bySystem("layer.import", "import"),
        context -> {
          for (LayerChange change : changes) {
            context.record(
                Change.of(
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
                        "ended", change.ended())));
          }
          return null;
        });
  }
}
