package city.chengtu.gis.mapserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;

/**
 * A layer as it should stand at the GeoServer.
 *
 * @param id names feature type, style and view
 * @param columns of the view that GeoServer reads, by name, with the Java class it binds them to
 * @param sld style, SLD 1.0
 * @param readers names of GeoServer's roles; * for everybody
 * @param extent lon,lat degrees; null when unknown
 */
public record PublishedLayer(
    String id,
    String title,
    String description,
    Map<String, String> columns,
    String sld,
    List<String> readers,
    Envelope extent) {
  public PublishedLayer {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    readers = List.copyOf(readers);
    extent = extent == null ? null : extent.copy();
  }

  /** A copy: JTS envelopes are mutable. */
  @Override
  public Envelope extent() {
    return extent == null ? null : extent.copy();
  }

  String rule() {
    return String.join(",", readers);
  }
}
