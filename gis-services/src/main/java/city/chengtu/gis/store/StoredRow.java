package city.chengtu.gis.store;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A row of a layer's table, with the bytes the store gave. */
final class StoredRow implements FeatureRow {
  private final String layer;
  private final String id;
  private final long version;
  private final Instant validFrom;
  private final byte[] ewkb;
  private final byte[] json;
  private Feature feature;

  StoredRow(String layer, String id, long version, Instant validFrom, byte[] ewkb, byte[] json) {
    this.layer = layer;
    this.id = id;
    this.version = version;
    this.validFrom = validFrom;
    this.ewkb = ewkb;
    this.json = json;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Feature feature() {
    if (feature == null) {
      feature =
          new Feature(
              layer,
              id,
              version,
              validFrom,
              GeometryBytes.read(ewkb),
              new Json(new String(json, StandardCharsets.UTF_8)).properties());
    }
    return feature;
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
