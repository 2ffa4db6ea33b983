package city.chengtu.gis.place;

import city.chengtu.gis.coordinate.Geodesy;
import city.chengtu.gis.feature.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.operation.distance.DistanceOp;

/** Where two roads, each given by its stretches, meet. */
final class Crossings {
  /** Dual carriageways cross in up to four junctions: to people that is one crossing. */
  private static final double ONE_CROSSING_METRES = 80;

  /** Roads that share no junction but come this near are still said to meet there. */
  private static final double NEARLY_METRES = 60;

  private Crossings() {}

  static List<Coordinate> of(List<Feature> first, List<Feature> second) {
    Map<Long, Coordinate> ends = ends(first);
    List<Coordinate> crossings = new ArrayList<>();
    ends(second)
        .forEach(
            (node, at) -> {
              if (ends.containsKey(node)
                  && crossings.stream()
                      .allMatch(known -> Geodesy.metres(known, at) > ONE_CROSSING_METRES)) {
                crossings.add(at);
              }
            });
    if (crossings.isEmpty()) {
      nearest(first, second, crossings);
    }
    return crossings;
  }

  private static Map<Long, Coordinate> ends(List<Feature> stretches) {
    Map<Long, Coordinate> ends = new HashMap<>();
    for (Feature stretch : stretches) {
      Coordinate[] line = stretch.geometry().getCoordinates();
      end(ends, stretch, "from_node", line[0]);
      end(ends, stretch, "to_node", line[line.length - 1]);
    }
    return ends;
  }

  private static void end(
      Map<Long, Coordinate> ends, Feature stretch, String field, Coordinate at) {
    if (stretch.properties().get(field) instanceof Number node) {
      ends.put(node.longValue(), at);
    }
  }

  private static void nearest(
      List<Feature> first, List<Feature> second, List<Coordinate> crossings) {
    double best = NEARLY_METRES;
    Coordinate found = null;
    for (Feature a : first) {
      for (Feature b : second) {
        if (a.geometry().getEnvelopeInternal().distance(b.geometry().getEnvelopeInternal())
            < 0.001) {
          Coordinate[] pair = DistanceOp.nearestPoints(a.geometry(), b.geometry());
          double metres = Geodesy.metres(pair[0], pair[1]);
          if (metres < best) {
            best = metres;
            found = pair[0];
          }
        }
      }
    }
    if (found != null) {
      crossings.add(found);
    }
  }
}
