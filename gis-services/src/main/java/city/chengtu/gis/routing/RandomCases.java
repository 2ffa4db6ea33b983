package city.chengtu.gis.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Envelope;

/** Random questions to a road graph; the same seed asks the same. */
final class RandomCases {
  private final RoadGraph graph;
  private final Random random;

  RandomCases(RoadGraph graph, long seed) {
    this.graph = graph;
    this.random = new Random(seed);
  }

  /** Any place on any road; sometimes one of the stretch's ends. */
  RoadPoint point() {
    return point(random.nextInt(graph.segments()));
  }

  RoadPoint point(int segment) {
    int kind = random.nextInt(10);
    double fraction = kind == 0 ? 0 : kind == 1 ? 1 : random.nextDouble();
    return RoadPoint.of(graph, segment, fraction);
  }

  /** lon,lat degrees, anywhere in the network's extent. */
  List<double[]> places(int count) {
    Envelope extent = graph.extent();
    List<double[]> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(
          new double[] {
            extent.getMinX() + random.nextDouble() * extent.getWidth(),
            extent.getMinY() + random.nextDouble() * extent.getHeight()
          });
    }
    return places;
  }

  /** Places anywhere, a few of them on the target's own stretch. */
  List<RoadPoint> origins(RoadPoint target, int count) {
    List<RoadPoint> origins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      origins.add(random.nextInt(20) == 0 ? point(target.segment()) : point());
    }
    return origins;
  }

  /** Nothing closed in one of three cases, otherwise up to the share of all stretches. */
  Closures closures(double share) {
    BitSet closed = new BitSet();
    if (random.nextInt(3) > 0) {
      int count = (int) (random.nextDouble() * share * graph.segments());
      for (int i = 0; i < count; i++) {
        closed.set(random.nextInt(graph.segments()));
      }
    }
    return new Closures(graph, closed);
  }
}
