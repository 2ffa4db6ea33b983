package city.chengtu.command.dispatch;

import java.time.Instant;
import org.locationtech.jts.geom.Geometry;

/**
 * A closed road or area 封路.
 *
 * @param geometry polygon or line, lon/lat
 * @param until when it ends by itself; null for not
 * @param state open or lifted
 */
public record Closure(
    String id,
    Geometry geometry,
    String reason,
    Instant until,
    String state,
    Instant createdAt,
    Instant liftedAt,
    String actor,
    String organisation,
    long version) {
  static final String OPEN = "open";
  static final String LIFTED = "lifted";

  boolean inForce(Instant at) {
    return OPEN.equals(state) && (until == null || until.isAfter(at));
  }
}
