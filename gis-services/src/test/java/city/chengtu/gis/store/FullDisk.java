package city.chengtu.gis.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** H2's files on a disk that can be full: URLs {@code jdbc:h2:full:…}. */
public final class FullDisk extends FilePathWrapper {
  static volatile boolean full;

  static void register() {
    FilePath.register(new FullDisk());
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode));
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel base;

    Channel(FileChannel base) {
      this.base = base;
    }

    private static void needSpace() throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      needSpace();
      return base.write(bytes, position);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
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
