package city.chengtu.command.edits;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.FeatureTag;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.FeatureVersion;
import city.chengtu.gis.store.StoredLayers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Envelope;

/**
 * Changes single features of stored layers. Whoever changes one says which version he saw; the
 * database decides between two who do so at once. Blocking.
 */
public final class LayerDesk {
  public static final String EDIT = "layer.edit";

  private static final int MOST_POINTS = 5_000;

  private final Catalogue catalogue;
  private final AccessPolicy policy;
  private final StoredLayers layers;
  private final EditLimits limits;
  private final FeatureCheck checks;
  private final EditRun run;

  /**
   * @param city where features may lie, lon,lat; empty for anywhere
   */
  public LayerDesk(
      Catalogue catalogue,
      AccessPolicy policy,
      StoredLayers layers,
      EditLimits limits,
      Supplier<Optional<Envelope>> city) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.layers = layers;
    this.limits = limits;
    this.checks = new FeatureCheck(limits, city);
    this.run = new EditRun(policy, layers, checks);
  }

  FeatureCheck checks() {
    return checks;
  }

  EditRun run() {
    return run;
  }

  public EditLimits limits() {
    return limits;
  }

  /**
   * The layer with the fields that show, when its features can be changed here.
   *
   * @throws Refusal 404 when there is no such layer for this actor, 405 when it is live or kept
   *     elsewhere
   */
  public Layer open(Actor actor, String id) {
    FeatureSource source = catalogue.find(id).orElseThrow(() -> Refusal.notFound("layer", id));
    MapSight sight = new MapSight(policy, actor, source.layer());
    if (!sight.some()) {
      throw Refusal.notFound("layer", id);
    }
    if (source.layer().live()) {
      throw Refusal.of(
          405,
          "layer-is-live",
          "layer '" + id + "' shows objects at work; they are changed where the work is done");
    }
    if (!layers.has(id)) {
      throw Refusal.of(
          405, "layer-is-foreign", "layer '" + id + "' is kept elsewhere and only shown here");
    }
    return sight.layer();
  }

  /** True when this actor may change some features of the layer. */
  public boolean mayEdit(Actor actor, String layer) {
    return layers.has(layer) && policy.may(actor, EDIT);
  }

  /** Adds a feature; its identity is the command's. */
  public Edited create(CommandContext c, String layer, FeatureContent content) {
    open(c.actor(), layer);
    return one(c, new FeatureEdit("", layer, c.commandId().toString(), null, nothing -> content));
  }

  /**
   * Changes a feature.
   *
   * @param ifMatch the header that names the version seen; null when there was none
   * @param content what it shall be, from what it is
   * @throws Refusal 404, 428, 412, 403, 422
   */
  public Edited change(
      CommandContext c,
      String layer,
      String id,
      String ifMatch,
      Function<Feature, FeatureContent> content) {
    return one(c, edit(c, layer, id, ifMatch, content));
  }

  /** Ends a feature; refuses as {@link #change}. */
  public Edited remove(CommandContext c, String layer, String id, String ifMatch) {
    return one(c, edit(c, layer, id, ifMatch, null));
  }

  private FeatureEdit edit(
      CommandContext c,
      String layer,
      String id,
      String ifMatch,
      Function<Feature, FeatureContent> content) {
    open(c.actor(), layer);
    return new FeatureEdit(
        "",
        layer,
        id,
        now -> {
          Set<Long> seen = FeatureTag.versions(ifMatch);
          return seen.isEmpty() || seen.contains(now.feature().version());
        },
        content);
  }

  private Edited one(CommandContext c, FeatureEdit edit) {
    ChangeSet set =
        new ChangeSet(
            c.commandId(),
            c.actor().account(),
            "编辑 Edit",
            "edit " + c.commandId(),
            ChangeSet.Mode.MERGE);
    return run.take(c, c.actor(), EDIT, set, List.of(edit), found -> stale(c.actor(), found))
        .get(0);
  }

  private Refusal stale(Actor actor, List<EditConflict> found) {
    EditConflict conflict = found.get(0);
    FeatureVersion now = conflict.current();
    if (now == null) {
      return Refusal.notFound("feature", conflict.edit().feature());
    }
    if (conflict.edit().adds()) {
      return Refusal.conflict(
          "feature-exists", "there is a feature " + conflict.edit().feature(), Map.of());
    }
    MapSight sight = new MapSight(policy, actor, layers.get(conflict.edit().layer()).layer());
    return Refusal.stale(
        "the feature is at version " + now.feature().version() + ", not the one you saw",
        shown(now, sight));
  }

  /** A version as the reader sees it, with who made it and when; without a very large geometry. */
  static Map<String, Object> shown(FeatureVersion version, MapSight sight) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("type", "Feature");
    shown.put("id", version.feature().id());
    shown.put("layer", version.feature().layer());
    shown.put("version", version.feature().version());
    shown.put("validFrom", version.feature().validFrom());
    if (version.validTo() != null) {
      shown.put("validTo", version.validTo());
    }
    shown.put("author", version.author());
    shown.put("changeSet", version.changeSet());
    // A receipt keeps the answer: it must not hold the largest shapes there are.
    if (version.feature().geometry().getNumPoints() <= MOST_POINTS) {
      shown.put("geometry", version.feature().geometry());
    }
    shown.put("properties", sight.properties(version.feature()));
    return shown;
  }

  /** After the commit: tiles and lists learn of it. */
  public void settled() {
    layers.catchUp();
  }
}
