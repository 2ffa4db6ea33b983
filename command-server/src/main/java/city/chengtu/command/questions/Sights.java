package city.chengtu.command.questions;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import java.util.List;
import java.util.Optional;

/** The layers an actor sees anything of; {@link MapSight} decides. */
final class Sights {
  private final Catalogue catalogue;
  private final AccessPolicy policy;

  Sights(Catalogue catalogue, AccessPolicy policy) {
    this.catalogue = catalogue;
    this.policy = policy;
  }

  /** A layer and what its asker sees of it. */
  record Opened(FeatureSource source, MapSight sight) {
    /** With the fields that show. */
    Layer layer() {
      return sight.layer();
    }

    String id() {
      return source.layer().id();
    }
  }

  /**
   * @param field which member of the question names it
   * @throws Refusal 400 when there is no such layer, or none for this actor
   */
  Opened open(Actor actor, String layer, String field) {
    return find(actor, layer)
        .orElseThrow(
            () -> Refusal.invalid(field, "unknown-layer", "there is no layer '" + layer + "'"));
  }

  Optional<Opened> find(Actor actor, String layer) {
    return catalogue.find(layer).flatMap(source -> opened(actor, source));
  }

  List<Opened> all(Actor actor) {
    return catalogue.list().stream().flatMap(s -> opened(actor, s).stream()).toList();
  }

  private Optional<Opened> opened(Actor actor, FeatureSource source) {
    return Optional.of(new Opened(source, new MapSight(policy, actor, source.layer())))
        .filter(opened -> opened.sight().some());
  }
}
