package city.chengtu.command.api;

import java.time.Duration;

/**
 * How many long answers run at once and how long clients may take for them.
 *
 * @param most beyond so many at once the answer is 503
 * @param patience for one part to be taken
 * @param longest for the whole answer
 */
public record StreamLimits(int most, Duration patience, Duration longest) {
  /** For a server's ordinary work. */
  public static final StreamLimits STANDARD =
      new StreamLimits(64, Duration.ofSeconds(30), Duration.ofMinutes(10));
}
