package city.chengtu.command.prove;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something to become true, looking often, with an end. */
final class Waiting {
  private static final long LOOK_MILLIS = 200;

  private Waiting() {}

  /**
   * @return false when it did not become true in time
   */
  static boolean until(Duration patience, BooleanSupplier truth) {
    long end = System.nanoTime() + patience.toNanos();
    while (!truth.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(Duration.ofMillis(LOOK_MILLIS));
    }
    return true;
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
