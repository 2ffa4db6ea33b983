package city.chengtu.command.foreign;

import city.chengtu.command.foreign.Offer.Offered;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Envelope;
import org.w3c.dom.Element;

/**
 * Reads WMTS 1.0.0 capabilities (OGC 07-057r7, 7.1). Of the grids only those on the web-map pyramid
 * are of use to us; they are known by their scales, not by their name.
 */
final class WmtsCapabilities {
  private static final Pattern MERCATOR = Pattern.compile(".*[:/](3857|900913|102100|102113|3785)");

  /** Scale denominator of the whole world in one tile of 256 pixels of 0.28 mm. */
  private static final double WHOLE_WORLD = 559_082_264.0287178;

  private static final double SAME_SCALE = 1e-3;
  private static final int MOST_LAYERS = 5_000;

  private WmtsCapabilities() {}

  /**
   * @throws IOException when these are no WMTS capabilities, saying why
   */
  static Offer read(byte[] bytes, Instant now) throws IOException {
    Element root = ForeignXml.root(bytes);
    if (!"Capabilities".equals(root.getLocalName())
        || ForeignXml.first(root, "Contents").isEmpty()) {
      throw new IOException("these are no WMTS capabilities but <" + root.getLocalName() + ">");
    }
    Map<String, Map<Integer, String>> grids = new HashMap<>();
    for (Element set : ForeignXml.all(root, "Contents", "TileMatrixSet").toList()) {
      if (MERCATOR.matcher(ForeignXml.text(set, "SupportedCRS")).matches()) {
        grids.put(ForeignXml.text(set, "Identifier"), levels(set));
      }
    }
    List<Offered> layers = new ArrayList<>();
    for (Element layer : ForeignXml.all(root, "Contents", "Layer").limit(MOST_LAYERS).toList()) {
      layers.add(layer(layer, grids));
    }
    return new Offer(ForeignXml.text(root, "ServiceIdentification", "Title"), "1.0.0", layers, now);
  }

  private static Map<Integer, String> levels(Element set) throws IOException {
    Map<Integer, String> levels = new HashMap<>();
    for (Element matrix : ForeignXml.children(set, "TileMatrix")) {
      double zoom =
          Math.log(WHOLE_WORLD / ForeignXml.number(ForeignXml.text(matrix, "ScaleDenominator")))
              / Math.log(2);
      boolean onPyramid =
          Math.abs(zoom - Math.rint(zoom)) < SAME_SCALE
              && Math.rint(zoom) >= 0
              && "256".equals(ForeignXml.text(matrix, "TileWidth"))
              && "256".equals(ForeignXml.text(matrix, "TileHeight"))
              && isCorner(ForeignXml.text(matrix, "TopLeftCorner"));
      if (onPyramid) {
        levels.put((int) Math.rint(zoom), ForeignXml.text(matrix, "Identifier"));
      }
    }
    return levels;
  }

  private static boolean isCorner(String text) throws IOException {
    String[] parts = text.split("\\s+");
    return parts.length == 2
        && Math.abs(ForeignXml.number(parts[0]) + View.HALF) < 1
        && Math.abs(ForeignXml.number(parts[1]) - View.HALF) < 1;
  }

  private static Offered layer(Element layer, Map<String, Map<Integer, String>> grids)
      throws IOException {
    String grid =
        ForeignXml.texts(layer, "TileMatrixSetLink", "TileMatrixSet").stream()
            .filter(name -> !grids.getOrDefault(name, Map.of()).isEmpty())
            .findFirst()
            .orElse(null);
    return new Offered(
        ForeignXml.text(layer, "Identifier"),
        ForeignXml.text(layer, "Title"),
        box(layer),
        grid == null ? List.of() : List.of("EPSG:3857"),
        ForeignXml.texts(layer, "Format"),
        List.of(),
        grid,
        grid == null ? Map.of() : grids.get(grid));
  }

  /** ows:WGS84BoundingBox is lon,lat (OGC 06-121r3, 10.2.2). */
  static Envelope box(Element layer) throws IOException {
    String[] low = ForeignXml.text(layer, "WGS84BoundingBox", "LowerCorner").split("\\s+");
    String[] high = ForeignXml.text(layer, "WGS84BoundingBox", "UpperCorner").split("\\s+");
    if (low.length != 2 || high.length != 2) {
      return null;
    }
    return new Envelope(
        ForeignXml.number(low[0]),
        ForeignXml.number(high[0]),
        ForeignXml.number(low[1]),
        ForeignXml.number(high[1]));
  }
}
