package city.chengtu.gis.ingest.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be read again and again: a file, or a member of an archive. */
public interface Content {
  /** For messages. */
  String name();

  /** Bytes as stated; what is read may turn out shorter, never longer. */
  long size() throws IOException;

  /** From the first byte; ends with a {@link SourceException} beyond the limit. */
  InputStream open() throws IOException;

  /** A file on disk. */
  static Content of(Path file, SourceLimits limits) {
    return new Content() {
      @Override
      public String name() {
        return String.valueOf(file.getFileName());
      }

      @Override
      public long size() throws IOException {
        return Files.size(file);
      }

      @Override
      public InputStream open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return new Limited(bytes, limits.bytes(), name());
      }
    };
  }

  /** Reads the whole, when it is small. */
  default byte[] all(int most) throws IOException {
    try (InputStream in = open()) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new SourceException(name() + ": is larger than " + most + " bytes");
      }
      return bytes;
    }
  }

  /** Counts what is read and ends it at the limit, whatever a header said. */
  final class Limited extends FilterInputStream {
    private final long most;
    private final String name;
    private long count;

    public Limited(InputStream in, long most, String name) {
      super(in);
      this.most = most;
      this.name = name;
    }

    private void count(long more) throws SourceException {
      count += Math.max(0, more);
      if (count > most) {
        throw new SourceException(
            name + ": holds more than " + most + " bytes, which is the limit");
      }
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int n = super.read(buffer, from, length);
      count(n);
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = super.skip(n);
      count(skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
