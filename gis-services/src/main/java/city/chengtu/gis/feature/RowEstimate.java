package city.chengtu.gis.feature;

/**
 * How many features a query would find.
 *
 * @param rows the number, or the best guess there is
 * @param exact true when they were counted; else there are at least as many as were counted, and
 *     rows is what the store's planner expects
 */
public record RowEstimate(long rows, boolean exact) {}
