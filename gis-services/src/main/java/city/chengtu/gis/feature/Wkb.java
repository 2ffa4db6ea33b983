package city.chengtu.gis.feature;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Goes through a geometry in (extended) well-known binary without making objects: headers and
 * counts in the order they come, then coordinates. Rules: OGC 06-103r4 8.2; PostGIS's EWKB for the
 * SRID and the bits for Z and M. The bytes must come from a store; they are not checked.
 */
public final class Wkb {
  public static final int POINT = 1;
  public static final int LINE = 2;
  public static final int POLYGON = 3;

  private static final int Z = 0x8000_0000;
  private static final int M = 0x4000_0000;
  private static final int SRID = 0x2000_0000;
  private static final VarHandle LITTLE_INT = ints(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_INT = ints(ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_LONG = longs(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG = longs(ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int at;
  private boolean little;
  private int ordinates;

  public Wkb(byte[] bytes) {
    this.bytes = bytes;
  }

  private static VarHandle ints(ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(int[].class, order);
  }

  private static VarHandle longs(ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(long[].class, order);
  }

  /**
   * Reads the head of a geometry, also of each part of a multi-geometry.
   *
   * @return 1 point, 2 line, 3 polygon, 4 to 6 the multi-geometries of these, 7 a collection
   */
  public int type() {
    little = bytes[at++] == 1;
    int word = count();
    ordinates = 2 + ((word & Z) == 0 ? 0 : 1) + ((word & M) == 0 ? 0 : 1);
    if ((word & SRID) != 0) {
      at += 4;
    }
    int type = word & 0x1FFF_FFFF;
    int dimensions = type / 1000; // as the standard has Z and M
    if (dimensions > 0) {
      ordinates = dimensions == 3 ? 4 : 3;
    }
    return type % 1000;
  }

  /** Reads a number of points, rings or parts. */
  public int count() {
    int value = (int) (little ? LITTLE_INT : BIG_INT).get(bytes, at);
    at += 4;
    return value;
  }

  /** Longitude of the position that comes; {@link #skip} goes on. */
  public double x() {
    return number(at);
  }

  /** Latitude of the position that comes. */
  public double y() {
    return number(at + 8);
  }

  private double number(int from) {
    return Double.longBitsToDouble((long) (little ? LITTLE_LONG : BIG_LONG).get(bytes, from));
  }

  /** Goes past so many positions. */
  public void skip(int positions) {
    at += 8 * ordinates * positions;
  }
}
