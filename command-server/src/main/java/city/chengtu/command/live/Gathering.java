package city.chengtu.command.live;

import java.util.concurrent.TimeUnit;

/**
 * How long to gather entries before they go out together. As long as it took to hand out the last
 * ones, so that half of the time is left for others: few clients hear at once, ten thousand on a
 * busy machine hear of several entries in one frame instead of falling behind.
 */
final class Gathering {
  static final long SHORTEST_MILLIS = 20;
  static final long LONGEST_MILLIS = 250;

  private long millis = SHORTEST_MILLIS;

  /** Milliseconds to wait after the next entry. */
  long millis() {
    return millis;
  }

  /**
   * @param due when the round should have begun, nanoseconds
   * @param ended when it had ended
   */
  void took(long due, long ended) {
    long last = TimeUnit.NANOSECONDS.toMillis(ended - due);
    millis = Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, last));
  }
}
