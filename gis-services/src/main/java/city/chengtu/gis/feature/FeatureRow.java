package city.chengtu.gis.feature;

import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * What a feature is now, as its source gives it. A store's row holds the bytes of the store, so
 * that writers which need no objects make none: taking a row apart costs more than reading and
 * sending it. It does not tell its version: who wants that asks for the {@link Feature}.
 */
public interface FeatureRow {
  String id();

  /** As {@link Feature#geometry}, taken apart when it is first asked for. One thread at a time. */
  Geometry geometry();

  /** As {@link Feature#properties}, taken apart when first asked for. One thread at a time. */
  Map<String, Object> properties();

  /**
   * Its geometry as extended well-known binary, lon,lat degrees, of either byte order; null for a
   * feature that is in memory. Do not change the array.
   */
  byte[] ewkb();

  /**
   * Its properties as a JSON object in UTF-8, as the store wrote it; null where {@link #ewkb} is.
   * Do not change the array.
   */
  byte[] json();

  /** A feature that is in memory. */
  static FeatureRow of(Feature feature) {
    return new FeatureRow() {
      @Override
      public String id() {
        return feature.id();
      }

      @Override
      public Geometry geometry() {
        return feature.geometry();
      }

      @Override
      public Map<String, Object> properties() {
        return feature.properties();
      }

      @Override
      public byte[] ewkb() {
        return null;
      }

      @Override
      public byte[] json() {
        return null;
      }
    };
  }
}
