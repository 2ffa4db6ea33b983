package city.chengtu.command.geoserver;

import city.chengtu.command.geoserver.ChosenTable.Chosen;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses which layers stand at the GeoServer. The keeper does the rest. */
final class GeoServerDesk {
  static final String KIND = "geoserver-layer";

  private final PublishedLayers layers;
  private final ChosenTable table = new ChosenTable();

  GeoServerDesk(PublishedLayers layers) {
    this.layers = layers;
  }

  /** What the sender wants published. */
  record Choice(List<String> layers) {}

  Map<String, Object> publish(CommandContext c, Choice choice) {
    List<Chosen> chosen = new ArrayList<>();
    for (int i = 0; i < choice.layers().size(); i++) {
      String layer = choice.layers().get(i);
      Optional<String> obstacle = layers.obstacle(layer);
      if (obstacle.isPresent()) {
        throw Refusal.invalid("/layers/" + i, "not-for-publishing", obstacle.get());
      }
      if (!table.has(c.handle(), layer)) {
        Chosen made = new Chosen(layer, c.now(), c.actor().account());
        table.insert(c.handle(), made);
        chosen.add(made);
        c.record(Change.of("city.chengtu.geoserver.published", new Subject(KIND, layer), 1, made));
      }
    }
    return Map.of("chosen", chosen);
  }

  Map<String, Object> withdraw(CommandContext c, String layer) {
    if (!table.has(c.handle(), layer)) {
      throw Refusal.notFound(KIND, layer);
    }
    table.delete(c.handle(), layer);
    Map<String, Object> state = Map.of("layer", layer, "at", c.now());
    c.record(Change.of("city.chengtu.geoserver.withdrawn", new Subject(KIND, layer), 2, state));
    return state;
  }
}
