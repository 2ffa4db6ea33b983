package city.chengtu.command.foreign;

import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.foreign.Offer.Offered;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/** The capabilities of our own WMS door, 1.1.1 or 1.3.0, with the layers its reader may see. */
final class WmsDocument {
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final Envelope WORLD = new Envelope(-180, 180, -85, 85);

  private final boolean newer;
  private final String address;
  private final DoorXml xml = new DoorXml();

  WmsDocument(boolean newer, String address) {
    this.newer = newer;
    this.address = address;
  }

  Buffer write(List<Chosen> layers) {
    if (newer) {
      xml.open(
          "WMS_Capabilities",
          "version",
          "1.3.0",
          "xmlns",
          "http://www.opengis.net/wms",
          "xmlns:xlink",
          XLINK);
    } else {
      xml.open("WMT_MS_Capabilities", "version", "1.1.1", "xmlns:xlink", XLINK);
    }
    service();
    xml.open("Capability");
    request();
    xml.open("Exception").text("Format", newer ? "XML" : "application/vnd.ogc.se_xml").close();
    xml.open("Layer").text("Title", "城图 Chengtu");
    layers.forEach(this::layer);
    return xml.close().close().close().end();
  }

  private void service() {
    xml.open("Service")
        .text("Name", newer ? "WMS" : "OGC:WMS")
        .text("Title", "城图外部图层 Chengtu foreign layers");
    online();
    if (newer) {
      xml.text("LayerLimit", "1").text("MaxWidth", "4096").text("MaxHeight", "4096");
    }
    xml.close();
  }

  private void online() {
    xml.empty("OnlineResource", "xlink:type", "simple", "xlink:href", address + "?");
  }

  private void request() {
    xml.open("Request");
    operation("GetCapabilities", newer ? "text/xml" : "application/vnd.ogc.wms_xml");
    operation("GetMap", "image/png");
    operation("GetFeatureInfo", "application/json", "text/plain");
    xml.close();
  }

  private void operation(String name, String... formats) {
    xml.open(name);
    for (String format : formats) {
      xml.text("Format", format);
    }
    xml.open("DCPType").open("HTTP").open("Get");
    online();
    xml.close().close().close().close();
  }

  private void layer(Chosen chosen) {
    Optional<Offered> offered =
        chosen.server().offer().flatMap(o -> o.layer(chosen.layer().name()));
    boolean asked = offered.map(o -> !o.infoFormats().isEmpty()).orElse(false);
    xml.open("Layer", "queryable", asked ? "1" : "0")
        .text("Name", chosen.layer().id())
        .text("Title", chosen.layer().title().zh() + " " + chosen.layer().title().en());
    systems(chosen, offered).forEach(crs -> xml.text(newer ? "CRS" : "SRS", crs));
    Envelope box =
        offered
            .map(Offered::extent)
            .filter(e -> !e.isNull())
            .map(WORLD::intersection)
            .orElse(WORLD);
    box(box.isNull() ? WORLD : box);
    xml.close();
  }

  /** In which reference systems a layer can be had here. */
  static List<String> systems(Chosen chosen, Optional<Offered> offered) {
    if (chosen.server().source().spec().kind() != ForeignKind.WMS) {
      return List.of("EPSG:3857");
    }
    List<String> systems = new ArrayList<>();
    View anywhere = new View(true, 0, 0, 1, 1, 1, 1);
    if (offered.flatMap(o -> ForeignAddress.crs(anywhere, o)).isPresent()) {
      systems.add("EPSG:3857");
    }
    if (offered.flatMap(o -> ForeignAddress.crs(anywhere.other(), o)).isPresent()) {
      systems.addAll(List.of("EPSG:4326", "EPSG:4490", "CRS:84"));
    }
    return systems;
  }

  private void box(Envelope e) {
    String west = Double.toString(e.getMinX());
    String east = Double.toString(e.getMaxX());
    String south = Double.toString(e.getMinY());
    String north = Double.toString(e.getMaxY());
    if (newer) {
      xml.open("EX_GeographicBoundingBox")
          .text("westBoundLongitude", west)
          .text("eastBoundLongitude", east)
          .text("southBoundLatitude", south)
          .text("northBoundLatitude", north)
          .close();
    } else {
      xml.empty("LatLonBoundingBox", "minx", west, "miny", south, "maxx", east, "maxy", north);
    }
    xml.empty(
        "BoundingBox",
        newer ? "CRS" : "SRS",
        "EPSG:3857",
        "minx",
        Double.toString(View.x(e.getMinX())),
        "miny",
        Double.toString(View.y(e.getMinY())),
        "maxx",
        Double.toString(View.x(e.getMaxX())),
        "maxy",
        Double.toString(View.y(e.getMaxY())));
  }
}
