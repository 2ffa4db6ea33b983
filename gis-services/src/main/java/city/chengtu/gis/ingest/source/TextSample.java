package city.chengtu.gis.ingest.source;

import java.io.ByteArrayOutputStream;

/** Gathers text bytes beyond ASCII, as much as an encoding can be told by. */
public final class TextSample {
  private static final int MOST = 256 << 10;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A value or a line; plain ASCII is not kept. */
  public void add(byte[] value, int from, int length) {
    if (isFull()) {
      return;
    }
    for (int i = from; i < from + length; i++) {
      if (value[i] < 0) {
        bytes.write(value, from, Math.min(length, MOST));
        bytes.write('\n');
        return;
      }
    }
  }

  public boolean isFull() {
    return bytes.size() >= MOST;
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
