package city.chengtu.gis.tile;

import city.chengtu.gis.feature.ScaleRange;

/**
 * How the world is cut into tiles; each level halves the tiles of the one before. Rule: OGC Two
 * Dimensional Tile Matrix Set 2.0, annex D. CGCS2000 and WGS 84 are taken as equal, so one grid of
 * degrees serves both.
 */
public enum TileGrid {
  /** Spherical Mercator, one tile at level 0 (WebMercatorQuad). */
  WEB_MERCATOR(1, 0, ScaleRange.DEEPEST) {
    @Override
    double worldY(double lat) {
      double sin =
          Math.sin(Math.toRadians(Math.max(-MERCATOR_LATITUDE, Math.min(MERCATOR_LATITUDE, lat))));
      return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
    }

    @Override
    double latitude(double worldY) {
      return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * worldY))));
    }
  },

  /** Degrees, two tiles at level 0 (WorldCRS84Quad, and the same on CGCS2000). */
  LON_LAT(2, 1, ScaleRange.DEEPEST - 1) {
    @Override
    double worldY(double lat) {
      return (90 - Math.max(-90, Math.min(90, lat))) / 180;
    }

    @Override
    double latitude(double worldY) {
      return Math.max(-90, Math.min(90, 90 - 180 * worldY));
    }
  };

  static final double MERCATOR_LATITUDE = 85.05112877980659;

  private final int width;
  private final int ahead;
  private final int deepest;

  /**
   * @param width tiles side by side at level 0
   * @param ahead by how many levels its scales are ahead of the web-map zooms
   */
  TileGrid(int width, int ahead, int deepest) {
    this.width = width;
    this.ahead = ahead;
    this.deepest = deepest;
  }

  /** Latitude as a fraction of the grid's height, 0 in the north. */
  abstract double worldY(double lat);

  abstract double latitude(double worldY);

  /** The last level. */
  public int deepest() {
    return deepest;
  }

  public int columns(int z) {
    return width << z;
  }

  public int rows(int z) {
    return 1 << z;
  }

  /** The web-map zoom whose scale this level has. */
  public int zoom(int z) {
    return z + ahead;
  }

  /** Columns from the grid's west to this longitude, with fraction. */
  double column(double lon, int z) {
    return (lon + 180) / 360 * columns(z);
  }

  /** Rows from the grid's north to this latitude, with fraction. */
  double row(double lat, int z) {
    return worldY(lat) * rows(z);
  }

  double lon(double column, int z) {
    return column / columns(z) * 360 - 180;
  }

  double lat(double row, int z) {
    return latitude(row / rows(z));
  }
}
