package city.chengtu.command.backup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The first bytes of a sealed back-up, open but authenticated with every chunk: how the key is
 * derived, with which salt.
 *
 * @param phrase true for a pass phrase (scrypt), false for a key file (HKDF)
 * @param logCost scrypt's cost N as a power of two
 * @param block scrypt's r
 * @param lanes scrypt's p
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SealHeader(boolean phrase, int logCost, int block, int lanes, byte[] salt) {
  static final byte[] MAGIC = "CTSEAL01".getBytes(StandardCharsets.US_ASCII);
  static final int LENGTH = MAGIC.length + 4 + BackupKey.BYTES;

  /** 32 MiB and some 0.2 s (OWASP, 2^15, 8, 3). */
  private static final int LOG_COST = 15;

  private static final int BLOCK = 8;
  private static final int LANES = 3;

  /** The header is read before anything proves it: what it asks of this machine is bounded. */
  private static final int MAX_LOG_COST = 17;

  private static final int MAX_LANES = 8;

  static SealHeader fresh(boolean phrase) {
    byte[] salt = new byte[BackupKey.BYTES];
    new SecureRandom().nextBytes(salt);
    return phrase
        ? new SealHeader(true, LOG_COST, BLOCK, LANES, salt)
        : new SealHeader(false, 0, 0, 0, salt);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH)
        .put(MAGIC)
        .put((byte) (phrase ? 1 : 0))
        .put((byte) logCost)
        .put((byte) block)
        .put((byte) lanes)
        .put(salt)
        .array();
  }

  static SealHeader read(InputStream in) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    byte[] how = new byte[4];
    byte[] salt = new byte[BackupKey.BYTES];
    try {
      DataInputStream data = new DataInputStream(in);
      data.readFully(magic);
      data.readFully(how);
      data.readFully(salt);
    } catch (EOFException e) {
      throw new DamagedBackupException("the back-up is cut short in its first bytes", e);
    }
    SealHeader header = new SealHeader(how[0] == 1, how[1], how[2], how[3], salt);
    header.check(how[0]);
    return header;
  }

  private void check(int kind) {
    boolean fits =
        kind == 0
            ? logCost == 0 && block == 0 && lanes == 0
            : kind == 1
                && logCost >= LOG_COST
                && logCost <= MAX_LOG_COST
                && block == BLOCK
                && lanes >= 1
                && lanes <= MAX_LANES;
    if (!fits) {
      throw new DamagedBackupException("the back-up's first bytes are damaged", null);
    }
  }
}
