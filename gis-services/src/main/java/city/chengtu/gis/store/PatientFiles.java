package city.chengtu.gis.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the embedded store: a write that finds the disk full waits until there is space.
 *
 * <p>H2 itself closes the database when a write fails, and does not always keep transactions whole
 * when it opens it again (seen: rows of a transaction there, its change of another row not). So it
 * must not hear of it. Who waits for the commit is told by the time-outs above that the store does
 * not answer, nothing is acknowledged, and with space again it goes on where it stood.
 *
 * <p>Public because H2 makes it by itself; URLs {@code jdbc:h2:patient:/…}.
 */
public final class PatientFiles extends FilePathWrapper {
  static final String SCHEME = "patient";
  private static final Logger LOG = LoggerFactory.getLogger(PatientFiles.class);
  private static final long PAUSE_MILLIS = 200;
  private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(10);

  static void register() {
    FilePath.register(new PatientFiles());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().toString(), getBase().open(mode));
  }

  /**
   * Java has no error code for it; the text is the system's, "No space left on device" on Linux.
   */
  private static boolean isFull(IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left") || text.contains("disk quota exceeded");
  }

  /**
   * The system's files take calls from several threads; who waits for space keeps no reader out.
   */
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class Channel extends FileBaseDefault {
    private final String name;
    private final FileChannel base;

    Channel(String name, FileChannel base) {
      this.name = name;
      this.base = base;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      long saidAt = 0;
      while (true) {
        try {
          return base.write(bytes, position);
        } catch (IOException e) {
          if (!isFull(e)) {
            throw e;
          }
          if (saidAt == 0 || System.nanoTime() - saidAt > SAY_NANOS) {
            saidAt = System.nanoTime();
            LOG.error("no space left for {}: the store waits until there is", name);
          }
          pause(e);
        }
      }
    }

    private static void pause(IOException full) throws IOException {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw full;
      }
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
      return base.read(bytes, position);
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      base.force(metaData);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      base.truncate(size);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }
  }
}
