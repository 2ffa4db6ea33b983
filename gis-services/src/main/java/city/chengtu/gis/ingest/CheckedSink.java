package city.chengtu.gis.ingest;

import city.chengtu.gis.feature.Layer;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;

/**
 * Lets features through to another sink when the checks have nothing against them. A broken
 * geometry is mended where that does not change what it is; everything else that is bad is counted
 * and named in the report. Never fatal, never silent.
 */
public final class CheckedSink implements FeatureSink {
  private final FeatureSink next;
  private final List<LayerCheck> checks;
  private final ImportReport report = new ImportReport();
  private boolean refused;

  public CheckedSink(FeatureSink next, List<LayerCheck> checks) {
    this.next = next;
    this.checks = List.copyOf(checks);
  }

  @Override
  public void define(Layer layer) {
    next.define(layer);
  }

  @Override
  public void write(NewFeature feature) {
    Optional<NewFeature> mended = mend(feature);
    NewFeature judged = mended.orElse(feature);
    refused = false;
    checks.forEach(check -> check.look(judged, this::take));
    if (refused) {
      report.rejected(feature.layer());
    } else {
      report.accepted(feature.layer(), mended.isPresent());
      next.write(judged);
    }
  }

  /** Says what only the whole shows, and closes the sink behind. */
  @Override
  public void close() {
    checks.forEach(check -> check.finish(report::add));
    next.close();
  }

  /** Complete after {@link #close}. */
  public ImportReport report() {
    return report;
  }

  private void take(Problem problem) {
    report.add(problem);
    refused |= problem.severity() == Problem.Severity.ERROR;
  }

  /** A reader that could not even make a feature of what it read says so here. */
  public void refuse(Problem problem) {
    report.add(problem);
    report.rejected(problem.layer());
  }

  /** The feature with its geometry mended; empty when it needs none or cannot be helped. */
  private Optional<NewFeature> mend(NewFeature feature) {
    Geometry geometry = feature.geometry();
    if (geometry.isEmpty() || !GeometryCheck.isFinite(geometry) || geometry.isValid()) {
      return Optional.empty();
    }
    Geometry fixed = GeometryFixer.fix(geometry);
    if (fixed.isEmpty() || fixed.getDimension() != geometry.getDimension()) {
      return Optional.empty();
    }
    report.add(
        Problem.warning(feature, null, "geometry-repaired", "an invalid geometry was mended"));
    return Optional.of(
        new NewFeature(feature.layer(), feature.id(), feature.rank(), fixed, feature.properties()));
  }
}
