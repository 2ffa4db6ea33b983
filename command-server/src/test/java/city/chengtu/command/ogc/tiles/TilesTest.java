package city.chengtu.command.ogc.tiles;

import city.chengtu.command.ogc.OgcTest;
import city.chengtu.gis.store.TestStore;
import city.chengtu.gis.tile.TileAddress;
import city.chengtu.gis.tile.TileGrid;

/** Where the tiles of the scene's features lie. */
abstract class TilesTest extends OgcTest {
  static final double LAT = 28.2;

  TilesTest(TestStore store) {
    super(store);
  }

  /** Address of the tile that holds a place, below a tilesets list. */
  static String tile(String set, double lon, double lat, int level) {
    TileGrid grid = set.equals("WebMercatorQuad") ? TileGrid.WEB_MERCATOR : TileGrid.LON_LAT;
    TileAddress tile = TileAddress.at(grid, lon, lat, level);
    return "/" + set + "/" + tile.z() + "/" + tile.y() + "/" + tile.x();
  }

  static String points(String set, double lon, int level) {
    return "/collections/t_points/tiles" + tile(set, lon, LAT, level);
  }
}
