package city.chengtu.command.questions;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** What people ask, as it comes in. */
final class Asked {
  private Asked() {}

  /**
   * One layer and which of its features.
   *
   * @param filter CQL2, text unless {@code filterLang} is {@code cql2-json}; null for all
   */
  record LayerAsk(String layer, String filter, String filterLang) {}

  /** A place in degrees. */
  record At(double lon, double lat) {}

  /**
   * Where: a drawn geometry, or a feature's, made wider by so many metres; or all that is at most
   * so many minutes by road from a place.
   */
  record AreaAsk(Geometry geometry, FeatureName feature, Double buffer, ReachAsk reach) {}

  record FeatureName(String layer, String id) {}

  record ReachAsk(double lon, double lat, double minutes) {}

  /**
   * @param limit most features in the answer
   * @param after where an earlier answer stopped
   */
  record Query(List<LayerAsk> layers, AreaAsk area, Integer limit, String after) {}

  /**
   * @param by {@code straight} or {@code road}
   * @param within metres; null for as far as it may be
   */
  record Nearest(
      String layer,
      String filter,
      String filterLang,
      double lon,
      double lat,
      Integer count,
      String by,
      Double within) {}

  /**
   * @param by what to count by: {@code grid}, {@code street}, {@code district}, or null with {@code
   *     groups}
   * @param groups the polygons to count by, where {@code by} is none of the ready ones
   * @param sum number fields to add up
   * @param shapes true to have the polygons too, for a shaded map
   */
  record Counts(
      LayerAsk layer, AreaAsk area, String by, LayerAsk groups, List<String> sum, Boolean shapes) {}
}
