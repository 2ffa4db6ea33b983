package city.chengtu.samples.survey;

import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Plot;
import city.chengtu.samples.ground.Spot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Draws chart figures on the map, passes features on, and counts them by layer. */
public final class Notebook {
  private final CityPlan plan;
  private final FeatureSink sink;
  private final Map<String, Long> counts = new TreeMap<>();

  public Notebook(CityPlan plan, FeatureSink sink) {
    this.plan = plan;
    this.sink = sink;
  }

  /** Features written so far, by layer. */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  void write(String layer, String id, int rank, Geometry geometry, Props props) {
    sink.write(new NewFeature(layer, id, rank, geometry, props.map()));
    counts.merge(layer, 1L, Long::sum);
  }

  Coordinate place(Spot spot) {
    return plan.warp().lonLat(spot);
  }

  Point point(Spot spot) {
    return plan.factory().createPoint(place(spot));
  }

  LineString line(List<Coordinate> points) {
    return plan.factory().createLineString(points.toArray(Coordinate[]::new));
  }

  /** An area with a hole in it. */
  Polygon polygon(List<Spot> shell, List<Spot> hole) {
    LinearRing[] holes = {polygon(hole).getExteriorRing()};
    return plan.factory().createPolygon(polygon(shell).getExteriorRing(), holes);
  }

  Polygon polygon(List<Spot> corners) {
    Coordinate[] ring = new Coordinate[corners.size() + 1];
    for (int i = 0; i < corners.size(); i++) {
      ring[i] = place(corners.get(i));
    }
    ring[corners.size()] = ring[0].copy();
    return plan.factory().createPolygon(ring);
  }

  Polygon polygon(Plot plot) {
    return polygon(
        List.of(
            new Spot(plot.u0(), plot.v0()),
            new Spot(plot.u1(), plot.v0()),
            new Spot(plot.u1(), plot.v1()),
            new Spot(plot.u0(), plot.v1())));
  }

  /** A short id made of a letter and a place: the same place always gives the same id. */
  static String id(String prefix, Spot spot) {
    long place = (Math.round(spot.u() * 4) << 20) + Math.round(spot.v() * 4);
    return prefix + Long.toString(place, 36);
  }
}
