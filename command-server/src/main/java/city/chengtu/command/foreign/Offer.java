package city.chengtu.command.foreign;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/**
 * What a foreign server says it offers.
 *
 * @param version of the protocol, as the server answered it
 */
record Offer(String title, String version, List<Offered> layers, Instant readAt) {
  Offer {
    layers = List.copyOf(layers);
  }

  Optional<Offered> layer(String name) {
    return layers.stream().filter(l -> l.name().equals(name)).findFirst();
  }

  /**
   * One layer of it.
   *
   * @param extent lon,lat degrees; null when not told
   * @param crs names of reference systems in upper case, as EPSG:3857
   * @param formats of pictures or features
   * @param infoFormats of what lies under a point; empty when it cannot be asked
   * @param grid for tiles on the web-map pyramid: its name; null when there is none
   * @param levels zoom of the web-map pyramid to the server's name for it
   */
  record Offered(
      String name,
      String title,
      Envelope extent,
      List<String> crs,
      List<String> formats,
      List<String> infoFormats,
      String grid,
      Map<Integer, String> levels) {
    Offered {
      crs = List.copyOf(crs);
      formats = List.copyOf(formats);
      infoFormats = List.copyOf(infoFormats);
      levels = Map.copyOf(levels);
      extent = extent == null ? null : extent.copy();
    }

    /** A copy: JTS envelopes are mutable. */
    @Override
    public Envelope extent() {
      return extent == null ? null : extent.copy();
    }
  }
}
