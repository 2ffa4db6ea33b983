package city.chengtu.command.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * What a back-up is sealed with: a key of 256 random bits from a file, or a pass phrase. Each
 * back-up is sealed with a key of its own, derived from this and the back-up's salt (HKDF-SHA-256,
 * RFC 5869; for a pass phrase scrypt, RFC 7914).
 */
public final class BackupKey {
  static final int BYTES = 32;
  private static final int MIN_PHRASE = 12;
  private static final byte[] PURPOSE = "chengtu backup".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;
  private final boolean phrase;

  private BackupKey(byte[] secret, boolean phrase) {
    this.secret = secret;
    this.phrase = phrase;
  }

  /**
   * Reads a key file: 32 bytes as Base64.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static BackupKey ofFile(Path file) throws IOException {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is no key file: it is not Base64", e);
    }
    if (key.length != BYTES) {
      throw new IllegalArgumentException(
          file + " is no key file: it holds " + key.length + " bytes, not " + BYTES);
    }
    return new BackupKey(key, false);
  }

  /**
   * @throws IllegalArgumentException when it is too short to be worth anything
   */
  public static BackupKey ofPhrase(String phrase) {
    if (phrase.length() < MIN_PHRASE) {
      throw new IllegalArgumentException(
          "the pass phrase must have at least " + MIN_PHRASE + " characters");
    }
    return new BackupKey(phrase.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Makes a key file that only its owner can read. A file that is there already stays. */
  public static void make(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.WRITE);
  }

  boolean isPhrase() {
    return phrase;
  }

  SecretKey derive(SealHeader header) {
    if (phrase) {
      return aes(
          SCrypt.generate(
              secret, header.salt(), 1 << header.logCost(), header.block(), header.lanes(), BYTES));
    }
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(secret, header.salt(), PURPOSE));
    byte[] key = new byte[BYTES];
    hkdf.generateBytes(key, 0, BYTES);
    return aes(key);
  }

  private static SecretKey aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }
}
