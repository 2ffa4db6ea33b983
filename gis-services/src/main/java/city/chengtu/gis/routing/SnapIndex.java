package city.chengtu.gis.routing;

import java.util.BitSet;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/**
 * Finds the nearest road. A grid over the straight pieces of all stretches, searched in growing
 * square rings around the place; immutable.
 */
public final class SnapIndex {
  private final RoadGraph graph;
  private final RoadGraphParts parts;
  private final PieceGrid grid;
  private final double mainMetres;

  private SnapIndex(RoadGraph graph, double mainMetres) {
    this.graph = graph;
    this.parts = graph.parts();
    this.mainMetres = mainMetres;
    this.grid = PieceGrid.of(parts);
  }

  public static SnapIndex of(RoadGraph graph, SpeedProfile profile) {
    return new SnapIndex(graph, profile.snapMainMetres());
  }

  /** As {@link #nearest(double, double, Closures)} with nothing closed. */
  public Optional<RoadPoint> nearest(double lon, double lat) {
    return nearest(lon, lat, Closures.none(graph));
  }

  /**
   * The nearest open stretch by metres; one of the main network unless another is nearer by more
   * than the profile's {@code snap_main_metres}. The point's {@code metresOff} tells how far it is:
   * what is too far is for the caller to say.
   *
   * @param lon degrees
   * @param lat degrees
   * @return empty when no road is open at all
   */
  public Optional<RoadPoint> nearest(double lon, double lat, Closures closures) {
    closures.mustBeFor(graph);
    if (!Double.isFinite(lon) || !Double.isFinite(lat)) {
      throw new IllegalArgumentException("not a place: " + lon + "," + lat);
    }
    Nearest any = new Nearest(lon, lat);
    Nearest main = new Nearest(lon, lat);
    for (int ring = 0; ring <= grid.rings(); ring++) {
      double beyond = grid.metresInside(ring, lat);
      if (main.metres <= beyond || any.metres + mainMetres <= beyond) {
        break;
      }
      grid.forEachPieceInRing(
          lon,
          lat,
          ring,
          (segment, point) -> {
            if (!closures.isClosed(segment)) {
              any.offer(segment, point);
              if (graph.main(segment)) {
                main.offer(segment, point);
              }
            }
          });
    }
    Nearest best = main.metres <= any.metres + mainMetres ? main : any;
    return best.found() ? Optional.of(best.roadPoint()) : Optional.empty();
  }

  /** The stretches that may touch the box (lon,lat degrees), and perhaps some more. */
  BitSet near(Envelope box) {
    BitSet segments = new BitSet(graph.segments());
    grid.forEachPieceIn(box, (segment, point) -> segments.set(segment));
    return segments;
  }

  /** The nearest place seen so far, in a plane touching the Earth at the place asked for. */
  private final class Nearest {
    private final double lon;
    private final double lat;
    private final double xScale;
    private double metres = Double.POSITIVE_INFINITY;
    private int segment = -1;
    private int piece;
    private double t;

    Nearest(double lon, double lat) {
      this.lon = lon;
      this.lat = lat;
      this.xScale = Sphere.metresPerDegreeOfLongitude(lat);
    }

    boolean found() {
      return segment >= 0;
    }

    void offer(int s, int p) {
      double x = (parts.lon[p] - lon) * xScale;
      double y = (parts.lat[p] - lat) * Sphere.METRES_PER_DEGREE;
      double dx = (parts.lon[p + 1] - parts.lon[p]) * xScale;
      double dy = (parts.lat[p + 1] - parts.lat[p]) * Sphere.METRES_PER_DEGREE;
      double square = dx * dx + dy * dy;
      double along = square == 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / square));
      double distance = Math.hypot(x + along * dx, y + along * dy);
      // The lower number wins a tie, so that the answer does not hang on the order of the grid.
      if (distance < metres || (distance == metres && s < segment)) {
        metres = distance;
        segment = s;
        piece = p;
        t = along;
      }
    }

    RoadPoint roadPoint() {
      double length = parts.metres(segment);
      double place = parts.along[piece] + t * (parts.along[piece + 1] - parts.along[piece]);
      return new RoadPoint(
          graph.serial(),
          segment,
          length == 0 ? 0 : Math.min(1, place / length),
          parts.lon[piece] + t * (parts.lon[piece + 1] - parts.lon[piece]),
          parts.lat[piece] + t * (parts.lat[piece + 1] - parts.lat[piece]),
          metres);
    }
  }
}
