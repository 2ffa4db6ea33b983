package city.chengtu.gis.export;

import city.chengtu.gis.feature.GeometryKind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * The geometries of a Shapefile (ESRI White Paper, July 1998): {@code .shp} and {@code .shx}. Kept
 * in a file until sizes and the extent are known. Outer rings go clockwise, holes the other way.
 */
final class ShpExport implements Closeable {
  static final int POINT = 1;
  static final int LINE = 3;
  static final int POLYGON = 5;
  static final int MULTIPOINT = 8;
  private static final int MAGIC = 9994;
  private static final int VERSION = 1000;
  private static final int HEAD = 100;
  private static final int RECORD_HEAD = 8;
  private static final int POINT_BYTES = 20;

  /**
   * Sizes are counted in words of 16 bits, in an int with a sign; most programs stop at half of it.
   */
  private static final long LARGEST = Integer.MAX_VALUE;

  private final Path spool;
  private final DataOutputStream out;
  private final Envelope extent = new Envelope();
  private int type;
  private int records;
  private long bytes = HEAD;
  private boolean severalPoints;

  ShpExport(GeometryKind kind, Path folder) throws IOException {
    this.type =
        switch (kind) {
          case POINT -> POINT;
          case LINE -> LINE;
          case POLYGON -> POLYGON;
        };
    this.spool = Files.createTempFile(folder, "download", ".shapes");
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool)));
  }

  /**
   * @throws IOException when the file would be larger than a Shapefile can be
   */
  void write(Geometry geometry) throws IOException {
    byte[] content = type == POINT ? points(geometry) : parts(geometry);
    bytes += RECORD_HEAD + content.length;
    if (bytes > LARGEST) {
      throw new IOException("a Shapefile holds at most 2 GB; take a GeoPackage");
    }
    extent.expandToInclude(geometry.getEnvelopeInternal());
    out.writeInt(content.length);
    out.write(content);
    records++;
  }

  /** Spooled as a multipoint; written as a point when all are single. */
  private byte[] points(Geometry geometry) {
    Coordinate[] all = geometry.getCoordinates();
    severalPoints |= all.length != 1;
    byte[] record = new byte[40 + 16 * all.length];
    ByteBuffer content = little(record);
    content.putInt(MULTIPOINT);
    box(content, geometry.getEnvelopeInternal());
    content.putInt(all.length);
    for (Coordinate c : all) {
      content.putDouble(c.x).putDouble(c.y);
    }
    return record;
  }

  private byte[] parts(Geometry geometry) {
    List<Coordinate[]> parts = new ArrayList<>();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry part = geometry.getGeometryN(i);
      if (part instanceof Polygon polygon) {
        ring(polygon.getExteriorRing(), false, parts);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          ring(polygon.getInteriorRingN(hole), true, parts);
        }
      } else if (part instanceof LineString line) {
        parts.add(line.getCoordinates());
      }
    }
    int points = parts.stream().mapToInt(p -> p.length).sum();
    byte[] record = new byte[44 + 4 * parts.size() + 16 * points];
    ByteBuffer content = little(record);
    content.putInt(type);
    box(content, geometry.getEnvelopeInternal());
    content.putInt(parts.size()).putInt(points);
    int from = 0;
    for (Coordinate[] part : parts) {
      content.putInt(from);
      from += part.length;
    }
    for (Coordinate[] part : parts) {
      for (Coordinate c : part) {
        content.putDouble(c.x).putDouble(c.y);
      }
    }
    return record;
  }

  private static void ring(LinearRing ring, boolean counterClockwise, List<Coordinate[]> parts) {
    boolean right = Orientation.isCCW(ring.getCoordinateSequence()) == counterClockwise;
    parts.add((right ? ring : ring.reverse()).getCoordinates());
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void box(ByteBuffer out, Envelope e) {
    out.putDouble(e.getMinX()).putDouble(e.getMinY()).putDouble(e.getMaxX()).putDouble(e.getMaxY());
  }

  /** No more is written; the type of points is decided. */
  void end() throws IOException {
    out.close();
    if (type == POINT && severalPoints) {
      type = MULTIPOINT;
    } else if (type == POINT) {
      bytes = HEAD + (long) records * (RECORD_HEAD + POINT_BYTES);
    }
  }

  void sendShapes(OutputStream target) throws IOException {
    target.write(head(bytes));
    each(
        (number, content) -> {
          ByteBuffer head = ByteBuffer.allocate(RECORD_HEAD);
          head.putInt(number).putInt(content.length / 2);
          target.write(head.array());
          target.write(content);
        });
  }

  void sendIndex(OutputStream target) throws IOException {
    target.write(head(HEAD + 8L * records));
    long[] at = {HEAD};
    each(
        (number, content) -> {
          ByteBuffer entry = ByteBuffer.allocate(8);
          entry.putInt((int) (at[0] / 2)).putInt(content.length / 2);
          target.write(entry.array());
          at[0] += RECORD_HEAD + content.length;
        });
  }

  private interface Taker {
    void take(int number, byte[] content) throws IOException;
  }

  private void each(Taker taker) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(spool));
        DataInputStream in = new DataInputStream(file)) {
      for (int number = 1; number <= records; number++) {
        byte[] content = in.readNBytes(in.readInt());
        taker.take(number, type == POINT ? single(content) : content);
      }
    }
  }

  /** The one position of a multipoint as a point. */
  private static byte[] single(byte[] multi) {
    byte[] point = new byte[POINT_BYTES];
    little(point).putInt(POINT).put(multi, 40, 16);
    return point;
  }

  private byte[] head(long size) {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    head.putInt(0, MAGIC).putInt(24, (int) (size / 2));
    head.order(ByteOrder.LITTLE_ENDIAN).putInt(28, VERSION).putInt(32, type).position(36);
    box(head, extent.isNull() ? new Envelope(0, 0, 0, 0) : extent);
    return head.array();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(spool);
    }
  }
}
