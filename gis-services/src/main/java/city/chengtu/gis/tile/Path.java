package city.chengtu.gis.tile;

import city.chengtu.gis.feature.Wkb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;

/** A line or ring in tile units: x from the west, y from the north, 0 to 4096 inside the tile. */
final class Path {
  private double[] xs;
  private double[] ys;
  private int size;

  Path(int capacity) {
    xs = new double[Math.max(capacity, 4)];
    ys = new double[xs.length];
  }

  static Path of(CoordinateSequence lonLat, TilePlace place) {
    Path path = new Path(lonLat.size());
    for (int i = 0; i < lonLat.size(); i++) {
      path.add(place.x(lonLat.getX(i)), place.y(lonLat.getY(i)));
    }
    return path;
  }

  /** The positions that come next, straight from the store's bytes. */
  static Path of(Wkb wkb, TilePlace place) {
    int points = wkb.count();
    Path path = new Path(points);
    for (int i = 0; i < points; i++) {
      path.add(place.x(wkb.x()), place.y(wkb.y()));
      wkb.skip(1);
    }
    return path;
  }

  /** Coordinates that are in tile units already. */
  static Path copy(CoordinateSequence inTile) {
    Path path = new Path(inTile.size());
    for (int i = 0; i < inTile.size(); i++) {
      path.add(inTile.getX(i), inTile.getY(i));
    }
    return path;
  }

  void add(double x, double y) {
    if (size == xs.length) {
      xs = Arrays.copyOf(xs, size * 2);
      ys = Arrays.copyOf(ys, size * 2);
    }
    xs[size] = x;
    ys[size++] = y;
  }

  int size() {
    return size;
  }

  double x(int i) {
    return xs[i];
  }

  double y(int i) {
    return ys[i];
  }

  boolean isInside(double min, double max) {
    for (int i = 0; i < size; i++) {
      if (xs[i] < min || xs[i] > max || ys[i] < min || ys[i] > max) {
        return false;
      }
    }
    return true;
  }

  /**
   * The pieces of this line inside the square from min to max (Liang–Barsky, segment by segment).
   */
  List<Path> clipLine(double min, double max) {
    if (isInside(min, max)) {
      return List.of(this);
    }
    List<Path> pieces = new ArrayList<>();
    Path piece = null;
    for (int i = 1; i < size; i++) {
      double[] part = clipSegment(xs[i - 1], ys[i - 1], xs[i], ys[i], min, max);
      if (part == null) {
        piece = null;
        continue;
      }
      boolean joined = piece != null && part[0] == 0;
      if (!joined) {
        piece = new Path(size - i + 1);
        piece.add(
            xs[i - 1] + part[0] * (xs[i] - xs[i - 1]), ys[i - 1] + part[0] * (ys[i] - ys[i - 1]));
        pieces.add(piece);
      }
      piece.add(
          xs[i - 1] + part[1] * (xs[i] - xs[i - 1]), ys[i - 1] + part[1] * (ys[i] - ys[i - 1]));
      if (part[1] < 1) {
        piece = null;
      }
    }
    return pieces;
  }

  /**
   * From where to where, as fractions of the segment, it runs inside the square; null when nowhere.
   */
  private static double[] clipSegment(
      double x0, double y0, double x1, double y1, double min, double max) {
    double[] range = {0, 1};
    boolean inside =
        narrow(range, x0 - x1, x0 - min)
            && narrow(range, x1 - x0, max - x0)
            && narrow(range, y0 - y1, y0 - min)
            && narrow(range, y1 - y0, max - y0);
    return inside ? range : null;
  }

  private static boolean narrow(double[] range, double p, double q) {
    if (p == 0) {
      return q >= 0;
    }
    double t = q / p;
    if (p < 0) {
      range[0] = Math.max(range[0], t);
    } else {
      range[1] = Math.min(range[1], t);
    }
    return range[0] <= range[1];
  }

  /**
   * This ring cut to the square (Sutherland–Hodgman): may be empty; runs along the edge where the
   * area goes on outside.
   */
  Path clipRing(double min, double max) {
    if (isInside(min, max)) {
      return this;
    }
    Path ring = cut(this, true, min, 1);
    ring = cut(ring, true, max, -1);
    ring = cut(ring, false, min, 1);
    return cut(ring, false, max, -1);
  }

  private static Path cut(Path ring, boolean vertical, double at, int side) {
    Path out = new Path(ring.size + 4);
    for (int i = 0; i < ring.size; i++) {
      int before = i == 0 ? ring.size - 1 : i - 1;
      double here = side * ((vertical ? ring.xs[i] : ring.ys[i]) - at);
      double there = side * ((vertical ? ring.xs[before] : ring.ys[before]) - at);
      if ((here >= 0) != (there >= 0)) {
        double t = there / (there - here);
        out.add(
            ring.xs[before] + t * (ring.xs[i] - ring.xs[before]),
            ring.ys[before] + t * (ring.ys[i] - ring.ys[before]));
      }
      if (here >= 0) {
        out.add(ring.xs[i], ring.ys[i]);
      }
    }
    return out;
  }

  /**
   * Leaves out points that lie closer than the tolerance to what remains (Douglas–Peucker); both
   * ends stay.
   */
  Path simplify(double tolerance) {
    if (size < 3 || tolerance <= 0) {
      return this;
    }
    BitSet kept = new BitSet(size);
    kept.set(0);
    kept.set(size - 1);
    int[] stack = new int[2 * size];
    int depth = 0;
    stack[depth++] = 0;
    stack[depth++] = size - 1;
    while (depth > 0) {
      int to = stack[--depth];
      int from = stack[--depth];
      int far = farthest(from, to, tolerance * tolerance);
      if (far > 0) {
        kept.set(far);
        stack[depth++] = from;
        stack[depth++] = far;
        stack[depth++] = far;
        stack[depth++] = to;
      }
    }
    Path out = new Path(kept.cardinality());
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      out.add(xs[i], ys[i]);
    }
    return out;
  }

  private int farthest(int from, int to, double limit) {
    int far = -1;
    double most = limit;
    for (int i = from + 1; i < to; i++) {
      double d = squaredDistance(i, from, to);
      if (d > most) {
        most = d;
        far = i;
      }
    }
    return far;
  }

  private double squaredDistance(int i, int a, int b) {
    double dx = xs[b] - xs[a];
    double dy = ys[b] - ys[a];
    double length = dx * dx + dy * dy;
    double t =
        length == 0
            ? 0
            : Math.max(0, Math.min(1, ((xs[i] - xs[a]) * dx + (ys[i] - ys[a]) * dy) / length));
    double ex = xs[i] - xs[a] - t * dx;
    double ey = ys[i] - ys[a] - t * dy;
    return ex * ex + ey * ey;
  }
}
