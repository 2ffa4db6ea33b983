package city.chengtu.gis.routing;

import java.util.List;
import org.locationtech.jts.geom.LineString;

/**
 * A way to drive.
 *
 * @param line lon,lat degrees from the origin's to the target's place on the road
 * @param segments numbers of the stretches in driving order
 */
public record Route(double seconds, double metres, LineString line, List<Integer> segments) {
  public Route {
    segments = List.copyOf(segments);
  }
}
