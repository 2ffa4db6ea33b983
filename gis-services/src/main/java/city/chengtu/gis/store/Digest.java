package city.chengtu.gis.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A fingerprint of a feature's content: a delivery that brings the same content again must not make
 * a new version.
 */
final class Digest {
  private static final int LENGTH = 16;

  /** Empty again after each use. */
  private final MessageDigest digest = sha256();

  String of(int rank, byte[] ewkb, byte[] properties) {
    digest.update((byte) rank);
    digest.update(ewkb);
    digest.update(properties);
    return HexFormat.of().formatHex(digest.digest(), 0, LENGTH);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
