package city.chengtu.gis.ingest;

import city.chengtu.gis.feature.GeometryKind;
import java.util.Map;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * Geometries are there, of the layer's kind, on the earth, valid by OGC Simple Features, and larger
 * than nothing.
 */
final class GeometryCheck implements LayerCheck {
  private final Map<String, GeometryKind> kinds;

  GeometryCheck(Map<String, GeometryKind> kinds) {
    this.kinds = Map.copyOf(kinds);
  }

  @Override
  public void look(NewFeature feature, Consumer<Problem> problems) {
    Geometry geometry = feature.geometry();
    if (geometry.isEmpty()) {
      problems.accept(Problem.error(feature, null, "geometry-empty", "the geometry is empty"));
      return;
    }
    if (!isFinite(geometry) || !isOnEarth(geometry.getEnvelopeInternal())) {
      problems.accept(
          Problem.error(
              feature,
              null,
              "geometry-range",
              "coordinates must be lon,lat degrees, first is " + geometry.getCoordinate()));
      return;
    }
    GeometryKind kind = kinds.get(feature.layer());
    if (kind != null && !kind.accepts(geometry)) {
      problems.accept(
          Problem.error(
              feature,
              null,
              "geometry-kind",
              "the layer takes " + kind + ", this is a " + geometry.getGeometryType()));
    }
    validity(feature, problems);
  }

  private static void validity(NewFeature feature, Consumer<Problem> problems) {
    TopologyValidationError error = new IsValidOp(feature.geometry()).getValidationError();
    if (error != null) {
      problems.accept(Problem.error(feature, null, "geometry-invalid", error.toString()));
    } else if (feature.geometry().getDimension() == 1 && feature.geometry().getLength() == 0) {
      problems.accept(Problem.error(feature, null, "geometry-empty", "the line has no length"));
    }
  }

  static boolean isFinite(Geometry geometry) {
    for (Coordinate c : geometry.getCoordinates()) {
      if (!Double.isFinite(c.x) || !Double.isFinite(c.y)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOnEarth(Envelope e) {
    return e.getMinX() >= -180 && e.getMaxX() <= 180 && e.getMinY() >= -90 && e.getMaxY() <= 90;
  }
}
