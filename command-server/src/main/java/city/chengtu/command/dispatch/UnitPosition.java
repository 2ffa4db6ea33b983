package city.chengtu.command.dispatch;

import java.time.Instant;

/**
 * Where a unit is, as shown.
 *
 * @param stale the fix is older than the limit
 */
public record UnitPosition(
    double lon, double lat, Double heading, Double speed, Instant at, boolean stale) {}
