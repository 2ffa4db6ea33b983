package city.chengtu.command.bench;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.load.FieldMapping;
import city.chengtu.gis.ingest.load.LayerDraft;
import city.chengtu.gis.ingest.load.Load;
import city.chengtu.gis.ingest.load.LoadReport;
import city.chengtu.gis.ingest.load.Preview;
import city.chengtu.gis.ingest.load.SourceFiles;
import city.chengtu.gis.ingest.load.SystemChoice.Surroundings;
import city.chengtu.gis.ingest.load.Wishes;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.PrivatePostgres;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures loading files beside GDAL's ogr2ogr, into the same PostGIS in the same run. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "导入 A generated delivery loaded with all checks, history and indexes, and by ogr2ogr (Debian:"
          + " gdal-bin), into the same PostGIS in the same run, in turn.",
      "Ours from opening the file: looking through it, guessing its reference system, loading,"
          + " indexing; theirs from starting the process to its end.",
      "A server has been running for a while when somebody loads a file: so first both load each"
          + " file a few times uncounted; the very first time in a new process is told beside. Exit"
          + " code 1 when a row is missing."
    })
public final class ImportBench implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where the database and the files are made (default: a new folder, removed)")
  private Path data;

  @Option(names = "--points", paramLabel = "N", defaultValue = "100000")
  private int points;

  @Option(names = "--lines", paramLabel = "N", defaultValue = "20000")
  private int lines;

  @Option(names = "--polygons", paramLabel = "N", defaultValue = "10000")
  private int polygons;

  @Option(
      names = "--formats",
      paramLabel = "F",
      split = ",",
      defaultValue = "geojson,gpkg,shp",
      description = "of these endings (default: ${DEFAULT-VALUE})")
  private List<String> formats;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "of each, in turn; the middle one counts (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--warm",
      paramLabel = "N",
      defaultValue = "3",
      description = "of each before anything counts (default: ${DEFAULT-VALUE})")
  private int warm;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed (default: ${DEFAULT-VALUE})")
  private long seed;

  private static final Envelope CITY = new Envelope(115, 117, 28, 30);
  private final PrintStream out = standardOut();

  /** Every table is a new one, also where the database is kept. */
  private final String tag = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  private int serial;

  @SuppressWarnings("SystemOut") // a benchmark prints
  private static PrintStream standardOut() {
    return System.out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = data == null ? Files.createTempDirectory("chengtu-import") : data;
    PrivatePostgres postgres = PrivatePostgres.start(folder.resolve("postgres"), List.of());
    try (SpatialDatabase database =
        SpatialDatabase.open(DatabaseSettings.of(DatabaseSettings.PRIVATE, folder, 3), List.of())) {
      StoredLayers layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
      boolean all = true;
      for (ImportData.Shape shape : ImportData.Shape.values()) {
        int rows = rows(shape);
        for (String format : rows == 0 ? List.<String>of() : formats) {
          all &= compare(postgres, layers, file(folder, shape, rows, format), rows);
        }
      }
      return all ? 0 : 1;
    } finally {
      postgres.stop();
      if (data == null) {
        remove(folder);
      }
    }
  }

  private int rows(ImportData.Shape shape) {
    return switch (shape) {
      case POINTS -> points;
      case LINES -> lines;
      case POLYGONS -> polygons;
    };
  }

  private Path file(Path folder, ImportData.Shape shape, int rows, String format)
      throws IOException, InterruptedException {
    String name = shape.name().toLowerCase(Locale.ROOT);
    Path json = folder.resolve(name + ".geojson");
    if (!Files.exists(json)) {
      new ImportData(seed).write(json, shape, rows);
    }
    Path file = folder.resolve(name + "." + format);
    if (!Files.exists(file)) {
      run(Map.of("SHAPE_ENCODING", "UTF-8"), "ogr2ogr", file.toString(), json.toString());
    }
    return file;
  }

  private boolean compare(PrivatePostgres postgres, StoredLayers layers, Path file, int rows)
      throws IOException, InterruptedException {
    double[] theirs = new double[runs];
    double[] ours = new double[runs];
    boolean all = true;
    double first = 0;
    for (int i = -warm; i < runs; i++) {
      double they = ogr(postgres, file);
      long began = System.nanoTime();
      all &= load(layers, file) == rows;
      double we = (System.nanoTime() - began) / 1e9;
      first = i == -warm ? we : first;
      if (i >= 0) {
        theirs[i] = they;
        ours[i] = we;
      }
    }
    double they = rows / middle(theirs);
    double we = rows / middle(ours);
    out.printf(
        Locale.ROOT,
        "%-17s %8d rows: ogr2ogr %7.0f/s %s, chengtu %7.0f/s %s, ratio %.2f (its first time: %.2f"
            + " s)%s%n",
        file.getFileName(),
        rows,
        they,
        seconds(theirs),
        we,
        seconds(ours),
        we / they,
        first,
        all ? "" : " ROWS ARE MISSING");
    return all;
  }

  private static double middle(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String seconds(double[] times) {
    List<String> each = new ArrayList<>();
    for (double time : times) {
      each.add("%.2f".formatted(time));
    }
    return "(" + String.join(" ", each) + " s)";
  }

  private double ogr(PrivatePostgres postgres, Path file) throws IOException, InterruptedException {
    String where =
        "PG:host=127.0.0.1 port=%d user=%s dbname=chengtu"
            .formatted(postgres.port(), PrivatePostgres.user());
    long began = System.nanoTime();
    run(
        Map.of("PGPASSWORD", postgres.password()),
        "ogr2ogr",
        "-f",
        "PostgreSQL",
        where,
        file.toString(),
        "-nln",
        "ogr_" + tag + "_" + ++serial);
    return (System.nanoTime() - began) / 1e9;
  }

  private static void run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder.directory(new File("."));
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException(words[0] + " ended with " + code);
    }
  }

  /** As the server does it, with every check. */
  private long load(StoredLayers layers, Path file) throws IOException {
    try (Source source = SourceFiles.open(file, Wishes.NONE, SourceLimits.standard())) {
      Surroundings around = new Surroundings(CITY, Map::of);
      Preview found = Preview.of(source, Wishes.NONE, around, new CoordinateSystems());
      String id = "bench_" + tag + "_" + ++serial;
      Layer layer = LayerDraft.of(id, new Text(id, id), "base", "bench", "", 12, found.scan());
      FieldMapping mapping =
          FieldMapping.of(layer, found.scan().fields(), Map.of(), identity(found));
      Load load = new Load(source, Load.Order.of(layer, mapping, found.system(), 12).within(CITY));
      AtomicReference<LoadReport> report = new AtomicReference<>();
      layers.write(
          ChangeSet.replace("bench", "bench", String.valueOf(file.getFileName())),
          sink -> {
            try {
              report.set(load.run(sink));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      return layers.get(id).count();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String identity(Preview found) {
    return found.scan().fields().stream().anyMatch(f -> f.name().equals("code")) ? "code" : null;
  }
}
