package city.chengtu.gis.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/**
 * All stretches of road that name a junction end at the same point: otherwise the network has
 * cracks that routes fall into.
 */
final class RoadJunctionCheck implements LayerCheck {
  private static final String LAYER = "roads";

  /** A centimetre, in degrees. */
  private static final double TOLERANCE = 1e-7;

  private final Map<Long, Coordinate> junctions = new HashMap<>();

  @Override
  public void look(NewFeature feature, Consumer<Problem> problems) {
    if (!feature.layer().equals(LAYER)) {
      return;
    }
    if (!(feature.geometry() instanceof LineString line) || line.isEmpty()) {
      problems.accept(
          Problem.error(
              feature, null, "road-stretch", "a stretch between junctions is one LineString"));
      return;
    }
    end(feature, "from_node", line.getCoordinateN(0), problems);
    end(feature, "to_node", line.getCoordinateN(line.getNumPoints() - 1), problems);
  }

  private void end(NewFeature feature, String field, Coordinate here, Consumer<Problem> problems) {
    if (feature.properties().get(field) instanceof Number node) {
      Coordinate before = junctions.putIfAbsent(node.longValue(), here);
      if (before != null && !before.equals2D(here, TOLERANCE)) {
        problems.accept(
            Problem.error(
                feature,
                field,
                "road-junction",
                "junction " + node + " is at " + here + " here, at " + before + " elsewhere"));
      }
    }
  }
}
