package city.chengtu.gis.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.PrecisionModel;

/** The arrays of a {@link RoadGraph}; written by the builder only. */
final class RoadGraphParts {
  static final int FORWARD = 1;
  static final int BACKWARD = 2;

  private static final GeometryFactory GEOMETRY = new GeometryFactory(new PrecisionModel(), 4326);

  /** What is wrong with the stretches that were left out. */
  final List<String> rejected = new ArrayList<>();

  // by segment
  String[] ids;
  String[] names;
  int[] from;
  int[] to;
  byte[] directions;
  int[] millis;
  int[] centimetres;
  BitSet main;

  /** Segment s has the points firstPoint[s] to firstPoint[s + 1] - 1. */
  int[] firstPoint;

  // by point
  double[] lon;
  double[] lat;

  /** Metres from the segment's start to the point, on the sphere. */
  double[] along;

  // by node
  long[] nodeIds;

  /** The edges that lead to node n are firstIn[n] to firstIn[n + 1] - 1. */
  int[] firstIn;

  // by edge
  /** The node the edge comes from. */
  int[] tail;

  /** Twice the number of the segment, plus one when driven against the way it is drawn. */
  int[] way;

  long[] byTime;
  long[] byDistance;

  int segment(int edge) {
    return way[edge] >> 1;
  }

  boolean asDrawn(int edge) {
    return (way[edge] & 1) == 0;
  }

  double metres(int s) {
    return along[firstPoint[s + 1] - 1];
  }

  LineString line(int s) {
    return GEOMETRY.createLineString(between(s, 0, 1).toArray(Coordinate[]::new));
  }

  static LineString line(List<Coordinate> points) {
    return GEOMETRY.createLineString(points.toArray(Coordinate[]::new));
  }

  /** The points from one fraction of the length to another, in that order; at least two. */
  List<Coordinate> between(int s, double start, double end) {
    List<Coordinate> points = new ArrayList<>();
    double low = Math.min(start, end) * metres(s);
    double high = Math.max(start, end) * metres(s);
    points.add(pointAt(s, low));
    for (int i = firstPoint[s]; i < firstPoint[s + 1]; i++) {
      if (along[i] > low && along[i] < high) {
        points.add(new Coordinate(lon[i], lat[i]));
      }
    }
    points.add(pointAt(s, high));
    if (start > end) {
      Collections.reverse(points);
    }
    return points;
  }

  private Coordinate pointAt(int s, double metres) {
    int i = firstPoint[s];
    int last = firstPoint[s + 1] - 1;
    while (i < last - 1 && along[i + 1] < metres) {
      i++;
    }
    double piece = along[i + 1] - along[i];
    double t = piece == 0 ? 0 : Math.max(0, Math.min(1, (metres - along[i]) / piece));
    return new Coordinate(lon[i] + t * (lon[i + 1] - lon[i]), lat[i] + t * (lat[i + 1] - lat[i]));
  }
}
