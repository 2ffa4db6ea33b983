package city.chengtu.command.bench;

/** How many features a vector tile has: enough of Protocol Buffers to count them. */
final class TileCount {
  private static final int LAYER = 3;
  private static final int FEATURE = 2;

  private final byte[] bytes;
  private int at;

  private TileCount(byte[] bytes) {
    this.bytes = bytes;
  }

  static int of(byte[] tile) {
    return new TileCount(tile).count(tile.length, LAYER);
  }

  /** Messages of this field up to an end; within a layer its features. */
  private int count(int end, int field) {
    int count = 0;
    while (at < end) {
      int key = varint();
      int length = (key & 7) == 2 ? varint() : 0;
      if (key >> 3 == field && (key & 7) == 2) {
        if (field == LAYER) {
          count += count(at + length, FEATURE);
          continue;
        }
        count++;
      }
      skip(key & 7, length);
    }
    return count;
  }

  private void skip(int wireType, int length) {
    switch (wireType) {
      case 0 -> varint();
      case 1 -> at += 8;
      case 5 -> at += 4;
      default -> at += length;
    }
  }

  private int varint() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
