package city.chengtu.gis.tile;

import org.locationtech.jts.geom.Envelope;

/** A rectangle of tiles of one level, all four ends included. */
public record TileRange(int z, int west, int north, int east, int south) {
  /**
   * The tiles that hold the box, with those on which what lies at its edge is still drawn.
   *
   * @param box lon,lat degrees; null for the whole world
   */
  public static TileRange of(TileGrid grid, Envelope box, int z) {
    int lastColumn = grid.columns(z) - 1;
    int lastRow = grid.rows(z) - 1;
    if (box == null || box.isNull()) {
      return new TileRange(z, 0, 0, lastColumn, lastRow);
    }
    double margin = (double) TileEncoder.MARGIN / TileEncoder.EXTENT;
    return new TileRange(
        z,
        within(grid.column(box.getMinX(), z) - margin, lastColumn),
        within(grid.row(box.getMaxY(), z) - margin, lastRow),
        within(grid.column(box.getMaxX(), z) + margin, lastColumn),
        within(grid.row(box.getMinY(), z) + margin, lastRow));
  }

  private static int within(double position, int last) {
    return Math.max(0, Math.min(last, (int) Math.floor(position)));
  }

  public boolean contains(int column, int row) {
    return column >= west && column <= east && row >= north && row <= south;
  }
}
