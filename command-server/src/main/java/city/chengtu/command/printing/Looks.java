package city.chengtu.command.printing;

import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The looks of one layer on paper: the light theme of the screen (map-client: map/paint.js,
 * styles/console.css), so that the page shows what the planner saw. Layers without a look of their
 * own follow the catalogue's style.
 */
final class Looks {
  /**
   * A CSS pixel on paper: somewhat finer than on the screen, for paper is looked at from nearer.
   */
  private static final double PIXEL = 0.6;

  private static final Rgb OTHER = Rgb.of("#69747e");

  private final Map<String, Look> byKey;
  private final Function<Map<String, Object>, String> key;

  private Looks(Map<String, Look> byKey, Function<Map<String, Object>, String> key) {
    this.byKey = byKey;
    this.key = key;
  }

  static Looks of(Layer layer, double zoom, boolean english) {
    return switch (layer.id()) {
      case "water" -> one(Look.area(Rgb.of("#c6dbe8"), 1, Rgb.of("#a9c7d9"), PIXEL));
      case "green" -> one(Look.area(Rgb.of("#dbe8d7"), 1, null, 0));
      case "buildings" -> one(Look.area(Rgb.of("#e4e5e4"), 1, Rgb.of("#b9bdbd"), 0.3));
      case "boundaries" ->
          one(Look.stroke(null, Rgb.of("#7b8791"), 1.2 * PIXEL, List.of(4.0, 2.0, 1.0, 2.0)));
      case "grids" -> one(Look.stroke(null, Rgb.of("#b8c0c8"), PIXEL, List.of()));
      case "places" -> new Looks(Map.of(), properties -> "");
      case "poi" -> one(Look.dot(null, OTHER, null, 2.2 * PIXEL));
      case "roads" -> roads(zoom, english);
      case "pipe_segments" -> pipes(english, false, zoom);
      case "pipe_points" -> pipes(english, true, zoom);
      default -> one(styled(layer));
    };
  }

  private static Looks one(Look look) {
    return new Looks(Map.of("", look), properties -> "");
  }

  private static Look styled(Layer layer) {
    LayerStyle style = layer.style();
    Rgb line = style.color() == null ? OTHER : Rgb.of(style.color());
    double width = (style.width() == null ? 1.2 : style.width()) * PIXEL;
    List<Double> dash = dash(style.dash());
    if (layer.geometry() == GeometryKind.POINT) {
      Rgb fill = style.fill() == null ? line : Rgb.of(style.fill());
      return Look.dot(null, fill, null, (style.radius() == null ? 2.5 : style.radius()) * PIXEL);
    }
    if (layer.geometry() == GeometryKind.LINE) {
      return Look.stroke(null, line, width, dash);
    }
    double cover = style.opacity() == null ? 0.18 : style.opacity();
    Rgb fill = style.fill() == null ? null : Rgb.of(style.fill());
    return new Look(null, line, width, dash, fill, cover, 2.5 * PIXEL);
  }

  private static List<Double> dash(String text) {
    if (text == null || !text.matches("[0-9. ,]+")) {
      return List.of();
    }
    return Stream.of(text.strip().split("[ ,]+"))
        .filter(part -> part.matches("[0-9]+(\\.[0-9]+)?"))
        .map(part -> Double.parseDouble(part) * PIXEL)
        .toList();
  }

  private static Looks roads(double zoom, boolean english) {
    double growth = Math.pow(1.42, zoom - 14) * PIXEL;
    Map<String, Look> looks = new LinkedHashMap<>();
    // Lowest first: greater roads lie over smaller ones.
    looks.put("small", road(english ? "Other roads" : "其他道路", "#dde1e4", growth));
    looks.put("tertiary", road(english ? "Tertiary road" : "支路", "#c8ced4", 1.5 * growth));
    looks.put("secondary", road(english ? "Secondary road" : "次干路", "#c8ced4", 2 * growth));
    looks.put("primary", road(english ? "Primary road" : "主干路", "#b4bcc4", 2.4 * growth));
    looks.put("motorway", road(english ? "Motorway, trunk" : "高速、快速路", "#a0aab3", 3.2 * growth));
    return new Looks(
        looks,
        properties -> {
          String name = String.valueOf(properties.get("class")).replace("_link", "");
          return looks.containsKey(name) ? name : name.equals("trunk") ? "motorway" : "small";
        });
  }

  private static Look road(String title, String colour, double width) {
    return Look.stroke(title, Rgb.of(colour), Math.max(0.25, width), List.of());
  }

  /** Kinds of pipes by survey convention, colours as on the screen. */
  private static Looks pipes(boolean english, boolean points, double zoom) {
    double width = zoom >= 16 ? 1 : 0.6; // several lie side by side in a street
    String[][] kinds = {
      {"JS", "给水", "Water supply", "#1f6fa6"},
      {"PS", "排水", "Drainage", "#8a5527"},
      {"RQ", "燃气", "Gas", "#b23a72"},
      {"RL", "热力", "Heating", "#a35f00"},
      {"DL", "电力", "Power", "#b8322a"},
      {"TX", "通信", "Telecom", "#23773d"},
      {"GY", "工业", "Industrial", "#5a6670"},
      {"QT", "其他", "Other", "#5a6670"}
    };
    Map<String, Look> looks = new LinkedHashMap<>();
    for (String[] kind : kinds) {
      String title = english ? kind[2] : kind[1];
      Rgb colour = Rgb.of(kind[3]);
      List<Double> dash =
          kind[0].equals("PS")
              ? List.of(3.6, 1.8)
              : kind[0].equals("QT") ? List.of(1.2, 1.8) : List.of();
      looks.put(
          kind[0],
          points
              ? Look.dot(title, Rgb.WHITE, colour, 1.4)
              : Look.stroke(title, colour, width, dash));
    }
    return new Looks(looks, properties -> pipeKind(properties.get("kind"), looks));
  }

  private static String pipeKind(Object value, Map<String, Look> looks) {
    String kind = String.valueOf(value).toUpperCase(Locale.ROOT);
    String two = kind.substring(0, Math.min(2, kind.length()));
    if (looks.containsKey(two)) {
      return two;
    }
    return two.equals("YS") || two.equals("WS") ? "PS" : "QT";
  }

  /** Keys in drawing order. */
  List<String> keys() {
    return new ArrayList<>(byKey.keySet());
  }

  Look look(String of) {
    return byKey.get(of);
  }

  /** Which look a feature has; a key that is not listed is not drawn. */
  String key(Map<String, Object> properties) {
    return key.apply(properties);
  }
}
