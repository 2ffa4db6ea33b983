package city.chengtu.gis.tile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The few things of Protocol Buffers' wire format that a vector tile needs. */
final class ProtobufBuffer {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private byte[] bytes = new byte[1024];
  private int size;

  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  /** Small numbers of either sign in few bytes. */
  void zigzag(int value) {
    varint(Integer.toUnsignedLong((value << 1) ^ (value >> 31)));
  }

  void number(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  void decimal(int field, double value) {
    tag(field, FIXED64);
    long bits = Double.doubleToLongBits(value);
    for (int shift = 0; shift < 64; shift += 8) {
      put((byte) (bits >>> shift));
    }
  }

  void text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    tag(field, BYTES);
    varint(utf8.length);
    append(utf8, utf8.length);
  }

  void message(int field, ProtobufBuffer message) {
    tag(field, BYTES);
    varint(message.size);
    append(message.bytes, message.size);
  }

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void append(byte[] source, int length) {
    reserve(length);
    System.arraycopy(source, 0, bytes, size, length);
    size += length;
  }

  private void put(byte value) {
    reserve(1);
    bytes[size++] = value;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
