package city.chengtu.gis.ingest.shapefile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * A shapefile's polygon is a heap of rings: clockwise ones enclose, the others are holes of the
 * smallest one round them. A hole without a ring round it encloses, as do all when none is
 * clockwise: writers err, and losing an area is worse.
 */
final class RingSorter {
  private RingSorter() {}

  private static final class Shell {
    private final LinearRing ring;
    private final double area;
    private final List<LinearRing> holes = new ArrayList<>();

    Shell(LinearRing ring) {
      this.ring = ring;
      this.area = Area.ofRing(ring.getCoordinateSequence());
    }

    Polygon polygon() {
      return ShapeReader.DRAW.createPolygon(ring, holes.toArray(LinearRing[]::new));
    }
  }

  static Geometry polygons(Coordinate[][] parts) {
    List<Shell> shells = new ArrayList<>();
    List<LinearRing> holes = new ArrayList<>();
    for (Coordinate[] part : parts) {
      LinearRing ring = ring(part);
      if (ring.isEmpty()) {
        continue;
      }
      // Signed: above zero for clockwise.
      if (Area.ofRingSigned(ring.getCoordinateSequence()) >= 0) {
        shells.add(new Shell(ring));
      } else {
        holes.add(ring);
      }
    }
    assign(shells, holes);
    Polygon[] polygons = shells.stream().map(Shell::polygon).toArray(Polygon[]::new);
    return polygons.length == 1 ? polygons[0] : ShapeReader.DRAW.createMultiPolygon(polygons);
  }

  /**
   * Closed if it is not; three points (there and back) enclose nothing, but checks mend the whole.
   */
  private static LinearRing ring(Coordinate[] points) {
    Coordinate[] closed = points;
    if (points.length > 0 && !points[0].equals2D(points[points.length - 1])) {
      closed = Arrays.copyOf(points, points.length + 1);
      closed[points.length] = points[0].copy();
    }
    if (closed.length > 0 && closed.length < 3) {
      throw new IllegalArgumentException("a ring has only " + points.length + " points");
    }
    return ShapeReader.DRAW.createLinearRing(closed);
  }

  private static void assign(List<Shell> shells, List<LinearRing> holes) {
    if (holes.isEmpty()) {
      return;
    }
    STRtree tree = new STRtree();
    shells.forEach(shell -> tree.insert(shell.ring.getEnvelopeInternal(), shell));
    tree.build();
    for (LinearRing hole : holes) {
      Shell round = null;
      for (Object found : tree.query(hole.getEnvelopeInternal())) {
        Shell shell = (Shell) found;
        if ((round == null || shell.area < round.area) && isRound(shell.ring, hole)) {
          round = shell;
        }
      }
      if (round == null) {
        shells.add(new Shell(hole));
      } else {
        round.holes.add(hole);
      }
    }
  }

  private static boolean isRound(LinearRing shell, LinearRing hole) {
    if (!shell.getEnvelopeInternal().covers(hole.getEnvelopeInternal())) {
      return false;
    }
    for (Coordinate c : hole.getCoordinates()) {
      int place = RayCrossingCounter.locatePointInRing(c, shell.getCoordinateSequence());
      if (place != Location.BOUNDARY) {
        return place == Location.INTERIOR;
      }
    }
    return true;
  }
}
