package city.chengtu.gis.ingest;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.StandardLayers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The base layers, with OpenStreetMap named as their source, as its licence asks. */
final class OsmLayers {
  private OsmLayers() {}

  static List<Layer> all(Path file) {
    LayerOrigin origin =
        new LayerOrigin(
            "OpenStreetMap contributors",
            "© OpenStreetMap contributors, ODbL 1.0; " + file.getFileName(),
            null,
            null,
            ShareClass.UNCONDITIONAL);
    return Stream.of("boundaries", "green", "water", "buildings", "roads", "places", "poi")
        .map(id -> StandardLayers.get(id).withOrigin(origin))
        .toList();
  }
}
