package city.chengtu.gis.ingest.geopackage;

import city.chengtu.gis.ingest.source.SourceLimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/**
 * A GeoPackage geometry: "GP", version, flags, SRS id, an optional envelope, then well-known
 * binary. A compound curve made of straight pieces only is the line it draws; true arcs are
 * refused.
 */
final class GeoPackageGeometry {
  private static final int[] ENVELOPE_BYTES = {0, 32, 48, 48, 64};
  private static final int EMPTY = 0x10;
  private static final int COMPOUND_CURVE = 9;
  private static final int LINE_STRING = 2;

  private GeoPackageGeometry() {}

  /**
   * @return null for an empty geometry
   * @throws IllegalArgumentException when it cannot be read
   */
  static Geometry read(byte[] blob, SourceLimits limits) {
    if (blob.length < 8 || blob[0] != 'G' || blob[1] != 'P') {
      throw new IllegalArgumentException("the geometry does not begin with 'GP'");
    }
    int flags = blob[3];
    int envelope = flags >> 1 & 7;
    if (envelope >= ENVELOPE_BYTES.length) {
      throw new IllegalArgumentException("envelope code " + envelope + " does not exist");
    }
    int from = 8 + ENVELOPE_BYTES[envelope];
    if ((flags & EMPTY) != 0 || blob.length <= from) {
      return null;
    }
    byte[] wkb = Arrays.copyOfRange(blob, from, blob.length);
    new WkbGuard(ByteBuffer.wrap(wkb), limits).geometry(0);
    try {
      return new WKBReader().read(straight(wkb));
    } catch (ParseException | RuntimeException e) { // JTS throws either for odd bytes
      throw new IllegalArgumentException(
          "the geometry is no well-known binary: " + e.getMessage(), e);
    }
  }

  /** A compound curve with exactly one straight piece becomes that piece. */
  private static byte[] straight(byte[] wkb) {
    ByteBuffer in = ordered(ByteBuffer.wrap(wkb), wkb[0]);
    int type = in.getInt(1) % 1000;
    if (type != COMPOUND_CURVE) {
      return wkb;
    }
    boolean one =
        in.getInt(5) == 1
            && wkb.length > 14
            && ordered(in, wkb[9]).getInt(10) % 1000 == LINE_STRING;
    if (!one) {
      throw new IllegalArgumentException("the geometry is a curve with arcs or several pieces");
    }
    return Arrays.copyOfRange(wkb, 9, wkb.length);
  }

  private static ByteBuffer ordered(ByteBuffer in, byte mark) {
    return in.order(mark == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** Walks the binary before anything is allocated for it: counts must fit the bytes there are. */
  private static final class WkbGuard {
    private final ByteBuffer in;
    private final SourceLimits limits;
    private int vertices;

    WkbGuard(ByteBuffer in, SourceLimits limits) {
      this.in = in;
      this.limits = limits;
    }

    void geometry(int depth) {
      if (depth > limits.depth()) {
        throw new IllegalArgumentException("geometries are nested deeper than " + limits.depth());
      }
      require(5);
      ordered(in, in.get());
      long type = Integer.toUnsignedLong(in.getInt());
      int dimensions = dimensions(type);
      switch ((int) (type & 0xffff) % 1000) {
        case 1 -> points(1, dimensions);
        case 2, 8 -> points(count(8 * dimensions), dimensions);
        case 3 -> repeat(count(4), () -> points(count(8 * dimensions), dimensions));
        case 4, 5, 6, 7, 9, 10, 11, 12 -> {
          int parts = count(5);
          for (int i = 0; i < parts; i++) {
            geometry(depth + 1);
          }
        }
        default -> throw new IllegalArgumentException("geometry type " + type + " is not read");
      }
    }

    private static int dimensions(long type) {
      int thousands = (int) (type & 0xffff) / 1000;
      int iso = thousands == 3 ? 4 : thousands == 0 ? 2 : 3;
      int extended = 2 + ((type & 0x80000000L) != 0 ? 1 : 0) + ((type & 0x40000000L) != 0 ? 1 : 0);
      return Math.max(iso, extended);
    }

    private static void repeat(int times, Runnable step) {
      for (int i = 0; i < times; i++) {
        step.run();
      }
    }

    private void points(int count, int dimensions) {
      vertices += count;
      if (vertices > limits.vertices()) {
        throw new IllegalArgumentException(
            "the geometry has more than " + limits.vertices() + " vertices");
      }
      require(count * 8L * dimensions);
      in.position(in.position() + count * 8 * dimensions);
    }

    private int count(int least) {
      require(4);
      int count = in.getInt();
      if (count < 0) {
        throw new IllegalArgumentException(
            "the geometry says it has " + Integer.toUnsignedString(count) + " parts");
      }
      require((long) count * least);
      return count;
    }

    private void require(long bytes) {
      if (in.remaining() < bytes) {
        throw new IllegalArgumentException(
            "the geometry needs " + bytes + " more bytes where " + in.remaining() + " are left");
      }
    }
  }
}
