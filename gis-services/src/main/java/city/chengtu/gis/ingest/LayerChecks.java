package city.chengtu.gis.ingest;

import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.StandardLayers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The checks that every delivery of map data passes, wherever it comes from. */
public final class LayerChecks {
  private LayerChecks() {}

  /** Fresh checks for one delivery into the standard layers. */
  public static List<LayerCheck> standard() {
    return of(StandardLayers.list());
  }

  /** Fresh checks for one delivery into these layers. */
  public static List<LayerCheck> of(Collection<Layer> layers) {
    Map<String, LayerRules> rules = LayerRules.standard();
    Map<String, GeometryKind> kinds = new HashMap<>();
    layers.forEach(layer -> kinds.put(layer.id(), layer.geometry()));
    List<LayerCheck> checks = new ArrayList<>();
    checks.add(new GeometryCheck(kinds));
    layers.forEach(
        layer ->
            checks.add(new FieldCheck(layer, rules.getOrDefault(layer.id(), LayerRules.NONE))));
    checks.add(new RoadJunctionCheck());
    checks.add(new GridCoverageCheck());
    checks.add(new PipeNetworkCheck());
    return checks;
  }
}
