package city.chengtu.samples.drive;

import city.chengtu.samples.ground.Dice;

/**
 * How long to wait after failures in a row: doubling, bounded, and spread so that many clients do
 * not come back at once.
 */
final class Backoff {
  private static final long FIRST = 500;
  private static final long MOST = 30_000;

  private final Dice dice;
  private int failures;

  Backoff(long seed) {
    this.dice = Dice.of(seed, "backoff");
  }

  int failures() {
    return failures;
  }

  void reset() {
    failures = 0;
  }

  long nextMillis() {
    long wait = Math.min(MOST, FIRST << Math.min(failures, 10));
    failures++;
    return Math.round(wait * dice.between(0.5, 1.0));
  }
}
