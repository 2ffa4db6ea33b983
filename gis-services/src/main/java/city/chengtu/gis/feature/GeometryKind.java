package city.chengtu.gis.feature;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.Puntal;

/** What a layer's features look like on the map. Each kind takes single and multi geometries. */
public enum GeometryKind {
  POINT,
  LINE,
  POLYGON;

  /** True when the geometry (single or multi) belongs on a layer of this kind. */
  public boolean accepts(Geometry geometry) {
    return switch (this) {
      case POINT -> geometry instanceof Puntal;
      case LINE -> geometry instanceof Lineal;
      case POLYGON -> geometry instanceof Polygonal;
    };
  }
}
