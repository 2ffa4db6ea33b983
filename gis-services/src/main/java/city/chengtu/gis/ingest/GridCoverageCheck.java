package city.chengtu.gis.ingest;

import city.chengtu.gis.coordinate.Geodesy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Unit grids join seamlessly: no overlap, no gap, common corners (无缝拼接). */
final class GridCoverageCheck implements LayerCheck {
  private static final String LAYER = "grids";

  /**
   * Neighbours whose edges run closer than this without meeting have a gap between them; about half
   * a metre in degrees.
   */
  private static final double GAP_DEGREES = 5e-6;

  /** A hole in the whole smaller than this is a gap; larger ones may be a lake. */
  private static final double MOST_GAP_SQUARE_METRES = 1_000;

  private final List<String> ids = new ArrayList<>();
  private final List<Geometry> areas = new ArrayList<>();

  @Override
  public void look(NewFeature feature, Consumer<Problem> problems) {
    if (feature.layer().equals(LAYER)
        && feature.geometry().getDimension() == 2
        && feature.geometry().isValid()) {
      ids.add(feature.id());
      areas.add(feature.geometry());
    }
  }

  @Override
  public void finish(Consumer<Problem> problems) {
    Geometry[] all = areas.toArray(Geometry[]::new);
    Geometry[] faults = CoverageValidator.validate(all, GAP_DEGREES);
    boolean isCoverage = true;
    for (int i = 0; i < faults.length; i++) {
      if (faults[i] != null && !faults[i].isEmpty()) {
        isCoverage = false;
        problems.accept(
            whole(
                ids.get(i),
                "grid-seam",
                "overlaps its neighbour or leaves a gap near " + faults[i].getCoordinate()));
      }
    }
    if (isCoverage && all.length > 0) {
      holes(CoverageUnion.union(all), problems);
    }
  }

  private static void holes(Geometry union, Consumer<Problem> problems) {
    for (int i = 0; i < union.getNumGeometries(); i++) {
      Polygon part = (Polygon) union.getGeometryN(i);
      for (int h = 0; h < part.getNumInteriorRing(); h++) {
        Geometry hole = part.getFactory().createPolygon(part.getInteriorRingN(h));
        double area = Geodesy.area(hole);
        if (area < MOST_GAP_SQUARE_METRES) {
          problems.accept(
              whole(
                  null,
                  "grid-gap",
                  "a gap of %.1f m² near %s".formatted(area, hole.getCoordinate())));
        }
      }
    }
  }

  private static Problem whole(String feature, String rule, String detail) {
    return new Problem(LAYER, feature, null, rule, detail, Problem.Severity.ERROR);
  }
}
