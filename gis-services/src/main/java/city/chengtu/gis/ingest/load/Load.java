package city.chengtu.gis.ingest.load;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.CheckedSink;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.LayerCheck;
import city.chengtu.gis.ingest.LayerChecks;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.ingest.Problem;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Brings the rows of a file into a layer: fields mapped and made to fit, places brought to lon,lat,
 * everything checked. Can be run again and again: a dry run is a run into {@link #NOWHERE}.
 */
public final class Load {
  /** Problems that are kept with their row. */
  public static final int MOST_NOTES = 10_000;

  private static final String BROKEN =
      "the text holds a zero character or half of a surrogate pair";
  private static final int LONGEST_ID = 200;
  private static final long MOST_BAD_BYTES = 64L << 20;
  private static final int PROGRESS_STEP = 1_000;

  private final Source source;
  private final Order order;

  /** Told how far a load has come, by rows. */
  @FunctionalInterface
  public interface Progress {
    void rows(long read, long taken, long refused);
  }

  /**
   * What is loaded, and how.
   *
   * @param rank smallest zoom at which the features are drawn
   * @param city lon,lat degrees; what lies wholly outside is kept out; null for no such check
   * @param mostBad more bad rows than this and the whole file is refused: then it is the mapping or
   *     the reference system that is wrong, not the rows
   * @param progress told now and then how many rows there were
   * @param cancelled asked now and then; true ends the load with an exception, nothing is changed
   */
  public record Order(
      Layer layer,
      FieldMapping mapping,
      SystemChoice system,
      int rank,
      Envelope city,
      int mostBad,
      Progress progress,
      BooleanSupplier cancelled) {
    public Order {
      Objects.requireNonNull(layer, "layer");
      Objects.requireNonNull(mapping, "mapping");
      Objects.requireNonNull(system, "system");
      city = city == null ? null : city.copy();
    }

    /** The envelope is copied: JTS envelopes are mutable. */
    @Override
    public Envelope city() {
      return city == null ? null : city.copy();
    }

    /** Without city check, up to 10,000 bad rows, told to nobody. */
    public static Order of(Layer layer, FieldMapping mapping, SystemChoice system, int rank) {
      return new Order(
          layer, mapping, system, rank, null, 10_000, (read, taken, refused) -> {}, () -> false);
    }

    public Order within(Envelope area) {
      return new Order(layer, mapping, system, rank, area, mostBad, progress, cancelled);
    }

    public Order withMostBad(int most) {
      return new Order(layer, mapping, system, rank, city, most, progress, cancelled);
    }

    public Order watched(Progress rows, BooleanSupplier cancel) {
      return new Order(layer, mapping, system, rank, city, mostBad, rows, cancel);
    }
  }

  /** Takes everything and keeps nothing. */
  public static final FeatureSink NOWHERE =
      new FeatureSink() {
        @Override
        public void define(Layer layer) {}

        @Override
        public void write(NewFeature feature) {}

        @Override
        public void close() {}
      };

  public Load(Source source, Order order) {
    this.source = source;
    this.order = order;
  }

  /**
   * Reads the whole file into the sink, which is left open.
   *
   * @throws LoadRefusedException when the file as a whole must not be taken, or the load was
   *     cancelled: nothing of it may then become true
   * @throws city.chengtu.gis.ingest.source.SourceException when the file cannot be read to its end
   */
  public LoadReport run(FeatureSink sink) throws IOException {
    requireSystem();
    Run run = new Run(sink);
    source.read(run::take);
    return run.finish();
  }

  private void requireSystem() {
    SystemChoice choice = order.system;
    if (choice.system() == null) {
      throw new LoadRefusedException("the reference system must be named: " + choice.reason());
    }
    if (choice.confidence() < SystemChoice.ENOUGH) {
      throw new LoadRefusedException(
          "the reference system is too uncertain to go on: " + choice + "; name it to confirm");
    }
  }

  /** A field of the layer, and the file's that goes into it. */
  private record Column(String target, Field.Type type, String from) {}

  /** One way through the file. */
  private final class Run {
    private final FeatureSink sink;
    private final CheckedSink checked;
    private final List<LoadReport.Note> notes = new ArrayList<>();
    private final List<BadRow> bad = new ArrayList<>();
    private final List<Problem> ofThisRow = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private long notesLeftOut;
    private long badBytes;
    private long row;
    private long rows;

    Run(FeatureSink sink) {
      this.sink = sink;
      List<LayerCheck> checks = new ArrayList<>(LayerChecks.of(List.of(order.layer)));
      if (order.city() != null) {
        checks.add(new OutOfCityCheck(order.city()));
      }
      checked = new CheckedSink(new LeftOpen(sink), checks, this::note);
      order.mapping.sources().forEach((target, from) -> columns.add(column(target, from)));
      checked.define(order.layer);
    }

    private void tellProgress() {
      order.progress.rows(rows, checked.report().total().accepted(), bad.size());
    }

    private Column column(String target, String from) {
      return new Column(target, order.layer.field(target).orElseThrow().type(), from);
    }

    private void note(Problem problem) {
      ofThisRow.add(problem);
      if (notes.size() < MOST_NOTES) {
        notes.add(new LoadReport.Note(row, problem));
      } else {
        notesLeftOut++;
      }
    }

    boolean take(SourceRow read) {
      if (++rows % PROGRESS_STEP == 0) {
        tellProgress();
      }
      if (order.cancelled.getAsBoolean()) {
        throw new LoadRefusedException("cancelled at row " + read.number());
      }
      row = read.number();
      ofThisRow.clear();
      String id = id(read);
      Geometry geometry = place(read, id);
      boolean fatal = faults(read, id) || geometry == null || !isId(id, read);
      if (fatal) {
        // What stands against the row was told above; here it is only counted.
        checked.refuseTold(order.layer.id());
      } else {
        checked.write(new NewFeature(order.layer.id(), id, order.rank, geometry, values(read)));
      }
      if (isBad()) {
        keep(read, id);
      }
      return true;
    }

    private boolean isBad() {
      return !ofThisRow.isEmpty()
          && ofThisRow.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }

    private String id(SourceRow read) {
      if (order.mapping.id() != null) {
        Object value = Values.as(Field.Type.TEXT, read.values().get(order.mapping.id()));
        return value == null ? null : value.toString();
      }
      return read.id() == null ? "#" + read.number() : read.id();
    }

    private boolean isId(String id, SourceRow read) {
      String field = order.mapping.id();
      if (id == null) {
        tell(
            read,
            null,
            field,
            "id-missing",
            "'" + field + "' is empty, it holds the identity",
            true);
        return false;
      }
      if (id.length() > LONGEST_ID || id.isBlank()) {
        tell(
            read,
            null,
            field,
            "id-length",
            "an id has 1 to 200 characters, this has " + id.length(),
            true);
        return false;
      }
      if (!Values.isText(id)) {
        tell(read, null, field, "text-broken", BROKEN, true);
        return false;
      }
      return true;
    }

    private boolean faults(SourceRow read, String id) {
      boolean fatal = false;
      for (SourceRow.Fault fault : read.faults()) {
        tell(read, id, fault.field(), fault.rule(), fault.detail(), fault.fatal());
        fatal |= fault.fatal();
      }
      for (Map.Entry<String, Object> value : read.values().entrySet()) {
        if (value.getValue() instanceof String text && !Values.isText(text)) {
          tell(read, id, value.getKey(), "text-broken", BROKEN, true);
          fatal = true;
        }
      }
      return fatal;
    }

    private Geometry place(SourceRow read, String id) {
      if (read.geometry() == null || read.geometry().isEmpty()) {
        if (read.faults().stream().noneMatch(SourceRow.Fault::fatal)) {
          tell(read, id, null, "geometry-empty", "the row has no geometry", true);
        }
        return null;
      }
      try {
        return order.system.system().toLonLat(read.geometry());
      } catch (IllegalArgumentException e) {
        tell(read, id, null, "geometry-range", e.getMessage(), true);
        return null;
      }
    }

    private Map<String, Object> values(SourceRow read) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Column column : columns) {
        values.put(column.target, Values.as(column.type, read.values().get(column.from)));
      }
      return values;
    }

    private void tell(
        SourceRow read, String id, String field, String rule, String detail, boolean fatal) {
      String name = id == null ? "#" + read.number() : id;
      Problem.Severity severity = fatal ? Problem.Severity.ERROR : Problem.Severity.WARNING;
      checked.note(new Problem(order.layer.id(), name, field, rule, detail, severity));
    }

    private void keep(SourceRow read, String id) {
      if (id != null) {
        sink.keep(order.layer.id(), id);
      }
      bad.add(new BadRow(read.number(), id, read.geometry(), read.values(), ofThisRow));
      badBytes += size(read);
      if (bad.size() > order.mostBad || badBytes > MOST_BAD_BYTES) {
        throw new LoadRefusedException(
            "more than %d rows cannot be taken, so the whole is not; the first: %s"
                .formatted(bad.size() - 1, notes.get(0)));
      }
    }

    private static long size(SourceRow read) {
      long size = read.geometry() == null ? 0 : read.geometry().getNumPoints() * 32L;
      for (Object value : read.values().values()) {
        size += value == null ? 8 : value.toString().length() * 2L;
      }
      return size;
    }

    LoadReport finish() {
      row = 0;
      ofThisRow.clear();
      checked.close();
      if (checked.report().total().read() == 0) {
        throw new LoadRefusedException("the file holds no rows");
      }
      tellProgress();
      return new LoadReport(checked.report(), notes, notesLeftOut, bad, source.deleted());
    }
  }

  /** The delivery is ended by whoever began it. */
  private record LeftOpen(FeatureSink sink) implements FeatureSink {
    @Override
    public void define(Layer layer) {
      sink.define(layer);
    }

    @Override
    public void write(NewFeature feature) {
      sink.write(feature);
    }

    @Override
    public void close() {}
  }
}
