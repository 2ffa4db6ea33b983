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
    } else if (isThere(feature, isFinite(geometry), problems)) {
      validity(feature, problems);
    }
  }

  @Override
  public void lookAtSound(NewFeature feature, Consumer<Problem> problems) {
    if (isThere(feature, true, problems)) {
      length(feature, problems);
    }
  }

  /** On the earth, and of the layer's kind. */
  private boolean isThere(NewFeature feature, boolean finite, Consumer<Problem> problems) {
    Geometry geometry = feature.geometry();
    if (!finite || !isOnEarth(geometry.getEnvelopeInternal())) {
      problems.accept(
          Problem.error(
              feature,
              null,
              "geometry-range",
              "coordinates must be lon,lat degrees, first is " + geometry.getCoordinate()));
      return false;
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
    return true;
  }

  private static void validity(NewFeature feature, Consumer<Problem> problems) {
    TopologyValidationError error = new IsValidOp(feature.geometry()).getValidationError();
    if (error != null) {
      problems.accept(Problem.error(feature, null, "geometry-invalid", error.toString()));
    } else {
      length(feature, problems);
    }
  }

  private static void length(NewFeature feature, Consumer<Problem> problems) {
    if (feature.geometry().getDimension() == 1 && feature.geometry().getLength() == 0) {
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
