package city.chengtu.command.server;

import city.chengtu.command.loads.CitySurroundings;
import city.chengtu.command.loads.LayerJournal;
import city.chengtu.command.loads.LoadList;
import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.Problem;
import city.chengtu.gis.ingest.load.BadRow;
import city.chengtu.gis.ingest.load.FieldMapping;
import city.chengtu.gis.ingest.load.LayerDraft;
import city.chengtu.gis.ingest.load.Load;
import city.chengtu.gis.ingest.load.LoadReport;
import city.chengtu.gis.ingest.load.Preview;
import city.chengtu.gis.ingest.load.SourceFiles;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.load.Wishes;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.Quarantine;
import city.chengtu.gis.store.QuarantinedRow;
import city.chengtu.gis.store.StoredLayers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A delivered file of any format into one layer: look first, then try, then load, then undo. */
@Command(
    name = "file",
    aliases = "geojson",
    mixinStandardHelpOptions = true,
    description = {
      "导入任意格式的文件 Loads a file of any format into one layer: Shapefile (.shp or .zip), GeoPackage,"
          + " GeoJSON (also one feature a line), CSV and XLSX with coordinates or WKT, KML/KMZ,"
          + " GPX.",
      "先看 --preview，再试 --dry-run，然后导入；出错的行进入隔离区，整批可撤销。",
      "First --preview, then --dry-run, then load. Rows that cannot be taken go to the quarantine;"
          + " the whole can be undone."
    })
final class ImportFileVerb implements Callable<Integer> {
  private static final int REFUSED = 4;
  private static final int LONGEST_SOURCE = 1_000;

  @Mixin private StoreOptions store;
  @Mixin private SourceOptions about;

  @Parameters(paramLabel = "FILE", description = "the file")
  private Path file;

  @Option(names = "--layer", paramLabel = "ID", description = "图层：the layer, as in the catalogue")
  private String layer;

  @Option(
      names = "--new",
      paramLabel = "TITLE",
      description = "新图层：makes the layer after the file, under this title")
  private String title;

