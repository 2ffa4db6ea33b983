package city.chengtu.gis.style;

import city.chengtu.gis.feature.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Layers as a style for web maps (MapLibre style specification, version 8; what OGC API – Styles
 * calls Mapbox Style): a source of vector tiles for each layer, and its areas, lines or points.
 * Plain maps and lists, as JSON has them.
 *
 * <p>Without labels: they would need a server of glyphs, and none is at hand.
 */
public final class MapLibre {
  private MapLibre() {}

  /**
   * @param layers from the lowest to the topmost, as their reader sees them
   * @param tiles the template of a layer's tiles, with {z}, {x} and {y}, on Web Mercator
   */
  public static Map<String, Object> style(
      String name, List<Layer> layers, Function<Layer, String> tiles) {
    Map<String, Object> sources = new LinkedHashMap<>();
    List<Object> drawn = new ArrayList<>();
    for (Layer layer : layers) {
      sources.put(layer.id(), source(layer, tiles.apply(layer)));
      drawn.addAll(drawn(layer));
    }
    Map<String, Object> style = new LinkedHashMap<>();
    style.put("version", 8);
    style.put("name", name);
    style.put("sources", sources);
    style.put("layers", drawn);
    return style;
  }

  private static Map<String, Object> source(Layer layer, String template) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", "vector");
    source.put("tiles", List.of(template));
    source.put("minzoom", layer.scales().minZoom());
    source.put("maxzoom", layer.scales().maxZoom());
    if (layer.origin().approvalNumber() != null) {
      source.put("attribution", layer.origin().approvalNumber());
    }
    return source;
  }

  private static List<Map<String, Object>> drawn(Layer layer) {
    Look look = Look.of(layer);
    return switch (layer.geometry()) {
      case POINT -> List.of(one(layer, "", "circle", circle(look)));
      case LINE -> List.of(one(layer, "", "line", line(look)));
      case POLYGON ->
          look.fill() == null
              ? List.of(one(layer, "", "line", line(look)))
              : List.of(
                  one(
                      layer,
                      "",
                      "fill",
                      Map.of("fill-color", look.fill().hex(), "fill-opacity", look.fillOpacity())),
                  one(layer, "-line", "line", line(look)));
    };
  }

  private static Map<String, Object> one(
      Layer layer, String suffix, String type, Map<String, Object> paint) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", layer.id() + suffix);
    one.put("type", type);
    one.put("source", layer.id());
    one.put("source-layer", layer.id());
    one.put("minzoom", layer.scales().minZoom());
    one.put("paint", paint);
    return one;
  }

  private static Map<String, Object> circle(Look look) {
    return Map.of(
        "circle-color",
        look.fill().hex(),
        "circle-opacity",
        look.fill().opacity(),
        "circle-radius",
        look.radius());
  }

  /** A dash counts in widths of the line. */
  private static Map<String, Object> line(Look look) {
    Map<String, Object> paint = new LinkedHashMap<>();
    paint.put("line-color", look.stroke().hex());
    paint.put("line-width", look.width());
    if (look.stroke().opacity() < 1) {
      paint.put("line-opacity", look.stroke().opacity());
    }
    if (!look.dash().isEmpty() && look.width() > 0) {
      paint.put("line-dasharray", look.dash().stream().map(d -> d / look.width()).toList());
    }
    return paint;
  }
}
