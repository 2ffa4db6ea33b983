package city.chengtu.command.access.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by time: RFC 6238 over RFC 4226, with what every authenticator app can do: SHA-1,
 * six digits, steps of 30 seconds.
 */
public final class Totp {
  public static final int DIGITS = 6;
  public static final int STEP_SECONDS = 30;

  /** RFC 4226, 4, requirement 6 recommends 160 bits. */
  private static final int SECRET_BYTES = 20;

  /** RFC 6238, 5.2: one step of delay at most, and clocks that differ as much the other way. */
  private static final int WINDOW = 1;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Totp() {}

  /** A new secret. */
  public static byte[] makeSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return secret;
  }

  /**
   * The step whose code this is, looked for from one step before to one step after now.
   *
   * @param after only later steps count: a code that was used does not come again
   * @return empty when it is no code of these steps
   */
  public static OptionalLong step(byte[] secret, String code, Instant now, long after) {
    long current = Math.floorDiv(now.getEpochSecond(), (long) STEP_SECONDS);
    OptionalLong found = OptionalLong.empty();
    for (long step = current - WINDOW; step <= current + WINDOW; step++) {
      // All are compared, so that the time does not tell which one it was.
      boolean same =
          MessageDigest.isEqual(
              code(secret, step, DIGITS, "HmacSHA1").getBytes(StandardCharsets.US_ASCII),
              code.getBytes(StandardCharsets.UTF_8));
      if (same && step > after && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** The code of a step. */
  public static String code(byte[] secret, long step) {
    return code(secret, step, DIGITS, "HmacSHA1");
  }

  static String code(byte[] secret, long step, int digits, String algorithm) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fff_ffff;
      long modulus = Math.round(Math.pow(10, digits));
      return String.format("%0" + digits + "d", number % modulus);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
