package city.chengtu.command.onemap;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.place.PlaceSight;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one actor may find by its name: what {@link MapSight} shows. For one question; not shared.
 */
final class ActorPlaces implements PlaceSight {
  private final AccessPolicy policy;
  private final Catalogue catalogue;
  private final Actor actor;
  private final Map<String, Optional<MapSight>> sights = new HashMap<>();

  ActorPlaces(AccessPolicy policy, Catalogue catalogue, Actor actor) {
    this.policy = policy;
    this.catalogue = catalogue;
    this.actor = actor;
  }

  /** Empty when the layer is as good as not there for the actor. */
  Optional<MapSight> sight(String layer) {
    return sights.computeIfAbsent(
        layer,
        id ->
            catalogue
                .find(id)
                .map(FeatureSource::layer)
                .map(found -> new MapSight(policy, actor, found))
                .filter(MapSight::some));
  }

  @Override
  public boolean layer(String layer) {
    return sight(layer).isPresent();
  }

  @Override
  public boolean field(String layer, String field) {
    return sight(layer).filter(sight -> sight.shows(field)).isPresent();
  }

  @Override
  public boolean feature(String layer, String id) {
    return sight(layer)
        .filter(
            sight -> sight.all() || catalogue.get(layer).find(id).filter(sight::shows).isPresent())
        .isPresent();
  }

  @Override
  public boolean feature(Feature feature) {
    return sight(feature.layer()).filter(sight -> sight.shows(feature)).isPresent();
  }
}
