package city.chengtu.command.incidents;

import city.chengtu.command.journal.Refusal;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * Where something is.
 *
 * @param lon degrees east, CGCS2000 (taken as WGS 84)
 * @param lat degrees north
 * @param address as people say it; null when unknown
 * @param grid code of the unit grid 单元网格; null when unknown
 */
public record Place(double lon, double lat, String address, String grid) {
  private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);

  public Place {
    if (!(Math.abs(lon) <= 180)) {
      throw Refusal.invalid("/place/lon", "out-of-range", "lon must be from -180 to 180");
    }
    if (!(Math.abs(lat) <= 90)) {
      throw Refusal.invalid("/place/lat", "out-of-range", "lat must be from -90 to 90");
    }
  }

  @JsonIgnore
  public Point point() {
    return FACTORY.createPoint(new Coordinate(lon, lat));
  }
}
