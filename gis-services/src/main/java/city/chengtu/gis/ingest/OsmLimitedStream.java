package city.chengtu.gis.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Ends in an error once more bytes than allowed have been read. */
final class OsmLimitedStream extends FilterInputStream {
  private final Path file;
  private final long limit;
  private long left;

  OsmLimitedStream(InputStream in, long limit, Path file) {
    super(in);
    this.limit = limit;
    this.left = limit;
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count(1);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws OsmFormatException {
    left -= bytes;
    if (left < 0) {
      throw new OsmFormatException(
          file.getFileName() + ": unpacks to more than the allowed " + limit + " bytes");
    }
  }
}
