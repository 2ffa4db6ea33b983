package city.chengtu.command.server;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.ingest.OsmCounts;
import city.chengtu.gis.ingest.OsmLimits;
import city.chengtu.gis.ingest.OsmReader;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads layers. One file is one change set: all of it becomes true at once, or nothing does. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "导入图层 Loads layers into the store.",
      "An embedded store must not be in use: stop the server first. Nodes on PostGIS notice by themselves."
    },
    subcommands = ImportVerb.Osm.class,
    synopsisSubcommandLabel = "FORMAT")
final class ImportVerb {

  /** OpenStreetMap. */
  @Command(
      name = "osm",
      mixinStandardHelpOptions = true,
      description =
          "导入 OpenStreetMap（.osm.pbf、.osm.gz、.osm）Reads an OpenStreetMap extract into the base layers: roads (drivable, for dispatch), buildings, water,"
              + " green, places, POI, boundaries.")
  static final class Osm implements Callable<Integer> {
    @Mixin private StoreOptions store;

    @Parameters(paramLabel = "FILE", description = "the extract")
    private Path file;

    @Option(
        names = "--add",
        description =
            "keep what the layers hold and add to it; without it the extract replaces the base layers (their history stays)")
    private boolean add;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("cannot read " + file);
      }
      Settings settings = store.settings();
      PrintWriter out = spec.commandLine().getOut();
      try (Core core = Core.open(settings, store.data, Clock.systemUTC())) {
        StoredLayers layers = StoredLayers.open(core.database, new Catalogue(), Clock.systemUTC());
        String source = "OpenStreetMap contributors, " + file.getFileName();
        ChangeSet set =
            add
                ? ChangeSet.merge("import", "OpenStreetMap", source)
                : ChangeSet.replace("import", "OpenStreetMap", source);
        AtomicReference<OsmCounts> counts = new AtomicReference<>();
        List<LayerChange> changes =
            layers.write(
                set,
                sink -> {
                  try {
                    counts.set(new OsmReader(OsmLimits.standard()).read(file, sink));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
        LayerJournal.record(core.commands, set, changes);
        out.println(counts.get());
        for (LayerChange c : changes) {
          out.printf(
              "%-12s version %d: %d added, %d changed, %d ended, %d as before%n",
              c.layer(), c.version(), c.added(), c.changed(), c.ended(), c.unchanged());
        }
        out.flush();
        return 0;
      }
    }
  }
}
