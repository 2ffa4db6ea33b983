package city.chengtu.command.catalogue;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.catalogue.SubscriptionTable.Subscription;
import city.chengtu.command.inbox.Inbox;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells people of changes of the layers they follow. What was told stands in the database, so every
 * node may run this: each change is told once, also those made while no node ran.
 */
public final class SubscriptionWatch implements Runnable {
  private static final String KIND = "layer";
  private static final int STEP = 200;
  private static final int MOST_CHANGES = 100;

  private final Catalogue catalogue;
  private final StoredLayers layers;
  private final AccessPolicy policy;
  private final Function<String, Optional<Actor>> people;
  private final Jdbi jdbi;
  private final Commands commands;
  private final Inbox inbox;
  private final SubscriptionTable table = new SubscriptionTable();

  /**
   * @param people the actor an account stands for now; empty when it is none any more
   */
  public SubscriptionWatch(
      Catalogue catalogue,
      StoredLayers layers,
      AccessPolicy policy,
      Function<String, Optional<Actor>> people,
      Jdbi jdbi,
      Commands commands,
      Inbox inbox) {
    this.catalogue = catalogue;
    this.layers = layers;
    this.policy = policy;
    this.people = people;
    this.jdbi = jdbi;
    this.commands = commands;
    this.inbox = inbox;
    inbox.show(KIND, this::shown);
  }

  /** What a notice of a changed layer says; counts only for who sees all of it. */
  record Changed(
      String layer,
      Text title,
      long version,
      String reason,
      Long added,
      Long changed,
      Long ended) {}

  @Override
  public void run() {
    for (String layer : jdbi.withHandle(table::layers)) {
      catalogue.find(layer).filter(s -> layers.has(layer)).ifPresent(this::tell);
    }
  }

  private void tell(FeatureSource source) {
    String layer = source.layer().id();
    long version = source.version();
    List<Subscription> behind = jdbi.withHandle(h -> table.behind(h, layer, version, STEP));
    if (behind.isEmpty()) {
      return;
    }
    List<LayerChange> changes = layers.changes(layer, MOST_CHANGES);
    for (Subscription s : behind) {
      commands.run(
          CommandRequest.bySystem("catalogue.tell", "catalogue"),
          c -> {
            if (table.told(c.handle(), s, version)) {
              people
                  .apply(s.account())
                  .map(actor -> new MapSight(policy, actor, source.layer()))
                  .filter(MapSight::some)
                  .ifPresent(
                      sight ->
                          inbox.add(
                              c, s.account(), KIND, changed(source, sight, s, version, changes)));
            }
            return null;
          });
    }
  }

  /**
   * Counts are for who sees all of the layer; of one that is gone for the reader its id is left.
   */
  private JsonNode shown(Actor reader, JsonNode content) {
    Optional<MapSight> sight =
        catalogue
            .find(content.path("layer").asText())
            .map(source -> new MapSight(policy, reader, source.layer()))
            .filter(MapSight::some);
    if (sight.isPresent() && sight.get().all()) {
      return content;
    }
    ObjectNode left = content.deepCopy();
    left.remove(List.of("added", "changed", "ended"));
    if (sight.isEmpty()) {
      left.retain("layer", "version");
      String id = left.path("layer").asText();
      left.putObject("title").put("zh", id).put("en", id);
    }
    return left;
  }

  private static Changed changed(
      FeatureSource source,
      MapSight sight,
      Subscription s,
      long version,
      List<LayerChange> changes) {
    List<LayerChange> news = changes.stream().filter(c -> c.version() > s.seen()).toList();
    boolean all = sight.all();
    return new Changed(
        source.layer().id(),
        source.layer().title(),
        version,
        news.isEmpty() ? "" : news.get(0).title(),
        all ? (Long) news.stream().mapToLong(LayerChange::added).sum() : null,
        all ? (Long) news.stream().mapToLong(LayerChange::changed).sum() : null,
        all ? (Long) news.stream().mapToLong(LayerChange::ended).sum() : null);
  }
}
