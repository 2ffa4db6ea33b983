package city.chengtu.command.ogc;

import city.chengtu.gis.feature.Wkb;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Geometries as GeoJSON has them, in the order of the axes that was asked for. */
final class GeoJsonGeometry {
  private static final String[] TYPES = {
    "",
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection"
  };
  private static final int COLLECTION = 7;

  private final JsonBytes json;
  private final Crs crs;

  GeoJsonGeometry(JsonBytes json, Crs crs) {
    this.json = json;
    this.crs = crs;
  }

  /** Straight from the store's bytes, for a system of degrees: nothing is built. */
  void write(Wkb wkb) {
    int type = wkb.type();
    begin(TYPES[type]);
    if (type == COLLECTION) {
      json.raw('[');
      int parts = wkb.count();
      for (int i = 0; i < parts; i++) {
        comma(i);
        write(wkb);
      }
      json.raw(']');
    } else {
      coordinates(wkb, type);
    }
    json.raw('}');
  }

  private void begin(String type) {
    json.raw("{\"type\":\"").raw(type);
    json.raw(type.equals(TYPES[COLLECTION]) ? "\",\"geometries\":" : "\",\"coordinates\":");
  }

  private void comma(int i) {
    if (i > 0) {
      json.raw(',');
    }
  }

  private void coordinates(Wkb wkb, int type) {
    if (type == Wkb.POINT) {
      point(wkb);
      return;
    }
    json.raw('[');
    int count = wkb.count();
    for (int i = 0; i < count; i++) {
      comma(i);
      switch (type) {
        case Wkb.LINE -> {
          position(wkb.x(), wkb.y());
          wkb.skip(1);
        }
        case Wkb.POLYGON -> coordinates(wkb, Wkb.LINE);
        default -> coordinates(wkb, wkb.type());
      }
    }
    json.raw(']');
  }

  /** An empty one has no numbers for coordinates. */
  private void point(Wkb wkb) {
    if (Double.isNaN(wkb.x())) {
      json.raw("[]");
    } else {
      position(wkb.x(), wkb.y());
    }
    wkb.skip(1);
  }

  private void position(double east, double north) {
    json.raw('[')
        .number(crs.northFirst() ? north : east)
        .raw(',')
        .number(crs.northFirst() ? east : north)
        .raw(']');
  }

  /** In the system that was asked for already, east first. */
  void write(Geometry g) {
    begin(g.getGeometryType());
    if (g.getClass() == GeometryCollection.class) {
      json.raw('[');
      for (int i = 0; i < g.getNumGeometries(); i++) {
        comma(i);
        write(g.getGeometryN(i));
      }
      json.raw(']');
    } else {
      coordinates(g);
    }
    json.raw('}');
  }

  private void coordinates(Geometry g) {
    if (g instanceof Point point) {
      if (point.isEmpty()) {
        json.raw("[]");
      } else {
        position(crs.rounded(point.getX()), crs.rounded(point.getY()));
      }
    } else if (g instanceof LineString line) {
      positions(line.getCoordinateSequence());
    } else if (g instanceof Polygon polygon) {
      json.raw('[');
      if (!polygon.isEmpty()) {
        positions(polygon.getExteriorRing().getCoordinateSequence());
      }
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        json.raw(',');
        positions(polygon.getInteriorRingN(i).getCoordinateSequence());
      }
      json.raw(']');
    } else {
      json.raw('[');
      for (int i = 0; i < g.getNumGeometries(); i++) {
        comma(i);
        coordinates(g.getGeometryN(i));
      }
      json.raw(']');
    }
  }

  private void positions(CoordinateSequence sequence) {
    json.raw('[');
    for (int i = 0; i < sequence.size(); i++) {
      comma(i);
      position(crs.rounded(sequence.getX(i)), crs.rounded(sequence.getY(i)));
    }
    json.raw(']');
  }
}
