package city.chengtu.command.dispatch;

import java.time.Instant;

/**
 * Where a unit was.
 *
 * @param unit id or call sign as the tracker knows it
 * @param at by the tracker's clock
 * @param heading degrees from north; null when unknown
 * @param speed metres per second; null when unknown
 */
public record Fix(String unit, double lon, double lat, Instant at, Double heading, Double speed) {
  Spot spot() {
    return new Spot(lon, lat);
  }
}
