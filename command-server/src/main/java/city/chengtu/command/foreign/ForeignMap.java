package city.chengtu.command.foreign;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.Marked;
import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.onemap.MapSight;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

  /**
   * What a layer's server says lies at a point, without the fields that this actor must not see. A
   * text of which a part must not be read is withheld: nothing can be cut out of it.
   */
  JsonObject told(Actor actor, Chosen chosen, JsonObject said) {
    Marked layer = MapSight.marked(chosen.card());
    JsonObject told = said.copy();
    if (said.containsKey("text") && !policy.mayRead(actor, layer, said.getString("text"))) {
      told.remove("text");
      told.put("withheld", true);
    }
    if (said.containsKey("features")) {
      JsonNode features = StateJson.tree(said.getJsonArray("features").encode());
      told.put("features", new JsonArray(policy.shown(actor, layer, features).toString()));
    }
    return told;
  }

  private boolean sees(Actor actor, Chosen chosen) {
    return new MapSight(policy, actor, chosen.card()).all();
  }
}
