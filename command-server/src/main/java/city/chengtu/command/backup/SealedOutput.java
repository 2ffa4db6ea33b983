package city.chengtu.command.backup;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Seals what is written to it. Only {@link #close} writes the last chunk: without it nothing opens.
 */
final class SealedOutput extends OutputStream {
  private final OutputStream out;
  private final Seal seal;
  private final byte[] chunk = new byte[Seal.CHUNK];
  private int filled;
  private boolean closed;

  SealedOutput(OutputStream out, BackupKey key) throws IOException {
    SealHeader header = SealHeader.fresh(key.isPhrase());
    this.out = out;
    this.seal = new Seal(key.derive(header), header);
    out.write(header.bytes());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == chunk.length) {
        out.write(seal.seal(chunk, filled, false));
        filled = 0;
      }
      int part = Math.min(left, chunk.length - filled);
      System.arraycopy(bytes, from, chunk, filled, part);
      filled += part;
      from += part;
      left -= part;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      out.write(seal.seal(chunk, filled, true));
      out.close();
    }
  }
}
