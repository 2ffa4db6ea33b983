package city.chengtu.gis.ingest.shapefile;

import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.locationtech.jts.geom.Geometry;

/** The .shp from its first record to its last; the .shx is not needed. */
final class ShpReader implements AutoCloseable {
  private static final int HEADER = 100;
  private static final int FILE_CODE = 9994;
  private static final int VERSION = 1000;

  private final LittleBytes in;
  private final String name;
  private final SourceLimits limits;
  private final long end;
  private long position = HEADER;
  private long record;

  private ShpReader(LittleBytes in, String name, long end, SourceLimits limits) {
    this.in = in;
    this.name = name;
    this.end = end;
    this.limits = limits;
  }

  /** A record: its shape, or why it cannot be read. Both are null for a null shape. */
  record Shape(Geometry geometry, String fault) {}

  static ShpReader open(Content shp, SourceLimits limits) throws IOException {
    LittleBytes in = new LittleBytes(shp.open(), shp.name());
    try {
      ByteBuffer header = in.block(HEADER, "the header");
      int code = header.order(ByteOrder.BIG_ENDIAN).getInt(0);
      long stated = header.getInt(24) * 2L;
      int version = header.order(ByteOrder.LITTLE_ENDIAN).getInt(28);
      if (code != FILE_CODE || version != VERSION) {
        throw new SourceException(
            shp.name() + ": is no .shp: it begins with " + code + ", version " + version);
      }
      return new ShpReader(in, shp.name(), Math.min(stated, shp.size()), limits);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The shape type all records have (or null shapes); for the preview. */
  static int type(Content shp) throws IOException {
    try (LittleBytes in = new LittleBytes(shp.open(), shp.name())) {
      return in.block(HEADER, "the header").getInt(32);
    }
  }

  /**
   * The next record; null after the last.
   *
   * @throws SourceException when it is cut off: what follows cannot be told any more
   */
  Shape next() throws IOException {
    // What is shorter than a record's header is no record: some writers leave a few bytes there.
    if (position + 12 > end) {
      return null;
    }
    record++;
    ByteBuffer header = in.block(8, "the header of record " + record);
    header.order(ByteOrder.BIG_ENDIAN);
    long length = header.getInt(4) * 2L;
    if (length < 4 || position + 8 + length > end) {
      throw new SourceException(
          "%s: record %d says it has %d bytes, the file has %d left: it is cut off or broken"
              .formatted(name, record, length, end - position - 8));
    }
    if (length > limits.rowBytes()) {
      throw new SourceException(
          "%s: record %d has %d bytes, the most is %d"
              .formatted(name, record, length, limits.rowBytes()));
    }
    ByteBuffer content = in.block((int) length, "record " + record);
    position += 8 + length;
    try {
      return new Shape(ShapeReader.read(content, limits.vertices()), null);
    } catch (IllegalArgumentException e) {
      return new Shape(null, e.getMessage());
    }
  }

  long record() {
    return record;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
