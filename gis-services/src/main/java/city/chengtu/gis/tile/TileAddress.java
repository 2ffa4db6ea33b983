package city.chengtu.gis.tile;

import city.chengtu.gis.feature.ScaleRange;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * A tile of the web-map pyramid (spherical Mercator, y from the north). Rule: OGC Two Dimensional
 * Tile Matrix Set, WebMercatorQuad.
 */
public record TileAddress(int z, int x, int y) {
  /** Web Mercator is a square: it ends at this latitude, degrees. */
  public static final double MAX_LATITUDE = 85.05112877980659;

  /**
   * @throws IllegalArgumentException when there is no such tile, naming the part at fault
   */
  public TileAddress {
    if (z < 0 || z > ScaleRange.DEEPEST) {
      throw new IllegalArgumentException("z must be 0 to " + ScaleRange.DEEPEST + ": " + z);
    }
    int last = (1 << z) - 1;
    if (x < 0 || x > last) {
      throw new IllegalArgumentException("x must be 0 to " + last + " at zoom " + z + ": " + x);
    }
    if (y < 0 || y > last) {
      throw new IllegalArgumentException("y must be 0 to " + last + " at zoom " + z + ": " + y);
    }
  }

  /**
   * The tile at this zoom that holds the point; points beyond the map's edge go to the tile at the
   * edge.
   */
  public static TileAddress at(double lon, double lat, int z) {
    int last = (1 << z) - 1;
    return new TileAddress(
        z,
        clamp((int) Math.floor(worldX(lon) * (1 << z)), last),
        clamp((int) Math.floor(worldY(lat) * (1 << z)), last));
  }

  /** All tiles at this zoom that the lon,lat box touches, row by row. */
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

  /** The tile's area in lon,lat degrees, grown on each side by this fraction of its width. */
  public Envelope envelope(double margin) {
    double n = 1 << z;
    return new Envelope(
        lon((x - margin) / n),
        lon((x + 1 + margin) / n),
        lat((y + 1 + margin) / n),
        lat((y - margin) / n));
  }

  public Envelope envelope() {
    return envelope(0);
  }

  /** Longitude as a fraction of the world's width, 0 at 180° west. */
  static double worldX(double lon) {
    return (lon + 180) / 360;
  }

  /** Latitude as a fraction of the world's height, 0 in the north. */
  static double worldY(double lat) {
    double sin = Math.sin(Math.toRadians(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat))));
    return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  }

  private static double lon(double worldX) {
    return worldX * 360 - 180;
  }

  private static double lat(double worldY) {
    return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * worldY))));
  }

  private static int clamp(int value, int last) {
    return Math.max(0, Math.min(last, value));
  }

  @Override
  public String toString() {
    return z + "/" + x + "/" + y;
  }
}
