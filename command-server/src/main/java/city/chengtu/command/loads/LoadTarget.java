package city.chengtu.command.loads;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.load.LayerDraft;
import city.chengtu.gis.ingest.load.LoadRefusedException;
import city.chengtu.gis.ingest.load.SourceScan;
import city.chengtu.gis.store.StoredLayers;

/** Which layer a load goes into, and whether its sender may do that. */
final class LoadTarget {
  static final String PERMISSION = "layer.load";

  private final AccessPolicy policy;
  private final Catalogue catalogue;
  private final StoredLayers layers;

  LoadTarget(AccessPolicy policy, Catalogue catalogue, StoredLayers layers) {
    this.policy = policy;
    this.catalogue = catalogue;
    this.layers = layers;
  }

  /** True when the layer holds features already. */
  boolean holdsFeatures(String layer) {
    return layers.has(layer) && layers.get(layer).count() > 0;
  }

  boolean exists(String layer) {
    return layers.has(layer);
  }

  /**
   * The layer as it is, or as it would be made.
   *
   * @return null while nobody has said which
   * @throws Refusal 400 naming the option that cannot be, 403 when the actor may not
   */
  Layer find(Actor actor, LoadOptions options, SourceScan scan, String file) {
    if (options.layer() == null) {
      return null;
    }
    if (!Layer.isId(options.layer())) {
      throw Refusal.invalid(
          "/layer",
          "not-a-layer-id",
          "a layer's id begins with a letter and has at most 40 of a-z, 0-9 and _");
    }
    Layer layer =
        catalogue.find(options.layer()).isPresent()
            ? existing(options)
            : made(actor, options, scan, file);
    check(actor, layer);
    return layer;
  }

  private Layer existing(LoadOptions options) {
    if (options.newLayer() != null) {
      throw Refusal.invalid(
          "/newLayer", "layer-exists", "there is a layer '" + options.layer() + "' already");
    }
    if (!layers.has(options.layer())) {
      throw Refusal.invalid(
          "/layer", "layer-not-stored", "layer '" + options.layer() + "' is not kept here as data");
    }
    return layers.get(options.layer()).layer();
  }

  private Layer made(Actor actor, LoadOptions options, SourceScan scan, String file) {
    LoadOptions.NewLayer wanted = options.newLayer();
    if (wanted == null) {
      throw Refusal.invalid(
          "/layer",
          "unknown-layer",
          "there is no layer '" + options.layer() + "'; newLayer describes one to be made");
    }
    if (catalogue.themes().stream().noneMatch(t -> t.id().equals(wanted.theme()))) {
      throw Refusal.invalid(
          "/newLayer/theme", "unknown-theme", "there is no theme '" + wanted.theme() + "'");
    }
    String organisation =
        wanted.organisation() == null ? actor.organisation() : wanted.organisation();
    String owner = wanted.owner() == null ? organisation : wanted.owner();
    Text title = new Text(wanted.zh(), wanted.en() == null ? wanted.zh() : wanted.en());
    try {
      return LayerDraft.of(
              options.layer(), title, wanted.theme(), owner, file, options.rank(), scan)
          .withOrigin(new LayerOrigin(owner, file, null, null, wanted.shareClass(), organisation));
    } catch (LoadRefusedException e) {
      throw Refusal.invalid("/newLayer", "no-layer-of-this", e.getMessage());
    }
  }

  /**
   * Whoever replaces a layer or adds to it must see all of it: else they would end rows they know
   * nothing of.
   *
   * @throws Refusal 403 when the actor may not
   */
  void check(Actor actor, Layer layer) {
    policy.check(actor, PERMISSION, MapSight.marked(layer), layer.origin().organisation(), null);
    if (layers.has(layer.id()) && !seesWhole(actor, layer)) {
      throw Refusal.forbidden("you do not see all of layer '" + layer.id() + "'");
    }
  }

  /** Whether the actor sees every row and field of the layer. */
  boolean seesWhole(Actor actor, Layer layer) {
    MapSight sight = new MapSight(policy, actor, layer);
    return sight.all() && sight.layer().fields().size() == layer.fields().size();
  }

  /** As {@link #seesWhole(Actor, Layer)}, and may load into it. */
  boolean mayManage(Actor actor, String layer) {
    if (layer == null || !layers.has(layer)) {
      return false;
    }
    try {
      check(actor, layers.get(layer).layer());
      return true;
    } catch (Refusal refused) { // 403 is the answer no
      return false;
    }
  }
}
