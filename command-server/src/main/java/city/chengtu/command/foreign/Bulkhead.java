package city.chengtu.command.foreign;

import java.util.concurrent.atomic.AtomicInteger;

/** How many questions to one server may be under way; nobody waits for a place. */
final class Bulkhead {
  private final int places;
  private final AtomicInteger taken = new AtomicInteger();

  Bulkhead(int places) {
    this.places = places;
  }

  /** True when there was a place; it must be given back. */
  boolean enter() {
    if (taken.incrementAndGet() <= places) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  void leave() {
    taken.decrementAndGet();
  }

  int taken() {
    return taken.get();
  }
}
