package city.chengtu.gis.routing;

import java.util.Arrays;

/**
 * A priority queue for a search whose keys never fall behind the one last taken out, nor run ahead
 * of it by more than the longest edge: a ring of buckets, each holding the keys of one range, in no
 * order (Dial's queue with wide buckets). Keys of the same bucket come out unordered, so the search
 * must be ready to correct a node while the bucket lasts; see {@link Search}.
 */
final class BucketQueue {
  private static final int NONE = -1;

  private final int shift;
  private final int mask;
  private final int[] head;
  private long[] keys = new long[1024];
  private int[] values = new int[1024];
  private int[] next = new int[1024];
  private int free = NONE;
  private int used;
  private int size;
  private long current;

  /**
   * @param longest the most that a key put in may lie above the key last taken out
   * @param shift a bucket is 2^shift keys wide
   */
  BucketQueue(long longest, int shift) {
    this.shift = shift;
    long buckets = Long.highestOneBit((longest >>> shift) + 2) << 1;
    head = new int[Math.toIntExact(buckets)];
    mask = head.length - 1;
    Arrays.fill(head, NONE);
  }

  void put(long key, int value) {
    int entry = free;
    if (entry == NONE) {
      entry = fresh();
    } else {
      free = next[entry];
    }
    keys[entry] = key;
    values[entry] = value;
    int bucket = (int) (key >>> shift) & mask;
    next[entry] = head[bucket];
    head[bucket] = entry;
    size++;
  }

  private int fresh() {
    if (used == keys.length) {
      keys = Arrays.copyOf(keys, used * 2);
      values = Arrays.copyOf(values, used * 2);
      next = Arrays.copyOf(next, used * 2);
    }
    return used++;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Sets where the search begins: no key will be less. */
  void startAt(long key) {
    current = key >>> shift;
  }

  /** True when the bucket at hand holds no more keys: all in it is settled. */
  boolean bucketDone() {
    return head[(int) current & mask] == NONE;
  }

  /** Goes to the next bucket that holds a key. The queue must not be empty. */
  void advance() {
    while (head[(int) current & mask] == NONE) {
      current++;
    }
  }

  /**
   * Takes an entry out of the bucket at hand, which must not be done; its key and value stay
   * readable until the next {@link #put}.
   */
  int take() {
    int bucket = (int) current & mask;
    int entry = head[bucket];
    head[bucket] = next[entry];
    next[entry] = free;
    free = entry;
    size--;
    return entry;
  }

  long key(int entry) {
    return keys[entry];
  }

  int value(int entry) {
    return values[entry];
  }

  void clear() {
    if (size > 0) {
      Arrays.fill(head, NONE);
    }
    size = 0;
    used = 0;
    free = NONE;
  }
}
