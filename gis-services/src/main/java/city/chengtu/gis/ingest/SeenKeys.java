package city.chengtu.gis.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * Which of very many texts came before, in a memory that does not grow with them: a table of
 * fingerprints, 16 bytes each, that moves into a file of the temporary folder when it is no longer
 * small. The file has no name there and is gone with this object or the process. For one thread.
 *
 * <p>A fingerprint is two polynomials of the text's characters over the field of 2^61-1 elements,
 * at points drawn anew for each table: two texts of up to 200 characters have the same one with a
 * chance below 1e-32, so none of ten million is taken for another with a chance above 1e-18,
 * whoever chose them (Carter and Wegman, "Universal classes of hash functions", 1979).
 */
final class SeenKeys {
  private static final long PRIME = (1L << 61) - 1;
  private static final int WORDS = 2;
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int GROWTH = 4;

  /** 1 GB: the most that one mapping takes, as a power of two. */
  private static final int MOST_SLOTS = 1 << 26;

  /** More keys would need more slots. */
  static final int MOST = MOST_SLOTS / 8 * 5;

  private final int slotsInMemory;
  private final long pointA;
  private final long pointB;
  private LongBuffer table;
  private int slots = FIRST_SLOTS;
  private int count;

  SeenKeys() {
    this(1 << 18); // 4 MB
  }

  /**
   * @param slotsInMemory larger tables go to a file; a power of two
   */
  SeenKeys(int slotsInMemory) {
    this.slotsInMemory = slotsInMemory;
    SplittableRandom random = new SplittableRandom();
    this.pointA = random.nextLong(1 << 16, PRIME);
    this.pointB = random.nextLong(1 << 16, PRIME);
    this.table = room(slots);
  }

  /**
   * Remembers the text; false when it came before.
   *
   * @throws IllegalArgumentException beyond {@link #MOST} texts
   * @throws UncheckedIOException when the temporary folder has no room
   */
  boolean add(String text) {
    if (count > slots / 8 * 5) {
      grow();
    }
    boolean fresh = put(polynomial(text, pointA), polynomial(text, pointB));
    count += fresh ? 1 : 0;
    return fresh;
  }

  private boolean put(long a, long b) {
    int mask = slots - 1;
    int slot = (int) (a ^ a >>> 32) & mask;
    while (true) {
      long there = table.get(slot * WORDS);
      if (there == 0) {
        table.put(slot * WORDS, a).put(slot * WORDS + 1, b);
        return true;
      }
      if (there == a && table.get(slot * WORDS + 1) == b) {
        return false;
      }
      slot = slot + 1 & mask;
    }
  }

  private static long polynomial(String text, long point) {
    long value = 1; // so that the length counts
    for (int i = 0; i < text.length(); i++) {
      value = reduced(product(value, point) + text.charAt(i) + 1);
    }
    return value == 0 ? PRIME : value; // zero is an empty slot
  }

  /** Modulo the prime, as far as to stay below twice of it. */
  private static long product(long x, long y) {
    long high = Math.multiplyHigh(x, y);
    long low = x * y;
    return (low & PRIME) + (high << 3 | low >>> 61);
  }

  private static long reduced(long value) {
    long once = (value & PRIME) + (value >>> 61);
    return once >= PRIME ? once - PRIME : once;
  }

  private void grow() {
    if (slots == MOST_SLOTS) {
      throw new IllegalArgumentException(
          "one delivery holds more than " + MOST + " features: bring it in parts");
    }
    LongBuffer old = table;
    int before = slots;
    slots = before * GROWTH;
    table = room(slots);
    for (int i = 0; i < before; i++) {
      long a = old.get(i * WORDS);
      if (a != 0) {
        put(a, old.get(i * WORDS + 1));
      }
    }
  }

  private LongBuffer room(int wanted) {
    if (wanted <= slotsInMemory) {
      return LongBuffer.allocate(wanted * WORDS);
    }
    try {
      return mapped((long) wanted * WORDS * Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no room in the temporary folder to tell keys that come twice: " + e.getMessage(), e);
    }
  }

  /** The mapping outlives its file's name and goes when nobody holds it any more. */
  private static LongBuffer mapped(long bytes) throws IOException {
    Path file = Files.createTempFile("chengtu-keys", null);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      // Written before it is mapped: a full disk is an exception here, and a crash of the process
      // there.
      ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
      for (long at = 0; at < bytes; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
        at += channel.write(zeros, at);
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes).asLongBuffer();
    }
  }
}
