package city.chengtu.command.live;

import city.chengtu.command.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** The newest journal entries, in memory: a ring without gaps. */
final class EntryWindow {
  private final JournalEntry[] ring;
  private long last;
  private int size;

  EntryWindow(int capacity, long position) {
    this.ring = new JournalEntry[capacity];
    this.last = position;
  }

  /** Adds the entry that follows the last one. */
  void add(JournalEntry entry) {
    if (entry.seq() != last + 1) {
      throw new IllegalArgumentException("entry " + entry.seq() + " does not follow " + last);
    }
    ring[(int) (entry.seq() % ring.length)] = entry;
    last = entry.seq();
    size = Math.min(size + 1, ring.length);
  }

  /** Number of the newest entry, in the window or before it. */
  long last() {
    return last;
  }

  /** True when the entry after {@code position} is here (or {@code position} is the newest). */
  boolean reaches(long position) {
    return position >= last - size;
  }

  /** Up to {@code limit} entries after {@code position}, in order. */
  List<JournalEntry> after(long position, int limit) {
    List<JournalEntry> entries = new ArrayList<>();
    for (long seq = position + 1; seq <= last && entries.size() < limit; seq++) {
      entries.add(ring[(int) (seq % ring.length)]);
    }
    return entries;
  }
}
