package city.chengtu.gis.routing;

/**
 * A place on the road. Good only for the graph whose {@link SnapIndex} made it: a new graph numbers
 * its segments anew.
 *
 * @param graph serial number of that graph
 * @param segment number of the stretch in that graph
 * @param fraction of the stretch's length, 0 at its from-node to 1 at its to-node
 * @param lon degrees, on the road
 * @param lat degrees, on the road
 * @param metresOff how far the place that was asked for lies from the road
 */
public record RoadPoint(
    long graph, int segment, double fraction, double lon, double lat, double metresOff) {
  public RoadPoint {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be 0 to 1: " + fraction);
    }
  }

  /** The place at a fraction of a stretch. */
  public static RoadPoint of(RoadGraph graph, int segment, double fraction) {
    var place = graph.at(segment, fraction);
    return new RoadPoint(graph.serial(), segment, fraction, place.x, place.y, 0);
  }
}
