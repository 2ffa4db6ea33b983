package city.chengtu.command.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals and opens the chunks of one back-up: AES-256-GCM, the chunk's number and whether it is the
 * last in the nonce, the header beside every chunk. So no chunk can be changed, left out, moved or
 * cut off unnoticed, and none is believed before it is proven.
 */
final class Seal {
  /** Bytes of content a chunk holds; the last one holds fewer. */
  static final int CHUNK = 64 * 1024;

  static final int TAG = 16;
  private static final int NONCE = 12;

  private final SecretKey key;
  private final byte[] header;
  private long number;

  Seal(SecretKey key, SealHeader header) {
    this.key = key;
    this.header = header.bytes();
  }

  byte[] seal(byte[] content, int length, boolean last) {
    try {
      return next(Cipher.ENCRYPT_MODE, last).doFinal(content, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal the back-up", e);
    }
  }

  byte[] open(byte[] sealed, int length, boolean last) {
    if (length < TAG) {
      throw new DamagedBackupException(
          "the back-up is cut short after " + number * CHUNK + " bytes", null);
    }
    try {
      return next(Cipher.DECRYPT_MODE, last).doFinal(sealed, 0, length);
    } catch (AEADBadTagException e) {
      throw new DamagedBackupException(
          number == 1
              ? "the back-up was sealed with another key, or it is damaged in its first part"
              : "the back-up is damaged or cut short after " + (number - 1) * CHUNK + " bytes",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open the back-up", e);
    }
  }

  private Cipher next(int mode, boolean last) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE).putLong(number++).put((byte) (last ? 1 : 0)).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(header);
    return cipher;
  }
}
