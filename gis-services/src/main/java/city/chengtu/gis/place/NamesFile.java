package city.chengtu.gis.place;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tables of names beside the node's data, so that a start does not read all layers anew.
 * A copy only: a file that is damaged, of another program version or of another store is left aside
 * and the layer is read. One file for each layer.
 */
final class NamesFile {
  private static final Logger LOG = LoggerFactory.getLogger(NamesFile.class);
  private static final long FORM = 0x4354_4e41_4d45_0001L;
  private static final int CHUNK = 1 << 16;

  private final Path folder;

  NamesFile(Path folder) {
    this.folder = folder;
  }

  /**
   * @param changeSet the change that made the layer's version: tells this store from another
   */
  record Kept(LayerNames names, UUID changeSet) {}

  private Path path(String layer) {
    return folder.resolve(layer + ".names");
  }

  /** Writes the layer's names, in the place of older ones. A failure is logged, no more. */
  void keep(LayerNames names, UUID changeSet) {
    Path target = path(names.layer());
    Path fresh = folder.resolve(names.layer() + ".new");
    try {
      Files.createDirectories(folder);
      write(fresh, names, changeSet);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn(
          "names of layer {} are not kept for the next start: {}", names.layer(), e.toString());
    }
  }

  private static void write(Path path, LayerNames names, UUID changeSet) throws IOException {
    CRC32 sum = new CRC32();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new CheckedOutputStream(Files.newOutputStream(path), sum), CHUNK))) {
      out.writeLong(FORM);
      out.writeInt(Pinyin.fingerprint());
      out.writeInt(names.fields().hashOfDefinition());
      out.writeLong(changeSet.getMostSignificantBits());
      out.writeLong(changeSet.getLeastSignificantBits());
      out.writeLong(names.version());
      NameTable table = names.whole();
      out.writeInt(table.kinds.size());
      for (String kind : table.kinds) {
        out.writeUTF(kind);
      }
      new Writer(out).table(table.arrays());
      out.flush();
      out.writeLong(sum.getValue());
    }
  }

  /** The names as they were kept; empty when there are none that can be used. */
  Optional<Kept> read(String layer, PlaceFields fields) {
    Path path = path(layer);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), CHUNK))) {
      if (!isWhole(path)) {
        LOG.warn("the kept names of layer {} are damaged; the layer is read", layer);
        return Optional.empty();
      }
      return read(in, layer, fields, Files.size(path));
    } catch (IOException e) {
      LOG.warn("the kept names of layer {} cannot be read ({}); the layer is", layer, e.toString());
      return Optional.empty();
    }
  }

  private static Optional<Kept> read(
      DataInputStream in, String layer, PlaceFields fields, long size) throws IOException {
    if (in.readLong() != FORM
        || in.readInt() != Pinyin.fingerprint()
        || in.readInt() != fields.hashOfDefinition()) {
      return Optional.empty();
    }
    UUID changeSet = new UUID(in.readLong(), in.readLong());
    long version = in.readLong();
    List<String> kinds = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      kinds.add(in.readUTF());
    }
    NameTable table = new NameTable(kinds, fields.used().size(), new Reader(in, size).table());
    return Optional.of(new Kept(LayerNames.of(layer, fields, version, table), changeSet));
  }

  /** The last eight bytes are the sum of all before. */
  private static boolean isWhole(Path path) throws IOException {
    CRC32 sum = new CRC32();
    long left = Files.size(path) - Long.BYTES;
    byte[] chunk = new byte[CHUNK];
    try (DataInputStream bytes = new DataInputStream(Files.newInputStream(path))) {
      while (left > 0) {
        int got = bytes.read(chunk, 0, (int) Math.min(chunk.length, left));
        if (got < 0) {
          return false;
        }
        sum.update(chunk, 0, got);
        left -= got;
      }
      return left == 0 && bytes.readLong() == sum.getValue();
    }
  }

  /** Arrays out, each with its length before it. */
  private static final class Writer {
    private final DataOutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

    Writer(DataOutputStream out) {
      this.out = out;
    }

    void table(NameTable.Arrays t) throws IOException {
      bytes(t.pool());
      ints(t.recordAt());
      ints(t.lon());
      ints(t.lat());
      out.writeInt(t.kind().length);
      for (short kind : t.kind()) {
        put(2).putShort(kind);
      }
      drain();
      bytes(t.importance());
      out.writeInt(t.chars().length);
      for (char c : t.chars()) {
        put(2).putChar(c);
      }
      drain();
      ints(t.textAt());
      longs(t.pairs());
      longs(t.sounds());
      longs(t.letters());
      ints(t.itemAt());
      ints(t.itemRecord());
      ints(t.itemNumber());
      bytes(t.itemField());
    }

    private ByteBuffer put(int room) throws IOException {
      if (buffer.remaining() < room) {
        drain();
      }
      return buffer;
    }

    private void drain() throws IOException {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }

    private void bytes(byte[] array) throws IOException {
      out.writeInt(array.length);
      out.write(array);
    }

    private void ints(int[] array) throws IOException {
      out.writeInt(array.length);
      for (int value : array) {
        put(4).putInt(value);
      }
      drain();
    }

    private void longs(long[] array) throws IOException {
      out.writeInt(array.length);
      for (long value : array) {
        put(8).putLong(value);
      }
      drain();
    }
  }

  /** Arrays in. */
  private static final class Reader {
    private final DataInputStream in;
    private final long most;

    Reader(DataInputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    NameTable.Arrays table() throws IOException {
      byte[] pool = bytes(1).array();
      int[] recordAt = ints();
      int[] lon = ints();
      int[] lat = ints();
      short[] kind = new short[recordAt.length];
      bytes(2).asShortBuffer().get(kind);
      byte[] importance = bytes(1).array();
      ByteBuffer text = bytes(2);
      char[] chars = new char[text.capacity() / 2];
      text.asCharBuffer().get(chars);
      return new NameTable.Arrays(
          pool,
          recordAt,
          lon,
          lat,
          kind,
          importance,
          chars,
          ints(),
          longs(),
          longs(),
          longs(),
          ints(),
          ints(),
          ints(),
          bytes(1).array());
    }

    private ByteBuffer bytes(int width) throws IOException {
      long length = (long) in.readInt() * width;
      if (length < 0 || length > most) {
        throw new IOException("an array of " + length + " bytes in a file of " + most);
      }
      byte[] array = new byte[(int) length];
      in.readFully(array);
      return ByteBuffer.wrap(array);
    }

    private int[] ints() throws IOException {
      ByteBuffer bytes = bytes(4);
      int[] array = new int[bytes.capacity() / 4];
      bytes.asIntBuffer().get(array);
      return array;
    }

    private long[] longs() throws IOException {
      ByteBuffer bytes = bytes(8);
      long[] array = new long[bytes.capacity() / 8];
      bytes.asLongBuffer().get(array);
      return array;
    }
  }
}
