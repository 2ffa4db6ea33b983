package city.chengtu.command.downloads;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.downloads.DownloadRequest.Format;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import city.chengtu.command.onemap.Extents;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.command.onemap.SightRows;
import city.chengtu.gis.export.CsvExport;
import city.chengtu.gis.export.Export;
import city.chengtu.gis.export.ExportWriter;
import city.chengtu.gis.export.GeoJsonExport;
import city.chengtu.gis.export.GeoPackageExport;
import city.chengtu.gis.export.ShapefileExport;
import city.chengtu.gis.export.Watermark;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Expression;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.FilterException;
import city.chengtu.gis.filter.SpatialRelation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Makes files of layers, as one actor sees them. Blocking. */
public final class Downloads {
  static final String PERMISSION = "layer.download";
  private static final String KIND = "download";
  private static final int STEP = 1_000;
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final double KM_PER_DEGREE = 111.195;

  private final Catalogue catalogue;
  private final AccessPolicy policy;
  private final Extents extents;
  private final DownloadLimits limits;
  private final Clock clock;
  private final Path folder;
  private final DownloadTable table = new DownloadTable();

  /**
   * @param folder where files are made that cannot be sent as they are written
   */
  public Downloads(
      Catalogue catalogue,
      AccessPolicy policy,
      Extents extents,
      DownloadLimits limits,
      Clock clock,
      Path folder) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.extents = extents;
    this.limits = limits;
    this.clock = clock;
    this.folder = folder;
  }

  /** What will be written: checked, counted, within the limits. */
  record Prepared(
      Actor actor,
      DownloadRequest request,
      FeatureSource source,
      MapSight sight,
      FeatureQuery query,
      long rows) {}

  /**
   * @throws Refusal 404 when there is no such layer for this actor, 400 for a bad filter, 422 when
   *     it is too much
   */
  Prepared prepare(Actor actor, DownloadRequest request) {
    FeatureSource source =
        catalogue
            .find(request.layer())
            .orElseThrow(() -> Refusal.notFound("layer", request.layer()));
    MapSight sight = new MapSight(policy, actor, source.layer());
    if (!sight.some()) {
      throw Refusal.notFound("layer", request.layer());
    }
    area(request, source, sight).ifPresent(km -> limits.checkArea(actor, km));
    FeatureQuery query = query(request, source, sight);
    long rows = count(source, sight, query);
    limits.checkRows(actor, rows);
    return new Prepared(actor, request, source, sight, query, rows);
  }

  /** Of the box asked for, or of the whole layer where its extent is known to who sees it all. */
  private Optional<Double> area(DownloadRequest request, FeatureSource source, MapSight sight) {
    Optional<Envelope> whole =
        sight.all() ? extents.find(source.layer().id(), source.version()) : Optional.empty();
    Optional<Envelope> box =
        request.box() == null
            ? whole
            : Optional.of(whole.map(request.box()::intersection).orElse(request.box()));
    return box.map(Downloads::squareKilometres);
  }

  private static double squareKilometres(Envelope box) {
    return box.isNull()
        ? 0
        : box.getWidth()
            * KM_PER_DEGREE
            * Math.cos(Math.toRadians(box.centre().y))
            * box.getHeight()
            * KM_PER_DEGREE;
  }

  private FeatureQuery query(DownloadRequest request, FeatureSource source, MapSight sight) {
    List<Filter> parts = new ArrayList<>();
    if (request.filter() != null) {
      parts.add(filter(request.filter(), sight.layer()));
    }
    if (request.box() != null) {
      parts.add(
          new Filter.Spatial(
                  SpatialRelation.INTERSECTS,
                  Expression.Property.of("geometry"),
                  Expression.Shape.of(FACTORY.toGeometry(request.box())))
              .checkedFor(source.layer()));
    }
    SightRows.of(sight, source.layer()).ifPresent(parts::add);
    return FeatureQuery.of(request.layer())
        .within(request.box())
        .asOf(moment(request, source.layer()))
        .withFilter(
            parts.isEmpty() ? null : parts.size() == 1 ? parts.get(0) : new Filter.And(parts));
  }

  /** A stored layer is read as of one moment, so that the file holds what was counted. */
  private Instant moment(DownloadRequest request, Layer layer) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (request.at() != null) {
      return request.at().isBefore(now) ? request.at() : now;
    }
    return layer.live() ? null : now;
  }

  private static Filter filter(String text, Layer shown) {
    try {
      return Cql2.ofText(text).checkedFor(shown);
    } catch (FilterException e) {
      String where = e.position() == null || e.position().isEmpty() ? "" : e.position() + ": ";
      throw Refusal.invalid("filter", "invalid-filter", where + e.getMessage());
    }
  }

  private static long count(FeatureSource source, MapSight sight, FeatureQuery query) {
    if (sight.all() || SightRows.of(sight, source.layer()).isPresent()) {
      return source.count(query);
    }
    long[] shown = {0};
    each(source, sight, query, feature -> shown[0]++);
    return shown[0];
  }

  private interface Taker<E extends Exception> {
    void take(Feature feature) throws E;
  }

  private static <E extends Exception> void each(
      FeatureSource source, MapSight sight, FeatureQuery query, Taker<E> taker) throws E {
    String after = null;
    for (List<Feature> page = page(source, query, after);
        !page.isEmpty();
        page = page(source, query, after)) {
      for (Feature feature : page) {
        after = feature.id();
        if (sight.shows(feature)) {
          taker.take(feature);
        }
      }
    }
  }

  private static List<Feature> page(FeatureSource source, FeatureQuery query, String after) {
    return source.read(query.withLimit(STEP).withAfter(after));
  }

  /** Enters it in the books and the journal. */
  DownloadRecord enter(CommandContext c, Prepared prepared) {
    Actor actor = prepared.actor();
    DownloadRequest request = prepared.request();
    DownloadRecord record =
        table.insert(
            c.handle(),
            new DownloadRecord(
                "",
                c.now(),
                actor.account(),
                actor.name(),
                actor.organisation(),
                request.layer(),
                request.format().code(),
                request.asked(),
                prepared.rows(),
                request.purpose()));
    c.record(
        new Change(
            "city.chengtu.layer.downloaded",
            new Subject(KIND, record.number()),
            1,
            record,
            null,
            actor.organisation()));
    return record;
  }

  /** Writes the file as the stream takes it. */
  void write(Prepared prepared, DownloadRecord record, OutputStream out) throws IOException {
    Layer layer = prepared.sight().layer();
    Watermark mark =
        new Watermark(
            record.number(),
            record.name() + " (" + record.account() + ")",
            record.organisation(),
            record.at(),
            record.purpose(),
            layer.title().zh() + " " + layer.title().en(),
            source(layer),
            record.asked());
    Export export =
        new Export(layer, prepared.request().system(), prepared.request().charset(), mark);
    try (ExportWriter writer = writer(prepared.request().format(), out, export)) {
      each(
          prepared.source(),
          prepared.sight(),
          prepared.query(),
          feature -> writer.write(feature, prepared.sight().properties(feature)));
      writer.finish();
    }
  }

  private static String source(Layer layer) {
    String number = layer.origin().approvalNumber();
    return layer.origin().owner()
        + "; "
        + layer.origin().source()
        + (number == null ? "" : "; " + number);
  }

  private ExportWriter writer(Format format, OutputStream out, Export export) throws IOException {
    return switch (format) {
      case GEOJSON -> new GeoJsonExport(out, export, false);
      case GEOJSONSEQ -> new GeoJsonExport(out, export, true);
      case CSV -> new CsvExport(out, export);
      case GPKG -> new GeoPackageExport(out, export, folder);
      case SHP -> new ShapefileExport(out, export, folder);
    };
  }

  DownloadTable table() {
    return table;
  }
}
