package city.chengtu.gis.ingest.shapefile;

import java.nio.ByteBuffer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;

/** One shape of a .shp. Heights and measures are read over: the map is flat. */
final class ShapeReader {
  static final GeometryFactory DRAW = new GeometryFactory();

  private ShapeReader() {}

  /**
   * @return null for a null shape
   * @throws IllegalArgumentException when the record does not hold what it says
   */
  static Geometry read(ByteBuffer in, int mostVertices) {
    int type = in.getInt();
    return switch (type) {
      case 0 -> null;
      case 1, 11, 21 -> DRAW.createPoint(point(in));
      case 8, 18, 28 -> multiPoint(in, mostVertices);
      case 3, 13, 23 -> lines(parts(in, mostVertices));
      case 5, 15, 25 -> RingSorter.polygons(parts(in, mostVertices));
      case 31 -> throw new IllegalArgumentException("the shape is a MultiPatch (3D body)");
      default -> throw new IllegalArgumentException("shape type " + type + " does not exist");
    };
  }

  private static Coordinate point(ByteBuffer in) {
    require(in, 16, "a point");
    Coordinate c = new Coordinate(in.getDouble(), in.getDouble());
    if (!Double.isFinite(c.x) || !Double.isFinite(c.y)) {
      throw new IllegalArgumentException("a coordinate is no number: " + c.x + ", " + c.y);
    }
    return c;
  }

  private static Geometry multiPoint(ByteBuffer in, int most) {
    require(in, 36, "a multipoint's header");
    in.position(in.position() + 32);
    int count = count(in.getInt(), "points", most);
    require(in, count * 16L, count + " points");
    return DRAW.createMultiPointFromCoords(points(in, count));
  }

  private static Coordinate[][] parts(ByteBuffer in, int most) {
    require(in, 40, "the shape's header");
    in.position(in.position() + 32);
    int parts = count(in.getInt(), "parts", most);
    int points = count(in.getInt(), "points", most);
    require(in, parts * 4L + points * 16L, parts + " parts and " + points + " points");
    int[] starts = new int[parts + 1];
    for (int i = 0; i < parts; i++) {
      starts[i] = in.getInt();
    }
    starts[parts] = points;
    Coordinate[][] all = new Coordinate[parts][];
    for (int i = 0; i < parts; i++) {
      int length = starts[i + 1] - starts[i];
      if (starts[i] < 0 || length < 0 || (i == 0 && starts[0] != 0)) {
        throw new IllegalArgumentException("part " + (i + 1) + " starts at point " + starts[i]);
      }
      all[i] = points(in, length);
    }
    return all;
  }

  private static Coordinate[] points(ByteBuffer in, int count) {
    Coordinate[] points = new Coordinate[count];
    for (int i = 0; i < count; i++) {
      points[i] = point(in);
    }
    return points;
  }

  private static Geometry lines(Coordinate[][] parts) {
    LineString[] lines = new LineString[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].length == 1) {
        throw new IllegalArgumentException("part " + (i + 1) + " is a line of one point");
      }
      lines[i] = DRAW.createLineString(parts[i]);
    }
    return lines.length == 1 ? lines[0] : DRAW.createMultiLineString(lines);
  }

  private static int count(int count, String what, int most) {
    if (count < 0 || count > most) {
      throw new IllegalArgumentException("the shape says it has " + count + " " + what);
    }
    return count;
  }

  private static void require(ByteBuffer in, long bytes, String what) {
    if (in.remaining() < bytes) {
      throw new IllegalArgumentException(
          "the record has no room for " + what + ": " + in.remaining() + " bytes are left");
    }
  }
}
