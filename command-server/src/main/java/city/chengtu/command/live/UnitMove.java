package city.chengtu.command.live;

/**
 * Where a unit is.
 *
 * @param lon degrees, CGCS2000
 * @param lat degrees
 * @param heading degrees from north, or null
 * @param speed metres per second, or null
 * @param at time of the fix, milliseconds since 1970
 */
public record UnitMove(
    String unit,
    String organisation,
    double lon,
    double lat,
    Double heading,
    Double speed,
    long at) {}
