package city.chengtu.command.prove.witness;

import java.util.concurrent.TimeUnit;

/** Spreads commands evenly over time, for all callers together. */
final class Pace {
  private final long betweenNanos;
  private long next = System.nanoTime();

  /**
   * @param perSecond commands a second; 0 for as many as there are answers
   */
  Pace(double perSecond) {
    this.betweenNanos = perSecond <= 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  /** Waits for this caller's turn. What was missed while nothing was answered is not made up. */
  void await() throws InterruptedException {
    if (betweenNanos == 0) {
      return;
    }
    long pause;
    synchronized (this) {
      long now = System.nanoTime();
      next = Math.max(next + betweenNanos, now);
      pause = next - now;
    }
    TimeUnit.NANOSECONDS.sleep(pause);
  }
}
