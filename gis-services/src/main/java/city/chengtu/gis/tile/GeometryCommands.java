package city.chengtu.gis.tile;

import city.chengtu.gis.feature.Wkb;
import java.util.Arrays;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Turns one geometry into the drawing commands of a vector tile: cut to the tile and a margin round
 * it, simplified, snapped to the tile's grid. Rule: Mapbox Vector Tile Specification 2.1, section
 * 4.3.
 */
final class GeometryCommands {
  private static final int MOVE_TO = 1;
  private static final int LINE_TO = 2;
  private static final int CLOSE_PATH = 7;

  private final TilePlace place;
  private final double min;
  private final double max;
  private final double tolerance;
  private final ProtobufBuffer out = new ProtobufBuffer();
  private int penX;
  private int penY;

  GeometryCommands(TileAddress tile, int extent, int margin, double tolerance) {
    this.place = new TilePlace(tile, extent);
    this.min = -margin;
    this.max = extent + margin;
    this.tolerance = tolerance;
  }

  /**
   * The commands of this geometry: empty when nothing of it is seen on the tile. Valid until the
   * next call.
   */
  ProtobufBuffer draw(Geometry geometry) {
    out.clear();
    penX = 0;
    penY = 0;
    if (geometry instanceof Point || geometry.getDimension() == 0) {
      points(geometry);
    } else {
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        Geometry part = geometry.getGeometryN(i);
        if (part instanceof Polygon polygon) {
          polygon(polygon);
        } else if (part instanceof LineString line) {
          Path.of(line.getCoordinateSequence(), place).clipLine(min, max).forEach(this::line);
        }
      }
    }
    return out;
  }

  /**
   * As {@link #draw(Geometry)}, straight from the store's bytes.
   *
   * @param whole the same geometry, built when it is needed: where an area with holes is cut
   */
  ProtobufBuffer draw(byte[] ewkb, Supplier<Geometry> whole) {
    out.clear();
    penX = 0;
    penY = 0;
    Wkb wkb = new Wkb(ewkb);
    int type = wkb.type();
    switch (type) {
      case Wkb.POINT -> pointAt(wkb);
      case Wkb.LINE -> Path.of(wkb, place).clipLine(min, max).forEach(this::line);
      case Wkb.POLYGON -> polygon(wkb, () -> (Polygon) whole.get());
      case Wkb.POINT + 3 -> {
        return draw(whole.get());
      }
      case Wkb.LINE + 3, Wkb.POLYGON + 3 -> {
        int parts = wkb.count();
        for (int i = 0; i < parts; i++) {
          int part = i;
          if (wkb.type() == Wkb.LINE) {
            Path.of(wkb, place).clipLine(min, max).forEach(this::line);
          } else {
            polygon(wkb, () -> (Polygon) whole.get().getGeometryN(part));
          }
        }
      }
      default -> {
        return draw(whole.get());
      }
    }
    return out;
  }

  private void pointAt(Wkb wkb) {
    double x = place.x(wkb.x());
    double y = place.y(wkb.y());
    if (x >= min && x <= max && y >= min && y <= max) {
      command(MOVE_TO, 1);
      moveBy((int) Math.round(x), (int) Math.round(y));
    }
  }

  private void polygon(Wkb wkb, Supplier<Polygon> whole) {
    int rings = wkb.count();
    if (rings == 0) {
      return;
    }
    Path shell = Path.of(wkb, place);
    boolean cut = rings > 1 && !shell.isInside(min, max);
    Path clipped = shell.clipRing(min, max);
    boolean drawn = !cut && ring(clipped, true);
    for (int i = 1; i < rings; i++) {
      if (drawn) {
        ring(Path.of(wkb, place), false);
      } else {
        wkb.skip(wkb.count());
      }
    }
    if (cut && clipped.size() > 0) {
      cutWhole(whole.get());
    }
  }

  private void points(Geometry geometry) {
    Coordinate[] all = geometry.getCoordinates();
    int[] seen = new int[2 * all.length];
    int count = 0;
    for (Coordinate c : all) {
      double x = place.x(c.x);
      double y = place.y(c.y);
      if (x >= min && x <= max && y >= min && y <= max) {
        seen[count++] = (int) Math.round(x);
        seen[count++] = (int) Math.round(y);
      }
    }
    if (count > 0) {
      command(MOVE_TO, count / 2);
      for (int i = 0; i < count; i += 2) {
        moveBy(seen[i], seen[i + 1]);
      }
    }
  }

  private void line(Path piece) {
    int[] snapped = snapLine(piece.simplify(tolerance));
    if (snapped.length >= 4) {
      path(snapped);
    }
  }

  private void polygon(Polygon polygon) {
    Path shell = project(polygon.getExteriorRing());
    if (polygon.getNumInteriorRing() == 0 || shell.isInside(min, max)) {
      rings(shell.clipRing(min, max), polygon);
    } else if (shell.clipRing(min, max).size() > 0) {
      cutWhole(polygon);
    }
  }

  private void rings(Path shell, Polygon polygon) {
    if (!ring(shell, true)) {
      return;
    }
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      ring(project(polygon.getInteriorRingN(i)), false);
    }
  }

  /**
   * Cut ring by ring, a hole could come to lie on the shell along the tile's edge; cut as a whole,
   * it becomes part of the outline.
   */
  private void cutWhole(Polygon polygon) {
    Geometry inTile = polygon.copy();
    inTile.apply(
        (Coordinate c) -> {
          double x = place.x(c.x);
          double y = place.y(c.y);
          c.setX(x);
          c.setY(y);
        });
    inTile.geometryChanged();
    Geometry valid = inTile.isValid() ? inTile : GeometryFixer.fix(inTile);
    Geometry square = valid.getFactory().toGeometry(new Envelope(min, max, min, max));
    Geometry cut = OverlayNGRobust.overlay(valid, square, OverlayNG.INTERSECTION);
    for (int i = 0; i < cut.getNumGeometries(); i++) {
      if (cut.getGeometryN(i) instanceof Polygon piece
          && ring(Path.copy(piece.getExteriorRing().getCoordinateSequence()), true)) {
        for (int h = 0; h < piece.getNumInteriorRing(); h++) {
          ring(Path.copy(piece.getInteriorRingN(h).getCoordinateSequence()), false);
        }
      }
    }
  }

  private Path project(LineString line) {
    return Path.of(line.getCoordinateSequence(), place);
  }

  private boolean ring(Path clipped, boolean exterior) {
    int[] snapped = snapRing(closed(clipped).simplify(tolerance));
    long area = doubleArea(snapped);
    if (area == 0) {
      return false;
    }
    // Drawn clockwise (y points down) outside, anticlockwise inside: that is how readers tell holes
    // from islands.
    path(area > 0 == exterior ? snapped : reversed(snapped));
    command(CLOSE_PATH, 1);
    return true;
  }

  private static Path closed(Path ring) {
    int last = ring.size() - 1;
    if (last > 0 && (ring.x(0) != ring.x(last) || ring.y(0) != ring.y(last))) {
      ring.add(ring.x(0), ring.y(0));
    }
    return ring;
  }

  /** Whole tile units, without points that fall together. */
  private static int[] snapLine(Path path) {
    int[] snapped = new int[2 * path.size()];
    int n = 0;
    for (int i = 0; i < path.size(); i++) {
      n = append(snapped, n, (int) Math.round(path.x(i)), (int) Math.round(path.y(i)));
    }
    return Arrays.copyOf(snapped, n);
  }

  /** As a line, and without spikes where the ring runs back on itself; the end does not repeat. */
  private static int[] snapRing(Path path) {
    int[] snapped = snapLine(path);
    int n = 0;
    for (int i = 0; i < snapped.length; i += 2) {
      while (n >= 4 && turnsBack(snapped, n, snapped[i], snapped[i + 1])) {
        n -= 2;
      }
      n = append(snapped, n, snapped[i], snapped[i + 1]);
    }
    if (n > 2 && snapped[0] == snapped[n - 2] && snapped[1] == snapped[n - 1]) {
      n -= 2;
    }
    return Arrays.copyOf(snapped, n);
  }

  private static int append(int[] path, int n, int x, int y) {
    if (n > 0 && path[n - 2] == x && path[n - 1] == y) {
      return n;
    }
    path[n] = x;
    path[n + 1] = y;
    return n + 2;
  }

  /** True when going on to x,y leads straight back over where the path came from. */
  private static boolean turnsBack(int[] path, int n, int x, int y) {
    long ax = (long) path[n - 2] - path[n - 4];
    long ay = (long) path[n - 1] - path[n - 3];
    long bx = (long) x - path[n - 2];
    long by = (long) y - path[n - 1];
    return ax * by == ay * bx && ax * bx + ay * by < 0;
  }

  /** Twice the area, positive for clockwise where y points down. */
  private static long doubleArea(int[] ring) {
    long area = 0;
    int n = ring.length;
    for (int i = 0; i < n; i += 2) {
      int j = (i + 2) % n;
      area += (long) ring[i] * ring[j + 1] - (long) ring[j] * ring[i + 1];
    }
    return area;
  }

  private static int[] reversed(int[] path) {
    int[] back = new int[path.length];
    for (int i = 0; i < path.length; i += 2) {
      back[i] = path[path.length - 2 - i];
      back[i + 1] = path[path.length - 1 - i];
    }
    return back;
  }

  private void path(int[] snapped) {
    command(MOVE_TO, 1);
    moveBy(snapped[0], snapped[1]);
    command(LINE_TO, snapped.length / 2 - 1);
    for (int i = 2; i < snapped.length; i += 2) {
      moveBy(snapped[i], snapped[i + 1]);
    }
  }

  private void command(int id, int count) {
    out.varint((long) count << 3 | id);
  }

  private void moveBy(int x, int y) {
    out.zigzag(x - penX);
    out.zigzag(y - penY);
    penX = x;
    penY = y;
  }
}
