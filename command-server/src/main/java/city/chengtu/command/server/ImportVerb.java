package city.chengtu.command.server;

import city.chengtu.command.loads.LayerJournal;
import city.chengtu.command.loads.LoadList;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.OsmLimits;
import city.chengtu.gis.ingest.OsmReader;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.samples.SampleCity;
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
      "An embedded store must not be in use: stop the server first. Nodes on PostGIS notice by"
          + " themselves."
    },
    subcommands = {
      ImportFileVerb.class,
      ImportVerb.Osm.class,
      ImportVerb.Sample.class,
      ImportListVerb.class,
      ImportUndoVerb.class,
      QuarantineVerb.class
    },
    synopsisSubcommandLabel = "FORMAT")
final class ImportVerb {

  /** What all formats share: one change set, its journal entries, its report. */
  abstract static class Format implements Callable<Integer> {
    private static final int REFUSED = 4;

    @Mixin private StoreOptions store;

    @Option(
        names = "--add",
        description =
            "keep what the layers hold and add to it; without it the delivery replaces them (their"
                + " history stays)")
    private boolean add;

    @Spec private CommandSpec spec;

    /** What the change set is called. */
    abstract String title();

    /** Where the data comes from. */
    abstract String source();

    /**
     * Reads the data into the sink.
     *
     * @return what to tell about it
     * @throws IllegalArgumentException when the data must not be taken: nothing is then changed
     */
    abstract String read(StoredLayers layers, FeatureSink sink) throws IOException;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (Core core = Core.open(store.settings(), store.data, Clock.systemUTC())) {
        StoredLayers layers = StoredLayers.open(core.database, new Catalogue(), Clock.systemUTC());
        ChangeSet set =
            add
                ? ChangeSet.merge(LoadList.CONSOLE, title(), source())
                : ChangeSet.replace(LoadList.CONSOLE, title(), source());
        AtomicReference<String> told = new AtomicReference<>("");
        List<LayerChange> changes =
            new LayerJournal(core.commands, layers)
                .write(
                    set,
                    sink -> {
                      try {
                        told.set(read(layers, sink));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e.getMessage(), e);
                      }
                    });
        out.println(told.get());
        for (LayerChange c : changes) {
          out.printf(
              "%-12s version %d: %d added, %d changed, %d ended, %d as before%n",
              c.layer(), c.version(), c.added(), c.changed(), c.ended(), c.unchanged());
        }
        out.flush();
        return 0;
      } catch (UncheckedIOException e) {
        spec.commandLine().getErr().println("nothing was changed: " + e.getMessage());
        return REFUSED;
      }
    }

    static Path readable(Path file) {
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("cannot read " + file);
      }
      return file;
    }
  }

  /** OpenStreetMap. */
  @Command(
      name = "osm",
      mixinStandardHelpOptions = true,
      description =
          "导入 OpenStreetMap（.osm.pbf、.osm.gz、.osm）Reads an OpenStreetMap extract into the base"
              + " layers: roads (drivable, for dispatch), buildings, water, green, places, POI,"
              + " boundaries.")
  static final class Osm extends Format {
    @Parameters(paramLabel = "FILE", description = "the extract")
    private Path file;

    @Override
    String title() {
      return "OpenStreetMap";
    }

    @Override
    String source() {
      return "OpenStreetMap contributors, " + file.getFileName();
    }

    @Override
    String read(StoredLayers layers, FeatureSink sink) throws IOException {
      return new OsmReader(OsmLimits.standard()).read(readable(file), sink).toString();
    }
  }

  /** The sample city. */
  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      description =
          "生成示范城市图层 Makes the layers of the sample city; accounts and units come with 'run'.")
  static final class Sample extends Format {
    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "" + SampleCity.DEFAULT_SEED,
        description = "seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
        names = "--scale",
        paramLabel = "X",
        defaultValue = "1",
        description = "1 is about 100,000 features, up to 100 (default: ${DEFAULT-VALUE})")
    private double scale;

    @Override
    String title() {
      return "示范城市 Sample city";
    }

    @Override
    String source() {
      return "seed " + seed + ", scale " + scale;
    }

    @Override
    String read(StoredLayers layers, FeatureSink sink) {
      return SampleCity.generate(seed, scale, sink).toString();
    }
  }
}
