package city.chengtu.gis.ingest;

import city.chengtu.gis.coordinate.Geodesy;
import city.chengtu.gis.feature.Layer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.locationtech.jts.util.AssertionFailedException;

/**
 * Lets features through to another sink when the checks have nothing against them. A broken
 * geometry is mended where that does not change what it is; everything else that is bad is counted
 * and named in the report. Never fatal, never silent.
 */
public final class CheckedSink implements FeatureSink {
  private final FeatureSink next;
  private final List<LayerCheck> checks;
  private final Consumer<Problem> listener;
  private final ImportReport report = new ImportReport();
  private final Consumer<Problem> judge = this::take;
  private boolean refused;

  public CheckedSink(FeatureSink next, List<LayerCheck> checks) {
    this(next, checks, problem -> {});
  }

  /**
   * @param listener told of every problem while the feature it is about is being written: the
   *     report keeps only the first few of each kind
   */
  public CheckedSink(FeatureSink next, List<LayerCheck> checks, Consumer<Problem> listener) {
    this.next = next;
    this.checks = List.copyOf(checks);
    this.listener = listener;
  }

  @Override
  public void define(Layer layer) {
    next.define(layer);
  }

  @Override
  public void write(NewFeature feature) {
    boolean sound = !feature.geometry().isEmpty() && feature.geometry().isValid();
    Optional<NewFeature> mended = sound ? Optional.empty() : mend(feature);
    NewFeature judged = mended.orElse(feature);
    refused = false;
    for (LayerCheck check : checks) {
      if (sound) {
        check.lookAtSound(judged, judge);
      } else {
        check.look(judged, judge);
      }
    }
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
    checks.forEach(check -> check.finish(this::add));
    next.close();
  }

  /** Complete after {@link #close}. */
  public ImportReport report() {
    return report;
  }

  /** Notes what a reader noticed about a feature that it writes all the same. */
  public void note(Problem problem) {
    add(problem);
  }

  private void add(Problem problem) {
    report.add(problem);
    listener.accept(problem);
  }

  private void take(Problem problem) {
    add(problem);
    refused |= problem.severity() == Problem.Severity.ERROR;
  }

  /** Counts a feature that cannot be made; why was told by {@link #note}. */
  public void refuseTold(String layer) {
    report.rejected(layer);
  }

  /** A reader that could not even make a feature of what it read says so here. */
  public void refuse(Problem problem) {
    add(problem);
    report.rejected(problem.layer());
  }

  /** The feature with its geometry mended; empty when it needs none or cannot be helped. */
  private Optional<NewFeature> mend(NewFeature feature) {
    Geometry geometry = feature.geometry();
    if (geometry.isEmpty() || !GeometryCheck.isFinite(geometry)) {
      return Optional.empty();
    }
    TopologyValidationError error = new IsValidOp(geometry).getValidationError();
    Geometry fixed;
    try {
      fixed = GeometryFixer.fix(geometry);
    } catch (TopologyException | IllegalArgumentException | AssertionFailedException e) {
      // Beyond mending, e.g. with numbers near zero: the check names the geometry's fault.
      return Optional.empty();
    }
    if (fixed.isEmpty() || fixed.getDimension() != geometry.getDimension()) {
      return Optional.empty();
    }
    add(
        Problem.warning(
            feature,
            null,
            "geometry-repaired",
            "mended: " + said(error) + change(geometry, fixed)));
    return Optional.of(
        new NewFeature(feature.layer(), feature.id(), feature.rank(), fixed, feature.properties()));
  }

  private static String said(TopologyValidationError error) {
    return error.getMessage()
        + " at "
        + error.getCoordinate().getX()
        + ", "
        + error.getCoordinate().getY();
  }

  /** By how much the mending changed the area; the area before is that of its rings as drawn. */
  private static String change(Geometry before, Geometry after) {
    if (after.getDimension() < 2) {
      return "";
    }
    double was = Geodesy.area(before);
    double is = Geodesy.area(after);
    return String.format(
        Locale.ROOT,
        "; area %.1f m² before, %.1f m² after (%+.4f %%)",
        was,
        is,
        was == 0 ? 0 : (is - was) / was * 100);
  }
}
