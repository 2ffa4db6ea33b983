package city.chengtu.command.dispatch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.PrecisionModel;

/** A place by degrees, CGCS2000 (taken as WGS 84). */
public record Spot(double lon, double lat) {
  private static final double EARTH_METRES = 6_371_008.8;
  private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);

  @JsonIgnore
  public Point point() {
    return FACTORY.createPoint(new Coordinate(lon, lat));
  }

  /** Great-circle distance in metres. */
  public double metresTo(Spot other) {
    double lat1 = Math.toRadians(lat);
    double lat2 = Math.toRadians(other.lat);
    double dLon = Math.toRadians(other.lon - lon);
    double s =
        Math.pow(Math.sin((lat2 - lat1) / 2), 2)
            + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(s)));
  }
}
