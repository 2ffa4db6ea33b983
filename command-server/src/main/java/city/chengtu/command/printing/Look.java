package city.chengtu.command.printing;

import java.util.List;

/**
 * How features are drawn on paper; lengths in points.
 *
 * @param title row of the legend; null for the layer's own title
 * @param line null for no line
 * @param dash empty for a whole line
 * @param fill null for no filling
 * @param cover opacity of the filling alone, 0 to 1
 * @param radius of points
 */
record Look(
    String title,
    Rgb line,
    double width,
    List<Double> dash,
    Rgb fill,
    double cover,
    double radius) {

  static Look area(Rgb fill, double cover, Rgb line, double width) {
    return new Look(null, line, width, List.of(), fill, cover, 0);
  }

  static Look stroke(String title, Rgb line, double width, List<Double> dash) {
    return new Look(title, line, width, dash, null, 1, 0);
  }

  static Look dot(String title, Rgb fill, Rgb line, double radius) {
    return new Look(title, line, 0.5, List.of(), fill, 1, radius);
  }
}
