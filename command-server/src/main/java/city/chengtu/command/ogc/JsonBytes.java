package city.chengtu.command.ogc;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as bytes, written by hand where a general writer's checks and copies would be most of the
 * work: some 15 ns for a coordinate of up to twelve decimals, a copy for what is JSON already. The
 * caller sets commas and brackets.
 */
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Numbers with so many decimals are whole ones when multiplied, exactly. */
  private static final double FEW = 1e8;

  private static final long FEW_UNITS = 100_000_000;

  /** Below it a number with eight decimals is a whole one exactly, and its whole part an int. */
  private static final double MOST = 9e7;

  /** The two digits of 0 to 99. */
  private static final byte[] PAIRS = pairs();

  private static final double MANY = 1e12;

  /** Below 2^53: beyond it not every whole number is a double. */
  private static final double EXACT = 9e15;

  private byte[] bytes = new byte[1 << 16];
  private int size;

  int size() {
    return size;
  }

  void sendTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  JsonBytes raw(byte[] json) {
    return raw(json, 0, json.length);
  }

  JsonBytes raw(byte[] json, int from, int to) {
    reserve(to - from);
    System.arraycopy(json, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  JsonBytes raw(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** ASCII that is JSON already. */
  JsonBytes raw(String ascii) {
    int length = ascii.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** A text with its quotation marks. */
  JsonBytes text(String text) {
    reserve(6 * text.length() + 2);
    bytes[size++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += wide(text, i);
      } else if (c >= ' ' && c != '"' && c != '\\') {
        bytes[size++] = (byte) c;
      } else {
        escaped(c);
      }
    }
    bytes[size++] = '"';
    return this;
  }

  /** A character beyond ASCII: how many more chars it took. */
  private int wide(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
    } else if (Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      int code = Character.toCodePoint(c, text.charAt(i + 1));
      bytes[size++] = (byte) (0xF0 | (code >> 18));
      bytes[size++] = (byte) (0x80 | ((code >> 12) & 0x3F));
      bytes[size++] = (byte) (0x80 | ((code >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (code & 0x3F));
      return 1;
    } else if (Character.isSurrogate(c)) {
      escaped(c); // half a pair is no character; in JSON it can be said
      return 0;
    } else {
      bytes[size++] = (byte) (0xE0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    }
    bytes[size++] = (byte) (0x80 | (c & 0x3F));
    return 0;
  }

  private void escaped(char c) {
    bytes[size++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          bytes[size++] = HEX[(c >> shift) & 0xF];
        }
      }
    }
  }

  JsonBytes number(long value) {
    if (value == Long.MIN_VALUE) {
      return raw(Long.toString(value));
    }
    reserve(20);
    if (value < 0) {
      bytes[size++] = '-';
    }
    digits(Math.abs(value), 1);
    return this;
  }

  /**
   * The shortest decimal that is this number again; with a point, also when it is whole.
   *
   * @param value finite
   */
  JsonBytes number(double value) {
    reserve(30);
    double positive = Math.abs(value);
    if ((positive < MOST && few(value, positive))
        || (positive * MANY < EXACT && decimal(value, positive, MANY, 12))) {
      return this;
    }
    return raw(NumberOutput.toString(value, true));
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  /**
   * As {@link #decimal} for eight decimals, which is what coordinates have: divisions by constants
   * only, and in 32 bits.
   */
  private boolean few(double value, double positive) {
    long all = (long) (positive * FEW + 0.5);
    if (all / FEW != positive) {
      return false;
    }
    if (value < 0) {
      bytes[size++] = '-';
    }
    int whole = (int) (all / FEW_UNITS);
    int fraction = (int) (all - whole * FEW_UNITS);
    if (whole < 1_000) {
      if (whole >= 100) {
        bytes[size++] = (byte) ('0' + whole / 100);
      }
      if (whole >= 10) {
        bytes[size++] = (byte) ('0' + whole / 10 % 10);
      }
      bytes[size++] = (byte) ('0' + whole % 10);
    } else {
      digits(whole, 1);
    }
    bytes[size++] = '.';
    pair(fraction / 1_000_000);
    pair(fraction / 10_000 % 100);
    pair(fraction / 100 % 100);
    pair(fraction % 100);
    int least = size - 7;
    while (size > least && bytes[size - 1] == '0') {
      size--;
    }
    return true;
  }

  private void pair(int value) {
    bytes[size++] = PAIRS[2 * value];
    bytes[size++] = PAIRS[2 * value + 1];
  }

  /** True when the number has so few decimals; it is written then. */
  private boolean decimal(double value, double positive, double times, int decimals) {
    long whole = Math.round(positive * times);
    if (whole / times != positive) {
      return false;
    }
    if (value < 0) {
      bytes[size++] = '-';
    }
    long power = (long) times;
    digits(whole / power, 1);
    bytes[size++] = '.';
    long fraction = whole % power;
    int length = decimals;
    while (length > 1 && fraction % 10 == 0) {
      fraction /= 10;
      length--;
    }
    digits(fraction, length);
    return true;
  }

  private void digits(long value, int least) {
    int length = least;
    for (long rest = value / power(least); rest > 0; rest /= 10) {
      length++;
    }
    long rest = value;
    for (int i = size + length - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += length;
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
