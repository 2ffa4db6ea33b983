package city.chengtu.command.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What a published decoder finds in a tile.
 *
 * @param layers by name, in their order; geometries in tile units from the north-west, with their
 *     properties as user data
 */
public record VectorTile(Map<String, List<Geometry>> layers) {
  /** Of an answer that holds one. */
  public static VectorTile of(OgcReply reply) {
    reply.ok();
    assertThat(reply.type()).isEqualTo("application/vnd.mapbox-vector-tile");
    Map<String, List<Geometry>> layers = new LinkedHashMap<>();
    try {
      Collection<JtsLayer> all =
          MvtReader.loadMvt(
                  new ByteArrayInputStream(reply.response().body()),
                  new GeometryFactory(),
                  new TagKeyValueMapConverter())
              .getLayers();
      all.forEach(layer -> layers.put(layer.getName(), List.copyOf(layer.getGeometries())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new VectorTile(layers);
  }

  /** Identities of a layer's features, sorted. */
  public List<String> ids(String layer) {
    return layers.get(layer).stream()
        .map(g -> (Map<?, ?>) g.getUserData())
        .map(tags -> String.valueOf(tags.get("id")))
        .sorted()
        .toList();
  }
}
