package city.chengtu.command.downloads;

import java.time.Instant;

/**
 * A download, as the books have it.
 *
 * @param number as people say it, D-000042
 * @param rows how many features it holds
 * @param asked area, filter and moment; empty for all
 */
record DownloadRecord(
    String number,
    Instant at,
    String account,
    String name,
    String organisation,
    String layer,
    String format,
    String asked,
    long rows,
    String purpose) {}
