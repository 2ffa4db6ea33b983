package city.chengtu.command.catalogue;

import city.chengtu.command.catalogue.SubscriptionTable.Subscription;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.FeatureSource;
import java.util.Map;

/** Who hears of which layer's changes. */
final class Subscriptions {
  private static final int MOST = 200;

  private final CatalogueParts parts;
  private final SubscriptionTable table = new SubscriptionTable();

  Subscriptions(CatalogueParts parts) {
    this.parts = parts;
  }

  /** Follows a layer from now on; twice changes nothing. */
  Map<String, Object> follow(CommandContext c, String layer) {
    FeatureSource source = seen(c, layer);
    if (!parts.layers().has(layer)) {
      throw Refusal.of(
          422, "live-layer", "a live layer changes all the time: make a saved question an alert");
    }
    String account = c.actor().account();
    if (!table.has(c.handle(), account, layer)) {
      if (table.count(c.handle(), account) >= MOST) {
        throw Refusal.of(422, "too-many", "more than " + MOST + " layers cannot be followed");
      }
      table.add(c.handle(), new Subscription(account, layer, source.version()), c.now());
      record(c, layer, "followed");
    }
    return Map.of("layer", layer, "subscribed", true);
  }

  private FeatureSource seen(CommandContext c, String layer) {
    return parts
        .catalogue()
        .find(layer)
        .filter(s -> new MapSight(parts.policy(), c.actor(), s.layer()).some())
        .orElseThrow(() -> Refusal.notFound("layer", layer));
  }

  /** Follows it no more; a layer that was followed and is gone, too. */
  Map<String, Object> leave(CommandContext c, String layer) {
    if (table.has(c.handle(), c.actor().account(), layer)) {
      table.remove(c.handle(), c.actor().account(), layer);
      record(c, layer, "left");
    } else {
      seen(c, layer);
    }
    return Map.of("layer", layer, "subscribed", false);
  }

  private static void record(CommandContext c, String layer, String verb) {
    c.record(
        Change.of(
            "city.chengtu.subscription." + verb,
            new Subject("subscription", c.commandId().toString()),
            1,
            Map.of("layer", layer, "account", c.actor().account())));
  }
}
