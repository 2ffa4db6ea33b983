package city.chengtu.command.ogc;

import city.chengtu.gis.tile.TileGrid;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tile matrix sets that tiles are given on (OGC Two Dimensional Tile Matrix Set 2.0, OGC
 * 17-083r4): two of the standard's annex D as it has them, and that of degrees on CGCS2000, which
 * no register has. Latitude comes first where the reference system's register has it so.
 */
enum TileMatrixSet {
  WEB_MERCATOR(
      "WebMercatorQuad",
      "全球墨卡托 Google Maps Compatible for the World",
      Crs.EPSG_3857,
      TileGrid.WEB_MERCATOR,
      24,
      "X Y",
      "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
      true),
  WORLD_CRS84(
      "WorldCRS84Quad",
      "全球经纬度 CRS84 for the World",
      Crs.CRS84,
      TileGrid.LON_LAT,
      17,
      "Lon Lat",
      "http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad",
      true),
  CGCS2000(
      "CGCS2000Quad",
      "全球经纬度（2000 国家大地坐标系） CGCS2000 for the World",
      Crs.EPSG_4490,
      TileGrid.LON_LAT,
      TileGrid.LON_LAT.deepest(),
      "Lat Lon",
      null,
      false);

  private static final String REGISTER = "http://www.opengis.net/def/tilematrixset/OGC/1.0/";
  private static final int TILE = 256;

  /** Of the sphere of Web Mercator, and the greater half axis of both ellipsoids, metres. */
  private static final double RADIUS = 6_378_137;

  /** OGC's pixel, metres. */
  private static final double PIXEL = 0.00028;

  private final String id;
  private final String title;
  private final Crs crs;
  private final TileGrid grid;
  private final int deepest;
  private final String axes;
  private final String scales;
  private final boolean registered;

  TileMatrixSet(
      String id,
      String title,
      Crs crs,
      TileGrid grid,
      int deepest,
      String axes,
      String scales,
      boolean registered) {
    this.id = id;
    this.title = title;
    this.crs = crs;
    this.grid = grid;
    this.deepest = deepest;
    this.axes = axes;
    this.scales = scales;
    this.registered = registered;
  }

  static Optional<TileMatrixSet> find(String id) {
    return Arrays.stream(values()).filter(set -> set.id.equals(id)).findFirst();
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  Crs crs() {
    return crs;
  }

  TileGrid grid() {
    return grid;
  }

  /** The last level that tiles are made for: the definition may go deeper. */
  int deepest() {
    return Math.min(deepest, grid.deepest());
  }

  /**
   * Its address in OGC's register.
   *
   * @param own where its definition stands here, which names it when it is in no register
   */
  String uri(String own) {
    return registered ? REGISTER + id : own;
  }

  /**
   * Its definition, by the standard's JSON schema.
   *
   * @param own where it stands here
   */
  JsonObject definition(String own) {
    JsonArray matrices = new JsonArray();
    for (int z = 0; z <= deepest; z++) {
      matrices.add(matrix(z));
    }
    JsonObject json = new JsonObject().put("id", id).put("title", title).put("uri", uri(own));
    json.put("crs", crs.uri()).put("orderedAxes", new JsonArray(List.of(axes.split(" ", -1))));
    if (scales != null) {
      json.put("wellKnownScaleSet", scales);
    }
    return json.put("tileMatrices", matrices);
  }

  private JsonObject matrix(int z) {
    double halfWidth = grid == TileGrid.WEB_MERCATOR ? Math.PI * RADIUS : 180;
    double halfHeight = grid == TileGrid.WEB_MERCATOR ? halfWidth : 90;
    double metresPerUnit = grid == TileGrid.WEB_MERCATOR ? 1 : Math.PI * RADIUS / 180;
    double cell = 2 * halfWidth / TILE / grid.columns(z);
    JsonArray corner =
        crs.northFirst()
            ? new JsonArray().add(halfHeight).add(-halfWidth)
            : new JsonArray().add(-halfWidth).add(halfHeight);
    return new JsonObject()
        .put("id", Integer.toString(z))
        .put("scaleDenominator", cell * metresPerUnit / PIXEL)
        .put("cellSize", cell)
        .put("cornerOfOrigin", "topLeft")
        .put("pointOfOrigin", corner)
        .put("tileWidth", TILE)
        .put("tileHeight", TILE)
        .put("matrixWidth", grid.columns(z))
        .put("matrixHeight", grid.rows(z));
  }
}