  @Option(
      names = "--theme",
      paramLabel = "ID",
      defaultValue = "base",
      description =
          "专题：of a new layer: base, grid, component, pipe, plan (default: ${DEFAULT-VALUE})")
  private String theme;

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      defaultValue = "",
      description = "责任部门：of a new layer")
  private String owner;

  @Option(names = "--preview", description = "预览：only shows what was found out about the file")
  private boolean preview;

  @Option(
      names = "--dry-run",
      description = "试运行：reads and checks everything, names every bad row, changes nothing")
  private boolean dryRun;

  @Option(
      names = "--map",
      paramLabel = "LAYER_FIELD=FILE_FIELD",
      description = "字段对应：which field of the file goes into which of the layer (default: by name)")
  private Map<String, String> map = new HashMap<>();

  @Option(
      names = "--id",
      paramLabel = "FILE_FIELD",
      description =
          "主键：field that holds the features' identity (default: the row's own, else its number)")
  private String id;

  @Option(
      names = "--city",
      paramLabel = "W,S,E,N",
      description =
          "城市范围：what lies wholly outside is kept out; lon,lat degrees (default: the layer"
              + " 'boundaries' with a margin of 0.1°; 'none' for no such check)")
  private String city;

  @Option(
      names = "--most-bad",
      paramLabel = "N",
      defaultValue = "10000",
      description = "with more bad rows the whole file is refused (default: ${DEFAULT-VALUE})")
  private int mostBad;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "50",
      description = "problems that are shown one by one (default: ${DEFAULT-VALUE})")
  private int show;

  @Option(
      names = "--from-zoom",
      paramLabel = "Z",
      defaultValue = "12",
      description = "smallest zoom at which the features are drawn (default: ${DEFAULT-VALUE})")
  private int rank;

  @Option(
      names = "--add",
      description =
          "追加：keep what the layer holds and add to it; without it the file replaces it (its history"
              + " stays)")
  private boolean add;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Source source = SourceFiles.open(file, about.wishes(), SourceLimits.standard())) {
      if (layer == null) {
        if (!preview) {
          throw new IllegalArgumentException("--layer is needed to load (or --preview to look)");
        }
        say(
            Preview.of(
                source, about.wishes(), around(Surroundings.UNKNOWN), new CoordinateSystems()));
        return 0;
      }
      return withStore(source);
    } catch (IOException | UncheckedIOException e) {
      spec.commandLine().getErr().println("nothing was changed 未作任何改动: " + e.getMessage());
      return REFUSED;
    }
  }

  private int withStore(Source source) throws IOException {
    try (Core core = Core.open(store.settings(), store.data, Clock.systemUTC())) {
      StoredLayers layers = StoredLayers.open(core.database, new Catalogue(), Clock.systemUTC());
      Surroundings around = around(CitySurroundings.of(layers));
      Wishes wishes = about.wishes();
      Preview found = Preview.of(source, wishes, around, new CoordinateSystems());
      Layer target = target(layers, found);
      FieldMapping mapping = FieldMapping.of(target, found.scan().fields(), map, id);
      say(found);
      say("字段对应 Mapping: " + mapping.sources() + (id == null ? "" : ", id ← " + id));
      if (!mapping.leftOut().isEmpty()) {
        say("未导入的字段 Left out: " + mapping.leftOut());
      }
      if (preview) {
        return 0;
      }
      requireIdentity(layers, found);
      Load load =
          new Load(
              source,
              Load.Order.of(target, mapping, found.system(), rank)
                  .within(around.city())
                  .withMostBad(mostBad));
      if (dryRun) {
        say(load.run(Load.NOWHERE).text(show));
        say("试运行，未作任何改动 dry run: nothing was changed");
        return 0;
      }
      return commit(core, layers, load, found);
    }
  }

  /** Rows known by their number only would take the place of those the layer has by that number. */
  private void requireIdentity(StoredLayers layers, Preview found) {
    boolean numbered = id == null && found.scan().first().stream().allMatch(r -> r.id() == null);
    if (add && numbered && title == null && layers.get(layer).count() > 0) {
      throw new IllegalArgumentException(
          "--add needs --id: the rows have no identity of their own, and would replace those of the"
              + " same number");
    }
  }

  private Layer target(StoredLayers layers, Preview found) {
    try {
      Layer there = layers.get(layer).layer();
      if (title != null) {
        throw new IllegalArgumentException(
            "layer '" + layer + "' is there already: leave out --new");
      }
      return there;
    } catch (NoSuchElementException e) {
      if (title == null) {
        throw new IllegalArgumentException(
            "there is no layer '" + layer + "'; --new TITLE makes it", e);
      }
      return LayerDraft.of(
          layer,
          new Text(title, title),
          theme,
          owner,
          String.valueOf(file.getFileName()),
          rank,
          found.scan());
    }
  }

  private int commit(Core core, StoredLayers layers, Load load, Preview found) throws IOException {
    ChangeSet set =
        add
            ? ChangeSet.merge(LoadList.CONSOLE, found.card().format(), lineage(found))
            : ChangeSet.replace(LoadList.CONSOLE, found.card().format(), lineage(found));
    AtomicReference<LoadReport> report = new AtomicReference<>();
    Quarantine quarantine = new Quarantine(core.database);
    long start = System.nanoTime();
    List<LayerChange> changes =
        new LayerJournal(core.commands, layers)
            .write(
                set,
                sink -> {
                  try {
                    report.set(load.run(sink));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e.getMessage(), e);
                  }
                },
                handle -> quarantine.keep(handle, rows(set, report.get(), found)));
    double seconds = (System.nanoTime() - start) / 1e9;
    say(report.get().text(show));
    long read = report.get().counts().total().read();
    say("用时 Time: %.1f s, %.0f rows/s".formatted(seconds, read / seconds));
    for (LayerChange c : changes) {
      say(
          "%s version %d: %d added 新增, %d changed 修改, %d ended 结束, %d as before 不变"
              .formatted(c.layer(), c.version(), c.added(), c.changed(), c.ended(), c.unchanged()));
    }
    say("撤销 Undo: chengtu import undo " + set.id());
    if (!report.get().bad().isEmpty()) {
      say("隔离 Quarantine: chengtu import quarantine " + set.id());
    }
    return 0;
  }

  /** Where the data comes from and how it was read. */
  private String lineage(Preview found) {
    SourceCard card = found.card();
    String text =
        file.getFileName()
            + " ("
            + card.format()
            + ", "
            + card.part()
            + (card.encoding() == null ? "" : ", " + card.encoding().label())
            + ", "
            + found.system().system()
            + ")";
    return text.length() <= LONGEST_SOURCE ? text : text.substring(0, LONGEST_SOURCE);
  }

  private static List<QuarantinedRow> rows(ChangeSet set, LoadReport report, Preview found) {
    String system = String.valueOf(found.system().system());
    return report.bad().stream().map(row -> row(set, row, report, system)).toList();
  }

  private static QuarantinedRow row(ChangeSet set, BadRow row, LoadReport report, String system) {
    String layer = report.counts().layers().keySet().iterator().next();
    String reasons =
        row.problems().stream().map(ImportFileVerb::reason).collect(Collectors.joining("; "));
    return new QuarantinedRow(
        set.id(), layer, row.number(), row.id(), row.values(), row.geometry(), system, reasons);
  }

  private static String reason(Problem problem) {
    return (problem.field() == null ? "" : problem.field() + ": ")
        + problem.detail()
        + " ["
        + problem.rule()
        + "]";
  }

  private Surroundings around(Surroundings known) {
    if (city == null) {
      return known;
    }
    return new Surroundings(city.equals("none") ? null : box(city), known.knownPlaces());
  }

  private static Envelope box(String text) {
    double[] sides;
    try {
      sides = Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--city is west,south,east,north, not '" + text + "'", e);
    }
    if (sides.length != 4 || sides[0] > sides[2] || sides[1] > sides[3]) {
      throw new IllegalArgumentException("--city is west,south,east,north, not '" + text + "'");
    }
    return new Envelope(sides[0], sides[2], sides[1], sides[3]);
  }

  private void say(Object text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(PlainText.of(text.toString().stripTrailing()));
    out.flush();
  }
}
