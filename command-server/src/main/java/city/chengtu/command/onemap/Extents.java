package city.chengtu.command.onemap;

import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/** Where a layer's features lie. The server wires it to the stored layers' change books. */
@FunctionalInterface
public interface Extents {
  /**
   * A box, lon/lat, that holds every feature of the layer; it may be larger. Empty when nobody
   * knows.
   *
   * @param version the layer's version; the answer is kept until it moves
   */
  Optional<Envelope> find(String layer, long version);
}
