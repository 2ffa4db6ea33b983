package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Box;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/** Boxes as geometries. */
final class Boxes {
  /** Geometries of literals: lon,lat. */
  static final GeometryFactory DRAW = new GeometryFactory(new PrecisionModel(), 4326);

  private static final double DATE_LINE = 180;

  private Boxes() {}

  /** A polygon; a line or point where the box has no width or height. */
  static Geometry geometry(Box box) {
    if (box.west() <= box.east()) {
      return part(box, box.west(), box.east());
    }
    List<Geometry> parts = new ArrayList<>();
    if (box.west() < DATE_LINE) {
      parts.add(part(box, box.west(), DATE_LINE));
    }
    if (box.east() > -DATE_LINE || parts.isEmpty()) {
      parts.add(part(box, -DATE_LINE, Math.max(-DATE_LINE, box.east())));
    }
    return DRAW.buildGeometry(parts);
  }

  private static Geometry part(Box box, double west, double east) {
    return DRAW.toGeometry(new Envelope(west, east, box.south(), box.north()));
  }
}
