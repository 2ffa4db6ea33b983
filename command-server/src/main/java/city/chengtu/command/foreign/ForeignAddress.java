package city.chengtu.command.foreign;

import city.chengtu.command.foreign.Offer.Offered;
import city.chengtu.gis.tile.TileAddress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses at which a foreign server is asked. Every parameter is written here; nothing that a
 * client sent is passed on as it came. Credentials are added elsewhere, so that an address may be a
 * key and stand in a log.
 */
final class ForeignAddress {
  private static final List<String> MERCATOR =
      List.of("EPSG:3857", "EPSG:900913", "EPSG:102100", "EPSG:3785");
  private static final List<String> DEGREES = List.of("CRS:84", "EPSG:4326", "EPSG:4490");

  /** Geographic systems of EPSG: WMS 1.3.0 wants their first axis first, which is latitude. */
  private static final Set<String> LATITUDE_FIRST = Set.of("EPSG:4326", "EPSG:4490");

  /** A picture of the other grid may be laid over when no row is off by more of a pixel. */
  private static final double ROW_ERROR = 0.5;

  private final String base;
  private final Map<String, String> own = new LinkedHashMap<>();

  /**
   * @param url as registered; its own parameters are kept, as MapServer's map=
   */
  ForeignAddress(String url) {
    int question = url.indexOf('?');
    this.base = question < 0 ? url : url.substring(0, question);
    if (question >= 0) {
      for (String pair : url.substring(question + 1).split("&", -1)) {
        if (!pair.isEmpty()) {
          String[] parts = pair.split("=", 2);
          own.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
        }
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private URI with(Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>(own);
    all.keySet()
        .removeIf(
            name -> parameters.keySet().stream().anyMatch(given -> given.equalsIgnoreCase(name)));
    all.putAll(parameters);
    return URI.create(
        base
            + all.entrySet().stream()
                .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
                .collect(Collectors.joining("&", "?", "")));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  URI capabilities(ForeignKind kind) {
    Map<String, String> ask = new LinkedHashMap<>();
    ask.put("SERVICE", kind.name());
    ask.put("REQUEST", "GetCapabilities");
    switch (kind) {
      case WMS -> ask.put("VERSION", "1.3.0");
      case WMTS -> ask.put("VERSION", "1.0.0");
      default -> ask.put("ACCEPTVERSIONS", "2.0.0,1.1.0");
    }
    return with(ask);
  }

  /** The reference system in which this view is asked of the layer; empty when it offers none. */
  static Optional<String> crs(View view, Offered layer) {
    return (view.mercator() ? MERCATOR : DEGREES)
        .stream().filter(layer.crs()::contains).findFirst();
  }

  /**
   * The view as the layer can draw it: itself, or the same area on the other grid where nobody sees
   * the difference.
   */
  static Optional<View> drawable(View view, Offered layer) {
    if (crs(view, layer).isPresent()) {
      return Optional.of(view);
    }
    return crs(view.other(), layer).isPresent() && view.rowError() <= ROW_ERROR
        ? Optional.of(view.other())
        : Optional.empty();
  }

  /** WMS GetMap (06-042, 7.3; 01-068r3, 7.2). */
  URI map(Offer offer, Offered layer, String style, View view, String format) {
    Map<String, String> ask = picture(offer, layer, style, view, "GetMap");
    ask.put("FORMAT", format);
    ask.put("TRANSPARENT", "TRUE");
    return with(ask);
  }

  /** WMS GetFeatureInfo: what lies under the pixel (06-042, 7.4). */
  URI info(Offer offer, Offered layer, String style, View view, int i, int j, String format) {
    Map<String, String> ask = picture(offer, layer, style, view, "GetFeatureInfo");
    boolean newer = isNewer(offer);
    ask.put("QUERY_LAYERS", layer.name());
    ask.put(newer ? "I" : "X", Integer.toString(i));
    ask.put(newer ? "J" : "Y", Integer.toString(j));
    ask.put("INFO_FORMAT", format);
    ask.put("FEATURE_COUNT", "10");
    return with(ask);
  }

  private static boolean isNewer(Offer offer) {
    return offer.version().equals("1.3.0");
  }

  private static Map<String, String> picture(
      Offer offer, Offered layer, String style, View view, String request) {
    boolean newer = isNewer(offer);
    String crs = crs(view, layer).orElseThrow();
    Map<String, String> ask = new LinkedHashMap<>();
    ask.put("SERVICE", "WMS");
    ask.put("VERSION", offer.version());
    ask.put("REQUEST", request);
    ask.put("LAYERS", layer.name());
    ask.put("STYLES", style == null ? "" : style);
    ask.put(newer ? "CRS" : "SRS", crs);
    ask.put("BBOX", box(view, newer && LATITUDE_FIRST.contains(crs)));
    ask.put("WIDTH", Integer.toString(view.width()));
    ask.put("HEIGHT", Integer.toString(view.height()));
    ask.put("EXCEPTIONS", newer ? "XML" : "application/vnd.ogc.se_xml");
    return ask;
  }

  private static String box(View view, boolean latitudeFirst) {
    int digits = view.mercator() ? 4 : 10;
    return (latitudeFirst
            ? List.of(view.minY(), view.minX(), view.maxY(), view.maxX())
            : List.of(view.minX(), view.minY(), view.maxX(), view.maxY()))
        .stream().map(value -> plain(value, digits)).collect(Collectors.joining(","));
  }

  private static String plain(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** WMTS GetTile (07-057r7, 7.2). */
  URI tile(Offered layer, String style, TileAddress tile, String format) {
    Map<String, String> ask = new LinkedHashMap<>();
    ask.put("SERVICE", "WMTS");
    ask.put("VERSION", "1.0.0");
    ask.put("REQUEST", "GetTile");
    ask.put("LAYER", layer.name());
    ask.put("STYLE", style == null ? "default" : style);
    ask.put("FORMAT", format);
    ask.put("TILEMATRIXSET", layer.grid());
    ask.put("TILEMATRIX", layer.levels().get(tile.z()));
    ask.put("TILEROW", Integer.toString(tile.y()));
    ask.put("TILECOL", Integer.toString(tile.x()));
    return with(ask);
  }

  /** A tile by address. */
  static URI tile(String template, TileAddress tile) {
    return URI.create(
        template
            .replace("{z}", Integer.toString(tile.z()))
            .replace("{x}", Integer.toString(tile.x()))
            .replace("{y}", Integer.toString(tile.y())));
  }

  /**
   * WFS GetFeature (09-025r2, 11), everything, in degrees.
   *
   * @param format as the server calls it; null for its own choice, which is GML
   */
  URI features(Offer offer, Offered layer, String format, int most) {
    boolean newer = offer.version().startsWith("2");
    Map<String, String> ask = new LinkedHashMap<>();
    ask.put("SERVICE", "WFS");
    ask.put("VERSION", offer.version());
    ask.put("REQUEST", "GetFeature");
    ask.put(newer ? "TYPENAMES" : "TYPENAME", layer.name());
    // In GML only the register's own name leaves no doubt which axis comes first.
    ask.put("SRSNAME", WfsCapabilities.isJson(format) ? "EPSG:4326" : "urn:ogc:def:crs:EPSG::4326");
    if (format != null) {
      ask.put("OUTPUTFORMAT", format);
    }
    ask.put(newer ? "COUNT" : "MAXFEATURES", Integer.toString(most));
    return with(ask);
  }

  /** A parameter more at the end, for keys that servers want in the address. */
  static URI and(URI uri, String name, String value) {
    String text = uri.toString();
    return URI.create(
        text + (text.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(value));
  }

  static String format(List<String> offered) {
    List<String> lower = offered.stream().map(f -> f.toLowerCase(Locale.ROOT)).toList();
    return lower.contains("image/png") || lower.isEmpty()
        ? "image/png"
        : lower.stream().filter(f -> f.startsWith("image/jp")).findFirst().orElse("image/png");
  }
}
