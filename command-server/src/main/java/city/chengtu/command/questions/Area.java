package city.chengtu.command.questions;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.filter.Expression;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.SpatialRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Where a question looks.
 *
 * @param shape what features must meet, lon,lat degrees; null for everywhere
 * @param reach null when no road time counts
 * @param seconds the road time there may be
 */
record Area(Geometry shape, RoadReach reach, double seconds) {
  static final Area EVERYWHERE = new Area(null, null, 0);

  /** As a condition of CQL2; empty for everywhere. */
  Optional<Filter> filter() {
    return Optional.ofNullable(shape)
        .map(
            s ->
                new Filter.Spatial(
                    SpatialRelation.INTERSECTS,
                    Expression.Property.of("geometry"),
                    Expression.Shape.of(s)));
  }

  Envelope box() {
    return shape == null ? null : shape.getEnvelopeInternal();
  }

  /** Those of the features that are near enough by road; all when no road time counts. */
  List<Feature> reached(List<Feature> features) {
    if (reach == null || features.isEmpty()) {
      return features;
    }
    double[] times = reach.seconds(features);
    List<Feature> near = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      if (times[i] <= seconds) {
        near.add(features.get(i));
      }
    }
    return near;
  }
}
