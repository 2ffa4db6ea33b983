package city.chengtu.gis.feature;

/** The web-map zooms, both included, at which a layer is drawn. */
public record ScaleRange(int minZoom, int maxZoom) {
  /** The deepest zoom that tiles and ranks know. */
  public static final int DEEPEST = 22;

  public ScaleRange {
    if (minZoom < 0 || maxZoom > DEEPEST || minZoom > maxZoom) {
      throw new IllegalArgumentException(
          "zooms must be 0 <= minZoom <= maxZoom <= 22: " + minZoom + ".." + maxZoom);
    }
  }

  public boolean contains(int zoom) {
    return zoom >= minZoom && zoom <= maxZoom;
  }
}
