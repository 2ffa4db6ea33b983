package city.chengtu.command.foreign;

import city.chengtu.command.foreign.Offer.Offered;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.w3c.dom.Element;

/** Reads WMS capabilities: 1.1.1 (OGC 01-068r3, 7.1) and 1.3.0 (OGC 06-042, 7.2). */
final class WmsCapabilities {
  private static final int MOST_LAYERS = 5_000;
  private static final int DEEPEST = 20;

  private final List<Offered> layers = new ArrayList<>();
  private final List<String> formats;
  private final List<String> infoFormats;

  private WmsCapabilities(Element request) {
    this.formats = ForeignXml.texts(request, "GetMap", "Format");
    this.infoFormats = ForeignXml.texts(request, "GetFeatureInfo", "Format");
  }

  /**
   * @throws IOException when these are no WMS capabilities, saying why
   */
  static Offer read(byte[] bytes, Instant now) throws IOException {
    Element root = ForeignXml.root(bytes);
    if (!Set.of("WMS_Capabilities", "WMT_MS_Capabilities").contains(root.getLocalName())) {
      throw new IOException("these are no WMS capabilities but <" + root.getLocalName() + ">");
    }
    Element capability =
        ForeignXml.first(root, "Capability")
            .orElseThrow(() -> new IOException("there is no <Capability>"));
    Element request =
        ForeignXml.first(capability, "Request")
            .orElseThrow(() -> new IOException("there is no <Request>"));
    WmsCapabilities reader = new WmsCapabilities(request);
    for (Element layer : ForeignXml.children(capability, "Layer")) {
      reader.layer(layer, Set.of(), null, 1);
    }
    return new Offer(
        ForeignXml.text(root, "Service", "Title"),
        root.getAttribute("version").startsWith("1.3") ? "1.3.0" : "1.1.1",
        reader.layers,
        now);
  }

  /** Reference systems and extent are inherited from the layer above (06-042, 7.2.4.8). */
  private void layer(Element layer, Set<String> above, Envelope around, int depth)
      throws IOException {
    if (layers.size() >= MOST_LAYERS || depth > DEEPEST) {
      throw new IOException("more layers, or deeper nested ones, than can be read");
    }
    Set<String> crs = new LinkedHashSet<>(above);
    Stream.concat(ForeignXml.texts(layer, "CRS").stream(), ForeignXml.texts(layer, "SRS").stream())
        .flatMap(names -> Arrays.stream(names.split("\\s+"))) // 1.1.0 wrote several into one
        .filter(name -> !name.isEmpty())
        .map(name -> name.toUpperCase(Locale.ROOT))
        .forEach(crs::add);
    Envelope extent = extent(layer, around);
    String name = ForeignXml.text(layer, "Name");
    if (!name.isEmpty()) {
      boolean asked = Set.of("1", "true").contains(layer.getAttribute("queryable"));
      layers.add(
          new Offered(
              name,
              ForeignXml.text(layer, "Title"),
              extent,
              List.copyOf(crs),
              formats,
              asked ? infoFormats : List.of(),
              null,
              Map.of()));
    }
    for (Element below : ForeignXml.children(layer, "Layer")) {
      layer(below, crs, extent, depth + 1);
    }
  }

  private static Envelope extent(Element layer, Envelope around) throws IOException {
    var geographic = ForeignXml.first(layer, "EX_GeographicBoundingBox");
    if (geographic.isPresent()) {
      Element box = geographic.get();
      return new Envelope(
          ForeignXml.number(ForeignXml.text(box, "westBoundLongitude")),
          ForeignXml.number(ForeignXml.text(box, "eastBoundLongitude")),
          ForeignXml.number(ForeignXml.text(box, "southBoundLatitude")),
          ForeignXml.number(ForeignXml.text(box, "northBoundLatitude")));
    }
    var latLon = ForeignXml.first(layer, "LatLonBoundingBox");
    if (latLon.isPresent()) {
      Element box = latLon.get();
      return new Envelope(
          ForeignXml.number(box, "minx"),
          ForeignXml.number(box, "maxx"),
          ForeignXml.number(box, "miny"),
          ForeignXml.number(box, "maxy"));
    }
    return around;
  }
}
