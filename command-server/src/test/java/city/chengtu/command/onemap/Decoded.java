package city.chengtu.command.onemap;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.GeometryFactory;

/** What a published decoder finds in a tile: the layers' names and each feature's properties. */
record Decoded(List<String> layers, List<Map<String, Object>> features) {
  static Decoded of(byte[] tile) {
    try {
      Collection<JtsLayer> layers =
          MvtReader.loadMvt(
                  new ByteArrayInputStream(tile),
                  new GeometryFactory(),
                  new TagKeyValueMapConverter())
              .getLayers();
      return new Decoded(
          layers.stream().map(JtsLayer::getName).toList(),
          layers.stream()
              .flatMap(layer -> layer.getGeometries().stream())
              .map(geometry -> properties(geometry.getUserData()))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // the converter given above makes string-keyed maps
  private static Map<String, Object> properties(Object tags) {
    return (Map<String, Object>) tags;
  }

  List<Object> ids() {
    return features.stream().map(properties -> properties.get("id")).sorted().toList();
  }
}
