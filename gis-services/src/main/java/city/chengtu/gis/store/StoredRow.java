package city.chengtu.gis.store;

import city.chengtu.gis.feature.FeatureRow;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/** A row of a layer's table, with the bytes the store gave. */
final class StoredRow implements FeatureRow {
  private final String id;
  private final byte[] ewkb;
  private final byte[] json;
  private Geometry geometry;
  private Map<String, Object> properties;

  StoredRow(String id, byte[] ewkb, byte[] json) {
    this.id = id;
    this.ewkb = ewkb;
    this.json = json;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Geometry geometry() {
    if (geometry == null) {
      geometry = GeometryBytes.read(ewkb);
    }
    return geometry;
  }

  @Override
  public Map<String, Object> properties() {
    if (properties == null) {
      properties = new Json(new String(json, StandardCharsets.UTF_8)).properties();
    }
    return properties;
  }

  @Override
  public byte[] ewkb() {
    return ewkb;
  }

  @Override
  public byte[] json() {
    return json;
  }
}
