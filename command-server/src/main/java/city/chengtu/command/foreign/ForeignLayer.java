package city.chengtu.command.foreign;

import city.chengtu.gis.feature.Text;

/**
 * One layer that the city has chosen of a foreign server.
 *
 * @param id on our map: {@code foreign_…}, or {@code base_…} for what is offered as base map
 * @param name at the foreign server; empty for tiles
 * @param style at the foreign server; null for its default
 * @param minZoom drawn from this zoom on
 * @param maxZoom the deepest zoom with pictures of its own; deeper ones are enlarged by the client
 */
record ForeignLayer(
    String id, String name, Text title, String style, Integer minZoom, Integer maxZoom) {
  private static final String BASE = "base_";
  static final int DEEPEST = 18;

  ForeignLayer {
    name = name == null ? "" : name;
    minZoom = minZoom == null ? 0 : minZoom;
    maxZoom = maxZoom == null ? DEEPEST : maxZoom;
  }

  /** Offered as base map: drawn below everything, one at a time. */
  boolean base() {
    return id.startsWith(BASE);
  }
}
