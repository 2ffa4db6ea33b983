package city.chengtu.command.printing;

import java.time.Duration;

/**
 * How much one print may take.
 *
 * @param features of one layer; what is beyond is said on the page
 * @param corners of all shapes of one layer; what is beyond is said on the page
 * @param contentBytes of the page before packing; what is beyond is said on the page
 * @param time after which no further layer is begun; said on the page
 * @param pictures how long pictures of other servers are waited for; who has not answered is named
 *     on the page
 * @param patience for the one place at the printer; then 503
 */
public record PrintLimits(
    int features,
    int corners,
    int contentBytes,
    Duration time,
    Duration pictures,
    Duration patience) {
  public static final PrintLimits STANDARD =
      new PrintLimits(
          100_000,
          2_000_000,
          48 << 20,
          Duration.ofSeconds(40),
          Duration.ofSeconds(12),
          Duration.ofSeconds(5));
}
