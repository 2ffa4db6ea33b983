package city.chengtu.command.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Opens a sealed back-up; gives out nothing that is not proven. */
final class SealedInput extends InputStream {
  private static final int SEALED = Seal.CHUNK + Seal.TAG;

  private final InputStream in;
  private final Seal seal;
  private byte[] ahead;
  private byte[] open = new byte[0];
  private int at;
  private boolean ended;

  /**
   * @throws DamagedBackupException when the key is of the other kind or the header is damaged
   */
  SealedInput(InputStream in, BackupKey key) throws IOException {
    SealHeader header = SealHeader.read(in);
    if (header.phrase() != key.isPhrase()) {
      throw new IllegalArgumentException(
          header.phrase()
              ? "the back-up was sealed with a pass phrase, not with a key file"
              : "the back-up was sealed with a key file, not with a pass phrase");
    }
    this.in = in;
    this.seal = new Seal(key.derive(header), header);
    this.ahead = in.readNBytes(SEALED);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (at == open.length) {
      if (ended) {
        return -1;
      }
      next();
    }
    int part = Math.min(length, open.length - at);
    System.arraycopy(open, at, bytes, offset, part);
    at += part;
    return part;
  }

  private void next() throws IOException {
    byte[] sealed = ahead;
    ahead = sealed.length == SEALED ? in.readNBytes(SEALED) : new byte[0];
    ended = ahead.length == 0;
    Arrays.fill(open, (byte) 0);
    open = seal.open(sealed, sealed.length, ended);
    at = 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
