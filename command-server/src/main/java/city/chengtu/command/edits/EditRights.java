package city.chengtu.command.edits;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Feature;
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

  /** False for null too. */
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
   * Who decides about a content must see all it speaks of.
   *
   * @throws Refusal 403 when he does not
   */
  void checkFields(FeatureContent content) {
    if (!content.fields().stream().allMatch(name -> shown().field(name).isPresent())) {
      throw Refusal.forbidden("the edit is about fields that you do not see");
    }
  }

  /**
   * What the feature's properties become: fields the content speaks of are as it says, all others
   * stay.
   *
   * @param before null when the feature is added
   */
  static Map<String, Object> merged(Feature before, FeatureContent content) {
    if (content.isWhole()) {
      return content.properties();
    }
    Map<String, Object> merged =
        before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before.properties());
    for (String field : content.fields()) {
      Object value = content.properties().get(field);
      if (value == null) {
        merged.remove(field);
      } else {
        merged.put(field, value);
      }
    }
    return merged;
  }
}
