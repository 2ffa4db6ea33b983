package city.chengtu.command.prove.witness;

import java.util.ArrayList;
import java.util.List;

/**
 * What an account may see of the journal, as a fresh reading by the same account gave it.
 *
 * <p>Covers the positions from {@link #from} (exclusive) to {@link #to}; about others it says
 * nothing.
 */
final class Expected {
  private final long from;
  private final List<String> digests = new ArrayList<>();

  /**
   * @param from position after which the reading began
   */
  Expected(long from) {
    this.from = from;
  }

  /** The reading gave this entry; entries come in order. */
  void add(long position, String digest) {
    reach(position - 1);
    if (position == to() + 1) {
      digests.add(digest);
    }
  }

  /** The reading has passed this position: what it did not give up to here may not be seen. */
  void reach(long position) {
    while (to() < position) {
      digests.add(null);
    }
  }

  long from() {
    return from;
  }

  long to() {
    return from + digests.size();
  }

  boolean covers(long position) {
    return position > from && position <= to();
  }

  /** Digest of the event, or null when this account may not see it. Only for what is covered. */
  String digest(long position) {
    return digests.get((int) (position - from - 1));
  }
}
