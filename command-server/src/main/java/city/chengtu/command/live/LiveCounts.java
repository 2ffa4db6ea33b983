package city.chengtu.command.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the feed has done since the start. Read from any thread. */
public final class LiveCounts {
  /** Why the server ended a connection. */
  public enum Closing {
    /** took nothing for too long */
    SLOW,
    /** must load anew */
    RELOAD,
    /** session or token ended */
    UNAUTHENTICATED,
    /** handed over by a stopping server */
    HANDED_OVER
  }

  private final LongAdder joined = new LongAdder();
  private final LongAdder frames = new LongAdder();
  private final LongAdder entries = new LongAdder();
  private final Map<Closing, LongAdder> closed = new EnumMap<>(Closing.class);

  LiveCounts() {
    for (Closing why : Closing.values()) {
      closed.put(why, new LongAdder());
    }
  }

  void joinedOne() {
    joined.increment();
  }

  void delivered(int count) {
    frames.increment();
    entries.add(count);
  }

  void closedOne(Closing why) {
    closed.get(why).increment();
  }

  /** Connections taken. */
  public long joined() {
    return joined.sum();
  }

  /** Frames with journal entries given to clients. */
  public long frames() {
    return frames.sum();
  }

  /** Entries passed to clients, each counted for each client, also those a client may not see. */
  public long entries() {
    return entries.sum();
  }

  public long closed(Closing why) {
    return closed.get(why).sum();
  }
}
