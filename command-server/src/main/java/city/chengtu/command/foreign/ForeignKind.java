package city.chengtu.command.foreign;

/** What a foreign server speaks. */
enum ForeignKind {
  /** OGC WMS 1.1.1 (OGC 01-068r3) or 1.3.0 (OGC 06-042, ISO 19128). */
  WMS,
  /** OGC WMTS 1.0.0 (OGC 07-057r7), asked by key and value. */
  WMTS,
  /** OGC WFS 1.1.0 or 2.0.0 (OGC 09-025r2), read as GeoJSON or else as GML. */
  WFS,
  /** Pictures by address: {z}, {x} and {y} of the web-map pyramid stand in the URL. */
  TILES;

  /** Whether it gives pictures; the other kind gives features. */
  boolean pictures() {
    return this != WFS;
  }
}
