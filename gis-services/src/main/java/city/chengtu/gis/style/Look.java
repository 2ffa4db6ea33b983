package city.chengtu.gis.style;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerStyle;
import java.util.ArrayList;
import java.util.List;

/**
 * How a layer is drawn, with the client's defaults in the place of what its style leaves open.
 *
 * @param stroke colour of lines, outlines and labels
 * @param fill colour of areas and points; null for areas without one
 * @param fillOpacity of areas, 0 to 1
 * @param width of lines, pixels
 * @param dash lengths of strokes and gaps in turn, pixels; empty for a line without gaps
 * @param radius of points, pixels
 * @param label field written beside the feature; null for none
 */
record Look(
    Colour stroke,
    Colour fill,
    double fillOpacity,
    double width,
    List<Double> dash,
    double radius,
    String label) {
  private static final double AREA_OPACITY = 0.18;
  private static final double WIDTH = 1.2;
  private static final double RADIUS = 2.5;

  static Look of(Layer layer) {
    LayerStyle style = layer.style();
    Colour stroke = Colour.of(style.color(), Colour.of(style.fill(), Colour.OTHER));
    Colour fill =
        switch (layer.geometry()) {
          case POLYGON -> Colour.of(style.fill(), null);
          case POINT, LINE -> Colour.of(style.fill(), stroke);
        };
    String label = style.labelField();
    return new Look(
        stroke,
        fill,
        (style.opacity() == null ? AREA_OPACITY : style.opacity())
            * (fill == null ? 1 : fill.opacity()),
        style.width() == null ? WIDTH : style.width(),
        dash(style.dash()),
        style.radius() == null ? RADIUS : style.radius(),
        label != null && layer.field(label).isPresent() ? label : null);
  }

  /** Empty when it is none that can be read. */
  private static List<Double> dash(String text) {
    List<Double> lengths = new ArrayList<>();
    if (text != null) {
      for (String part : text.strip().split("[\\s,]+")) {
        if (!part.matches("[0-9]{1,4}(\\.[0-9]{1,4})?")) {
          return List.of();
        }
        lengths.add(Double.valueOf(part));
      }
    }
    return lengths;
  }
}
