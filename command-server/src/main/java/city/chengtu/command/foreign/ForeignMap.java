package city.chengtu.command.foreign;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import java.util.List;
import java.util.Optional;

/**
 * The foreign layers as one actor sees them. A picture cannot be cut to rows, so who may see only
 * some rows of a layer sees no picture of it.
 */
final class ForeignMap {
  private final ForeignRegistry registry;
  private final AccessPolicy policy;

  ForeignMap(ForeignRegistry registry, AccessPolicy policy) {
    this.registry = registry;
    this.policy = policy;
  }

  /** The layers of pictures this actor may see, base maps first. */
  List<Chosen> pictures(Actor actor) {
    return registry.layers().stream()
        .filter(c -> c.server().source().spec().kind().pictures())
        .filter(c -> sees(actor, c))
        .sorted(java.util.Comparator.comparing((Chosen c) -> !c.layer().base()))
        .toList();
  }

  /**
   * @throws Refusal 404 when there is no such layer, or none for this actor
   */
  Chosen picture(Actor actor, String layer) {
    return find(actor, layer).orElseThrow(() -> Refusal.notFound("layer", layer));
  }

  Optional<Chosen> find(Actor actor, String layer) {
    return registry
        .layer(layer)
        .filter(c -> c.server().source().spec().kind().pictures())
        .filter(c -> sees(actor, c));
  }

  private boolean sees(Actor actor, Chosen chosen) {
    return new MapSight(policy, actor, chosen.card()).all();
  }
}
