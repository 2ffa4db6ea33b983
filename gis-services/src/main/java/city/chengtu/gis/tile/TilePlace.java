package city.chengtu.gis.tile;

/** From lon,lat to units of one tile: x from its west, y from its north. */
final class TilePlace {
  private final TileGrid grid;
  private final double xScale;
  private final double xOffset;
  private final double yScale;
  private final double yOffset;

  /**
   * @param extent units along each side of the tile
   */
  TilePlace(TileAddress tile, int extent) {
    this.grid = tile.grid();
    this.xScale = (double) grid.columns(tile.z()) * extent / 360;
    this.xOffset = 180 * xScale - (double) tile.x() * extent;
    this.yScale = (double) grid.rows(tile.z()) * extent;
    this.yOffset = (double) tile.y() * extent;
  }

  double x(double lon) {
    return lon * xScale + xOffset;
  }

  double y(double lat) {
    return grid.worldY(lat) * yScale - yOffset;
  }
}
