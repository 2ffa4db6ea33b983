package city.chengtu.gis.routing;

import city.chengtu.gis.routing.RoadSegment.Oneway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Small road networks for tests, drawn in metres east and north of 113 E 28 N. Roads meet where
 * they end at the same place.
 */
final class RoadDrawing {
  static final SpeedProfile PROFILE = SpeedProfile.standard();
  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final double LON = 113;
  private static final double LAT = 28;

  private final List<RoadSegment> segments = new ArrayList<>();
  private final Map<List<Double>, Long> nodes = new HashMap<>();

  /** A residential road, both ways, through x,y pairs in metres. */
  RoadDrawing road(String id, double... points) {
    return road(id, Oneway.NO, "residential", points);
  }

  RoadDrawing oneway(String id, double... points) {
    return road(id, Oneway.FORWARD, "residential", points);
  }

  RoadDrawing road(String id, Oneway oneway, String roadClass, double... points) {
    segments.add(
        new RoadSegment(
            id,
            GEOMETRY.createLineString(coordinates(points)),
            node(points[0], points[1]),
            node(points[points.length - 2], points[points.length - 1]),
            roadClass,
            oneway,
            null,
            null,
            null));
    return this;
  }

  private long node(double x, double y) {
    return nodes.computeIfAbsent(List.of(x, y), place -> nodes.size() + 1L);
  }

  private static Coordinate[] coordinates(double... points) {
    Coordinate[] coordinates = new Coordinate[points.length / 2];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = new Coordinate(lon(points[2 * i]), lat(points[2 * i + 1]));
    }
    return coordinates;
  }

  static double lon(double x) {
    return LON + x / Sphere.metresPerDegreeOfLongitude(LAT);
  }

  static double lat(double y) {
    return LAT + y / Sphere.METRES_PER_DEGREE;
  }

  static Geometry line(double... points) {
    return GEOMETRY.createLineString(coordinates(points));
  }

  static Geometry area(double... points) {
    return GEOMETRY.createPolygon(coordinates(points));
  }

  static Geometry point(double x, double y) {
    return GEOMETRY.createPoint(new Coordinate(lon(x), lat(y)));
  }

  Network build() {
    RoadGraph graph = RoadGraph.of(segments, PROFILE);
    return new Network(graph, SnapIndex.of(graph, PROFILE), new TravelTimes(graph));
  }

  record Network(RoadGraph graph, SnapIndex index, TravelTimes times) {
    RoadPoint near(double x, double y) {
      return index.nearest(lon(x), lat(y)).orElseThrow();
    }

    RoadPoint near(double x, double y, Closures closures) {
      return index.nearest(lon(x), lat(y), closures).orElseThrow();
    }

    Closures closed(Geometry... shapes) {
      return Closures.of(graph, index, PROFILE, List.of(shapes));
    }

    List<String> closedIds(Geometry... shapes) {
      return closed(shapes).list().stream().map(graph::id).sorted().toList();
    }

    Reached reach(RoadPoint origin, RoadPoint target, Closures closures) {
      return times.to(target, List.of(origin), closures).get(0);
    }

    Reached reach(RoadPoint origin, RoadPoint target) {
      return reach(origin, target, Closures.none(graph));
    }
  }
}
