package city.chengtu.gis.routing;

import java.util.BitSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Dimension;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Which stretches a shape drawn on the map closes. Lengths are taken in a plane touching the Earth
 * at the shape.
 *
 * <ul>
 *   <li>An area closes every stretch that touches it.
 *   <li>A line closes a stretch that it crosses away from the stretch's ends (near the ends it
 *       would close the side streets of the road it is drawn along), or that it runs along: half of
 *       the stretch, or half of the line, lies within the tolerance of the other.
 *   <li>A line that closes nothing by that, and a point, close the stretch nearest to them, if it
 *       lies within the tolerance.
 * </ul>
 */
final class ClosureShapes {
  private final RoadGraph graph;
  private final SnapIndex index;
  private final double tolerance;

  ClosureShapes(RoadGraph graph, SnapIndex index, double toleranceMetres) {
    this.graph = graph;
    this.index = index;
    this.tolerance = toleranceMetres;
  }

  void close(Geometry shape, BitSet closed) {
    for (int i = 0; i < shape.getNumGeometries(); i++) {
      Geometry part = shape.getGeometryN(i);
      if (part.isEmpty()) {
        throw new IllegalArgumentException("a closure has an empty geometry");
      }
      switch (part.getDimension()) {
        case Dimension.A -> closeArea(part, closed);
        case Dimension.L -> closeLine(part, closed);
        default -> closeNearest(part, closed);
      }
    }
  }

  private void closeArea(Geometry area, BitSet closed) {
    PreparedGeometry prepared = PreparedGeometryFactory.prepare(area);
    index.near(area.getEnvelopeInternal()).stream()
        .filter(s -> prepared.intersects(graph.line(s)))
        .forEach(closed::set);
  }

  private void closeLine(Geometry line, BitSet closed) {
    AffineTransformation plane = plane(line);
    Geometry drawn = plane.transform(line);
    Geometry strip = drawn.buffer(tolerance);
    PreparedGeometry prepared = PreparedGeometryFactory.prepare(strip);
    BitSet meant = new BitSet();
    index.near(widened(line)).stream()
        .filter(s -> means(drawn, strip, prepared, plane.transform(graph.line(s))))
        .forEach(meant::set);
    if (meant.isEmpty()) {
      closeNearest(line, closed);
    }
    closed.or(meant);
  }

  private boolean means(
      Geometry drawn, Geometry strip, PreparedGeometry prepared, Geometry stretch) {
    return prepared.intersects(stretch)
        && (crossesAwayFromEnds(drawn, stretch) || runsAlong(drawn, strip, stretch));
  }

  private boolean crossesAwayFromEnds(Geometry drawn, Geometry stretch) {
    Coordinate[] points = stretch.getCoordinates();
    for (Coordinate crossing : drawn.intersection(stretch).getCoordinates()) {
      if (crossing.distance(points[0]) > tolerance
          && crossing.distance(points[points.length - 1]) > tolerance) {
        return true;
      }
    }
    return false;
  }

  private boolean runsAlong(Geometry drawn, Geometry strip, Geometry stretch) {
    double shared = stretch.intersection(strip).getLength();
    return shared >= stretch.getLength() / 2
        // A street that merely ends on the line shares one or two tolerances with it.
        || (shared > 2 * tolerance && shared >= drawn.getLength() / 2);
  }

  private void closeNearest(Geometry shape, BitSet closed) {
    AffineTransformation plane = plane(shape);
    Geometry drawn = plane.transform(shape);
    double best = tolerance;
    int nearest = -1;
    for (int s : index.near(widened(shape)).stream().toArray()) {
      double distance = plane.transform(graph.line(s)).distance(drawn);
      if (distance <= best) {
        best = distance;
        nearest = s;
      }
    }
    if (nearest >= 0) {
      closed.set(nearest);
    }
  }

  private Envelope widened(Geometry shape) {
    Envelope box = shape.getEnvelopeInternal();
    box.expandBy(
        tolerance / Sphere.metresPerDegreeOfLongitude(box.centre().y),
        tolerance / Sphere.METRES_PER_DEGREE);
    return box;
  }

  private static AffineTransformation plane(Geometry shape) {
    double lat = shape.getEnvelopeInternal().centre().y;
    return AffineTransformation.scaleInstance(
        Sphere.metresPerDegreeOfLongitude(lat), Sphere.METRES_PER_DEGREE);
  }
}
