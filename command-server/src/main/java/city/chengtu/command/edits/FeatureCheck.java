package city.chengtu.command.edits;

import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.filter.Comparison;
import city.chengtu.gis.filter.Expression;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.ingest.FieldRules;
import city.chengtu.gis.ingest.LayerCheck;
import city.chengtu.gis.ingest.LayerChecks;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.ingest.Problem;
import city.chengtu.gis.store.LayerEdits;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Envelope;

/**
 * Is a feature fit for its layer? By the same rules that deliveries pass ({@link LayerChecks}), and
 * within the size and the city.
 */
final class FeatureCheck {
  private final EditLimits limits;
  private final Supplier<Optional<Envelope>> city;

  /**
   * @param city where features may lie, lon,lat; empty for anywhere
   */
  FeatureCheck(EditLimits limits, Supplier<Optional<Envelope>> city) {
    this.limits = limits;
    this.city = city;
  }

  /**
   * @param shown the layer with the fields that the author sees
   * @throws Refusal 403 when the fault lies in a field he does not see
   */
  void check(LayerEdits edits, Layer whole, Layer shown, NewFeature feature, Problems problems) {
    checkAlone(whole, shown, feature, problems);
    unique(edits, whole, shown, feature, problems);
  }

  /** As {@link #check}, without a look at other features. */
  void checkAlone(Layer whole, Layer shown, NewFeature feature, Problems problems) {
    if (feature.geometry().getNumPoints() > limits.vertices()) {
      problems.add(
          "/geometry",
          "too-large",
          "the geometry has "
              + feature.geometry().getNumPoints()
              + " positions, "
              + limits.vertices()
              + " are allowed");
      return; // looking at it would cost too much
    }
    for (LayerCheck check : LayerChecks.of(List.of(whole))) {
      check.look(feature, problem -> add(problem, shown, problems));
    }
    Envelope extent = feature.geometry().getEnvelopeInternal();
    if (city.get().filter(c -> !extent.isNull() && !c.intersects(extent)).isPresent()) {
      problems.add("/geometry", "out-of-city", "it lies outside the city");
    }
  }

  private static void add(Problem problem, Layer shown, Problems problems) {
    if (problem.severity() == Problem.Severity.WARNING) {
      return;
    }
    if (problem.field() == null || problem.field().equals("id")) {
      problems.add("/geometry", problem.rule(), problem.detail());
    } else if (shown.field(problem.field()).isPresent()) {
      problems.add(Problems.property(problem.field()), problem.rule(), problem.detail());
    } else {
      throw Refusal.forbidden(
          "the layer's rules ask for a field that you do not see; somebody who sees it must do it");
    }
  }

  /** Asked while the layer is held, so that no other editor takes the same value meanwhile. */
  private static void unique(
      LayerEdits edits, Layer whole, Layer shown, NewFeature feature, Problems problems) {
    for (String field : FieldRules.of(whole.id()).unique()) {
      if (feature.properties().get(field) instanceof String text
          && shown.field(field).isPresent()
          && !edits.read(having(whole, field, text, feature.id())).isEmpty()) {
        problems.add(
            Problems.property(field), "unique", "another feature has '" + text + "' already");
      }
    }
  }

  private static FeatureQuery having(Layer layer, String field, String value, String butNot) {
    Filter same =
        new Filter.And(
            List.of(
                new Filter.Compare(
                    Comparison.EQUAL, Expression.Property.of(field), Expression.Text.of(value)),
                new Filter.Compare(
                    Comparison.NOT_EQUAL,
                    Expression.Property.of("id"),
                    Expression.Text.of(butNot))));
    return FeatureQuery.of(layer.id()).withLimit(1).withFilter(same.checkedFor(layer));
  }
}
