package city.chengtu.command.questions;

import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.feature.Feature;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * A feature in an answer, GeoJSON (RFC 7946) with foreign members.
 *
 * @param distance metres in a straight line from the place asked about; null when none was
 * @param seconds driving time to it; null when not asked, or when there is no way
 */
@JsonPropertyOrder({"type", "id", "layer"})
record FeatureView(
    String type,
    String id,
    String layer,
    long version,
    Double distance,
    Double seconds,
    Geometry geometry,
    Map<String, Object> properties) {

  static FeatureView of(Opened opened, Feature feature, Double distance, Double seconds) {
    return new FeatureView(
        "Feature",
        feature.id(),
        feature.layer(),
        feature.version(),
        distance == null ? null : (Double) (Math.round(distance * 100) / 100.0),
        seconds == null || seconds.isNaN() ? null : (Double) (Math.round(seconds * 10) / 10.0),
        feature.geometry(),
        opened.sight().properties(feature));
  }

  static FeatureView of(Opened opened, Feature feature) {
    return of(opened, feature, null, null);
  }
}
