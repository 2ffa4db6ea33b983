package city.chengtu.command.edits;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one actor may do to the features of one layer: only to rows he sees, within the scope of his
 * permission, and to fields he sees. The others stay as they are.
 */
final class EditRights {
  private static final String ORGANISATION = "organisation";

  private final AccessPolicy policy;
  private final Actor actor;
  private final String permission;
  private final Layer layer;
  private final MapSight sight;

  /**
   * @param permission layer.edit or layer.review
   */
  EditRights(AccessPolicy policy, Actor actor, String permission, Layer layer) {
    this.policy = policy;
    this.actor = actor;
    this.permission = permission;
    this.layer = layer;
    this.sight = new MapSight(policy, actor, layer);
  }

  MapSight sight() {
    return sight;
  }

  /** With the fields that show. */
  Layer shown() {
    return sight.layer();
  }

  /** Null, or what there is when the actor sees it. */
  boolean sees(Feature feature) {
    return feature != null && sight.shows(feature);
  }

  /**
   * @throws Refusal 403 when the actor may not change this row
   */
  void check(Feature feature) {
    policy.check(
        actor,
        permission,
        layer.id(),
        feature.properties().get(ORGANISATION) instanceof String owner ? owner : null,
        feature.geometry());
  }

  /**
   * @throws Refusal 403 when the feature would come to lie where the actor may not change or see
   */
  void checkResult(Feature feature) {
    check(feature);
    if (!sight.shows(feature)) {
      throw Refusal.forbidden("the feature would lie where you see nothing of this layer");
    }
  }

  /**
   * What the feature's properties become: fields the actor sees are as the content says, empty when
   * it says nothing; all others stay.
   *
   * @param before null when the feature is added
   */
  Map<String, Object> merged(Feature before, FeatureContent content) {
    if (content.whole()) {
      return content.properties();
    }
    Map<String, Object> merged =
        before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before.properties());
    for (Field field : shown().fields()) {
      Object value = content.properties().get(field.name());
      if (value == null) {
        merged.remove(field.name());
      } else {
        merged.put(field.name(), value);
      }
    }
    return merged;
  }
}
