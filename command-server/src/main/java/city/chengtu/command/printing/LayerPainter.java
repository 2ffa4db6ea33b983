package city.chengtu.command.printing;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Draws geometries of one look as paths. What is finer than a printer's dot is left out. */
final class LayerPainter {
  /** 0.02 mm: a dot of a printer of 1,200 dpi. */
  private static final double FINEST = 0.06;

  private final Sheet sheet;
  private final PdfPen pen;

  LayerPainter(Sheet sheet, PdfPen pen) {
    this.sheet = sheet;
    this.pen = pen;
  }

  /** Sets colours and line once for all features of the look. */
  void begin(Look look) {
    if (look.fill() != null) {
      pen.fillWith(look.fill());
    }
    if (look.line() != null) {
      pen.line(look.line(), look.width(), look.dash());
    }
  }

  /**
   * @param geometry on the sheet's plane
   * @param faint name of the graphics state for a see-through filling; null where it is whole
   */
  void draw(Geometry geometry, Look look, String faint) {
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry part = geometry.getGeometryN(i);
      if (part instanceof Point point) {
        dot(point.getCoordinate(), look);
      } else if (part instanceof LineString line) {
        if (look.line() != null) {
          path(line.getCoordinateSequence(), false);
          pen.stroke();
        }
      } else if (part instanceof Polygon area) {
        area(area, look, faint);
      } else if (part instanceof GeometryCollection) {
        draw(part, look, faint);
      }
    }
  }

  private void dot(Coordinate at, Look look) {
    pen.circle(sheet.x(at.x), sheet.y(at.y), Math.max(0.6, look.radius()));
    pen.word(look.line() == null ? "f" : look.fill() == null ? "S" : "B");
  }

  private void area(Polygon area, Look look, String faint) {
    if (look.fill() != null) {
      rings(area);
      if (faint == null) {
        pen.word(look.line() == null ? "f*" : "B*");
        return;
      }
      pen.save().state(faint).fill().restore();
    }
    if (look.line() != null) {
      rings(area);
      pen.stroke();
    }
  }

  private void rings(Polygon area) {
    path(area.getExteriorRing().getCoordinateSequence(), true);
    for (int i = 0; i < area.getNumInteriorRing(); i++) {
      path(area.getInteriorRingN(i).getCoordinateSequence(), true);
    }
  }

  private void path(CoordinateSequence line, boolean closed) {
    double lastX = sheet.x(line.getX(0));
    double lastY = sheet.y(line.getY(0));
    pen.moveTo(lastX, lastY);
    int end = line.size() - 1;
    for (int i = 1; i <= end; i++) {
      double x = sheet.x(line.getX(i));
      double y = sheet.y(line.getY(i));
      boolean last = i == end && !closed;
      if (last || Math.abs(x - lastX) > FINEST || Math.abs(y - lastY) > FINEST) {
        pen.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
    }
    if (closed) {
      pen.close();
    }
  }
}
