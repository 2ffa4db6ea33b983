package city.chengtu.command.bench;

import java.util.Locale;

/**
 * Counts times in steps of a tenth of a millisecond, up to a minute; longer ones count as a minute.
 * Not thread-safe: one for each thread, added up afterwards.
 */
final class Latencies {
  private static final int STEP_MICROS = 100;
  private static final int STEPS = 600_000;
  private final int[] counts = new int[STEPS + 1];
  private long count;
  private long maxMicros;

  void add(long micros) {
    counts[(int) Math.min(STEPS, Math.max(0, micros) / STEP_MICROS)]++;
    count++;
    maxMicros = Math.max(maxMicros, micros);
  }

  void add(Latencies others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others.counts[i];
    }
    count += others.count;
    maxMicros = Math.max(maxMicros, others.maxMicros);
  }

  long count() {
    return count;
  }

  /** The time in milliseconds that this share of all does not exceed (nearest rank). */
  double millis(double share) {
    if (share >= 1) {
      return maxMicros / 1e3;
    }
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return (i + 1) * (double) STEP_MICROS / 1e3;
      }
    }
    return 0;
  }

  /** One line: p50, p90, p99, max in milliseconds. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms",
        millis(0.5),
        millis(0.9),
        millis(0.99),
        millis(1));
  }
}
