package city.chengtu.command.foreign;

import city.chengtu.command.foreign.Offer.Offered;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Reads WFS capabilities: 1.1.0 (OGC 04-094) and 2.0.0 (OGC 09-025r2, 8). */
final class WfsCapabilities {
  private static final int MOST_LAYERS = 5_000;

  private WfsCapabilities() {}

  /**
   * @throws IOException when these are no WFS capabilities, saying why
   */
  static Offer read(byte[] bytes, Instant now) throws IOException {
    Element root = ForeignXml.root(bytes);
    if (!"WFS_Capabilities".equals(root.getLocalName())) {
      throw new IOException("these are no WFS capabilities but <" + root.getLocalName() + ">");
    }
    List<String> formats = formats(root);
    List<Offered> layers = new ArrayList<>();
    for (Element type :
        ForeignXml.all(root, "FeatureTypeList", "FeatureType").limit(MOST_LAYERS).toList()) {
      layers.add(
          new Offered(
              ForeignXml.text(type, "Name"),
              ForeignXml.text(type, "Title"),
              WmtsCapabilities.box(type),
              Stream.concat(
                      ForeignXml.texts(type, "DefaultCRS").stream(),
                      ForeignXml.texts(type, "DefaultSRS").stream())
                  .toList(),
              formats,
              List.of(),
              null,
              Map.of()));
    }
    return new Offer(
        ForeignXml.text(root, "ServiceIdentification", "Title"),
        root.getAttribute("version").startsWith("2") ? "2.0.0" : "1.1.0",
        layers,
        now);
  }

  private static List<String> formats(Element root) {
    return ForeignXml.all(root, "OperationsMetadata", "Operation")
        .filter(o -> "GetFeature".equals(o.getAttribute("name")))
        .flatMap(o -> ForeignXml.all(o, "Parameter"))
        .filter(p -> "outputFormat".equalsIgnoreCase(p.getAttribute("name")))
        .flatMap(
            p ->
                Stream.concat(
                    ForeignXml.texts(p, "Value").stream(),
                    ForeignXml.texts(p, "AllowedValues", "Value").stream()))
        .distinct()
        .toList();
  }

  private static final List<String> GML = List.of("3.2", "3.1", "gml3", "2.1", "gml2", "gml");

  private static final Set<String> JSON =
      Set.of(
          "application/json",
          "application/geo+json",
          "application/vnd.geo+json",
          "geojson",
          "json");

  /** The server's own word for GeoJSON, or else for the newest GML; null when it names neither. */
  static String format(Offered layer) {
    return layer.formats().stream()
        .filter(WfsCapabilities::isJson)
        .findFirst()
        .orElseGet(
            () ->
                GML.stream()
                    .flatMap(version -> layer.formats().stream().filter(f -> isGml(f, version)))
                    .findFirst()
                    .orElse(null));
  }

  static boolean isJson(String format) {
    return format != null
        && JSON.contains(format.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip());
  }

  /** Not packed: answers are read as they come. */
  private static boolean isGml(String format, String version) {
    String lower = format.toLowerCase(Locale.ROOT);
    return lower.contains("gml") && lower.contains(version) && !lower.contains("zip");
  }
}
