package city.chengtu.gis.store;

import city.chengtu.gis.ingest.NewFeature;

/** Makes features ready for their table, one after the other; for one thread at a time. */
final class RowBytes {
  private final Json.Writer properties = new Json.Writer();
  private final Digest digest = new Digest();

  /**
   * @throws IllegalArgumentException when a property cannot be said in JSON, or the geometry is not
   *     in lon,lat
   */
  LayerTable.Row row(NewFeature feature) {
    byte[] ewkb = GeometryBytes.write(feature.geometry());
    byte[] json = properties.bytes(feature.properties());
    return new LayerTable.Row(feature, ewkb, json, digest.of(feature.rank(), ewkb, json));
  }
}
