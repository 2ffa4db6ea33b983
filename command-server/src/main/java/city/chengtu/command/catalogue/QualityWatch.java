package city.chengtu.command.catalogue;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.store.SqlFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the quality figures in step with the stored layers: on each beat it checks one layer that
 * has changed since its last check. A layer that changes all the time is checked every ten minutes.
 */
public final class QualityWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(QualityWatch.class);
  private static final String BOUNDARIES = "boundaries";
  private static final int MOST_BOUNDARIES = 2_000;
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Catalogue catalogue;
  private final Jdbi jdbi;
  private final RecordBook records;
  private final Clock clock;
  private final QualityTable table = new QualityTable();
  private long cityVersion = -1;
  private PreparedGeometry city;

  public QualityWatch(Catalogue catalogue, Jdbi jdbi, Clock clock) {
    this.catalogue = catalogue;
    this.jdbi = jdbi;
    this.records = new RecordBook(jdbi);
    this.clock = clock;
  }

  @Override
  public void run() {
    for (FeatureSource source : catalogue.list()) {
      if (!source.layer().live() && source.version() > 0 && isDue(source)) {
        check(source);
        return;
      }
    }
  }

  private boolean isDue(FeatureSource source) {
    Optional<QualityFigures> last = jdbi.withHandle(h -> table.find(h, source.layer().id()));
    return last.isEmpty()
        || (last.get().version() != source.version()
            && last.get().checkedAt().plus(PAUSE).isBefore(clock.instant()));
  }

  void check(FeatureSource source) {
    String layer = source.layer().id();
    List<String> required =
        records.find(layer).map(version -> version.record().required()).orElse(List.of());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    QualityFigures figures = new QualityCheck(source, required, city()).run(now);
    try {
      jdbi.useTransaction(h -> table.put(h, layer, figures));
    } catch (RuntimeException e) {
      if (SqlFailure.of(e) != SqlFailure.DUPLICATE_KEY) {
        throw e;
      }
      LOG.info("another node has just checked layer {}", layer);
    }
  }

  /** The division that holds the others: the one, or those, with the shortest code. */
  private PreparedGeometry city() {
    FeatureSource boundaries = catalogue.find(BOUNDARIES).orElse(null);
    if (boundaries == null || boundaries.version() == 0) {
      return null;
    }
    if (boundaries.version() != cityVersion) {
      city = read(boundaries);
      cityVersion = boundaries.version();
    }
    return city;
  }

  private static PreparedGeometry read(FeatureSource boundaries) {
    List<Feature> all =
        boundaries.read(FeatureQuery.of(BOUNDARIES).withLimit(MOST_BOUNDARIES)).stream()
            .filter(division -> division.properties().get("code") != null)
            .sorted(Comparator.comparingInt(QualityWatch::codeLength))
            .toList();
    List<Geometry> top = new ArrayList<>();
    for (Feature division : all) {
      if (codeLength(division) == codeLength(all.get(0)) && division.geometry().isValid()) {
        top.add(division.geometry());
      }
    }
    Geometry whole = UnaryUnionOp.union(top);
    return whole == null ? null : PreparedGeometryFactory.prepare(whole);
  }

  private static int codeLength(Feature division) {
    return String.valueOf(division.properties().get("code")).length();
  }
}
