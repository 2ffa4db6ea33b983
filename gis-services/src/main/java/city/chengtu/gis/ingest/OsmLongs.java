package city.chengtu.gis.ingest;

import java.util.Arrays;

/** A growing list of numbers without a box around each. */
final class OsmLongs {
  private long[] values = new long[1024];
  private int size;

  void addAll(long[] more) {
    if (size + more.length > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more.length, values.length * 2));
    }
    System.arraycopy(more, 0, values, size, more.length);
    size += more.length;
  }

  int size() {
    return size;
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
