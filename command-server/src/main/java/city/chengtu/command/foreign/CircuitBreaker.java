package city.chengtu.command.foreign;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a foreign server is worth asking. Closed: yes. After so many failures in a row it opens:
 * nobody asks for a while. Then it is half open: one asks for all, and the answer decides.
 */
final class CircuitBreaker {
  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final int failures;
  private final long pauseNanos;
  private final LongSupplier nanos;
  private State state = State.CLOSED;
  private int inARow;
  private long openedNanos;

  /**
   * @param failures in a row that open it
   * @param pause how long it stays open, and how long the one who asks when it is half open has
   * @param nanos a clock that cannot jump
   */
  CircuitBreaker(int failures, Duration pause, LongSupplier nanos) {
    this.failures = failures;
    this.pauseNanos = pause.toNanos();
    this.nanos = nanos;
  }

  /** True when the caller may ask; it must then say how it went. */
  synchronized boolean mayAsk() {
    if (state == State.CLOSED) {
      return true;
    }
    if (nanos.getAsLong() - openedNanos < pauseNanos) {
      return false;
    }
    state = State.HALF_OPEN;
    openedNanos = nanos.getAsLong(); // one asker at a time, and again when it never tells
    return true;
  }

  synchronized void worked() {
    state = State.CLOSED;
    inARow = 0;
  }

  synchronized void failed() {
    inARow++;
    if (state == State.HALF_OPEN || inARow >= failures) {
      state = State.OPEN;
      openedNanos = nanos.getAsLong();
    }
  }

  synchronized State state() {
    return state;
  }
}
