package city.chengtu.command.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a table holds, in one number that does not depend on the order of its rows: the SHA-256 of
 * each row's line, added up modulo 2^256. It finds every mistake of a copy; against a forger who
 * knows it, seal the back-up and keep the journal's checkpoints.
 *
 * @param digest 64 hexadecimal digits
 */
public record TableSum(long rows, String digest) {

  /** Adds up rows. Not for several threads. */
  static final class Adder {
    private static final int WORDS = 4;
    private final MessageDigest digest = sha256();
    private final long[] sum = new long[WORDS];
    private long rows;

    void add(byte[] line, int length) {
      digest.update(line, 0, length);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      long carry = 0;
      for (int i = WORDS - 1; i >= 0; i--) {
        long word = hash.getLong(i * Long.BYTES);
        long with = sum[i] + word;
        long over = Long.compareUnsigned(with, word) < 0 ? 1 : 0;
        sum[i] = with + carry;
        carry = over + (carry == 1 && sum[i] == 0 ? 1 : 0);
      }
      rows++;
    }

    long rows() {
      return rows;
    }

    TableSum sum() {
      ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
      for (long word : sum) {
        bytes.putLong(word);
      }
      return new TableSum(rows, HexFormat.of().formatHex(bytes.array()));
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
