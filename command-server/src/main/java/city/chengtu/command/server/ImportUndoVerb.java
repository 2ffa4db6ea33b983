package city.chengtu.command.server;

import city.chengtu.command.loads.LayerJournal;
import city.chengtu.command.loads.LoadList;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a load back, as one more change set. */
@Command(
    name = "undo",
    mixinStandardHelpOptions = true,
    description = {
      "撤销一次导入 Takes a load back: the layers are as before it, and their history shows both.",
      "Refused when features of it were changed since. Without an id and with --layer, the layer's"
          + " changes are listed."
    })
final class ImportUndoVerb implements Callable<Integer> {
  private static final int LISTED = 20;

  @Mixin private StoreOptions store;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "批次：the change set, as the load printed it")
  private UUID id;

  @Option(
      names = "--layer",
      paramLabel = "ID",
      description = "图层：lists what was done to this layer")
  private String layer;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if ((id == null) == (layer == null)) {
      throw new IllegalArgumentException(
          "give the change set's id, or --layer to see which there are");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Core core = Core.open(store.settings(), store.data, Clock.systemUTC())) {
      StoredLayers layers = StoredLayers.open(core.database, new Catalogue(), Clock.systemUTC());
      if (id == null) {
        layers
            .changes(layer, LISTED)
            .forEach(c -> out.println(line(c) + ", " + c.title() + ", " + c.source()));
      } else {
        ChangeSet set = ChangeSet.merge(LoadList.CONSOLE, "撤销 Undo", "change set " + id);
        new LayerJournal(core.commands, layers).undo(set, id).forEach(c -> out.println(line(c)));
      }
      out.flush();
      return 0;
    }
  }

  private static String line(LayerChange c) {
    return "%s %s version %d at %s: %d added, %d changed, %d ended"
        .formatted(
            c.changeSet(), c.layer(), c.version(), c.at(), c.added(), c.changed(), c.ended());
  }
}
