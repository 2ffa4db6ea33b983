package city.chengtu.gis.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.locationtech.jts.geom.Envelope;

/**
 * A tile of a {@link TileGrid}, y from the north. Rule: OGC Two Dimensional Tile Matrix Set 2.0.
 *
 * @param z the grid's level
 */
public record TileAddress(TileGrid grid, int z, int x, int y) {
  /** Web Mercator is a square: it ends at this latitude, degrees. */
  public static final double MAX_LATITUDE = TileGrid.MERCATOR_LATITUDE;

  /**
   * @throws IllegalArgumentException when there is no such tile, naming the part at fault
   */
  public TileAddress {
    Objects.requireNonNull(grid, "grid");
    if (z < 0 || z > grid.deepest()) {
      throw new IllegalArgumentException("z must be 0 to " + grid.deepest() + ": " + z);
    }
    int lastColumn = grid.columns(z) - 1;
    int lastRow = grid.rows(z) - 1;
    if (x < 0 || x > lastColumn) {
      throw new IllegalArgumentException(
          "x must be 0 to " + lastColumn + " at zoom " + z + ": " + x);
    }
    if (y < 0 || y > lastRow) {
      throw new IllegalArgumentException("y must be 0 to " + lastRow + " at zoom " + z + ": " + y);
    }
  }

  /** A tile of the web-map pyramid (WebMercatorQuad). */
  public TileAddress(int z, int x, int y) {
    this(TileGrid.WEB_MERCATOR, z, x, y);
  }

  /**
   * The tile of the web-map pyramid at this zoom that holds the point; points beyond the map's edge
   * go to the tile at the edge.
   */
  public static TileAddress at(double lon, double lat, int z) {
    return at(TileGrid.WEB_MERCATOR, lon, lat, z);
  }

  /** As {@link #at(double, double, int)}, on any grid. */
  public static TileAddress at(TileGrid grid, double lon, double lat, int z) {
    return new TileAddress(
        grid,
        z,
        clamp((int) Math.floor(grid.column(lon, z)), grid.columns(z) - 1),
        clamp((int) Math.floor(grid.row(lat, z)), grid.rows(z) - 1));
  }

  /** All tiles of the web-map pyramid at this zoom that the lon,lat box touches, row by row. */
  public static List<TileAddress> covering(Envelope box, int z) {
    TileAddress northWest = at(box.getMinX(), box.getMaxY(), z);
    TileAddress southEast = at(box.getMaxX(), box.getMinY(), z);
    List<TileAddress> tiles = new ArrayList<>();
    for (int y = northWest.y; y <= southEast.y; y++) {
      for (int x = northWest.x; x <= southEast.x; x++) {
        tiles.add(new TileAddress(z, x, y));
      }
    }
    return tiles;
  }

  /** The web-map zoom of the same scale: layers, ranks and details are chosen by it. */
  public int zoom() {
    return grid.zoom(z);
  }

  /** The tile's area in lon,lat degrees, grown on each side by this fraction of its width. */
  public Envelope envelope(double margin) {
    return new Envelope(
        grid.lon(x - margin, z),
        grid.lon(x + 1 + margin, z),
        grid.lat(y + 1 + margin, z),
        grid.lat(y - margin, z));
  }

  public Envelope envelope() {
    return envelope(0);
  }

  private static int clamp(int value, int last) {
    return Math.max(0, Math.min(last, value));
  }

  @Override
  public String toString() {
    return z + "/" + x + "/" + y;
  }
}
