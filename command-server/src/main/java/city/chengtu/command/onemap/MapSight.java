package city.chengtu.command.onemap;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.Marked;
import city.chengtu.command.access.Sight;
import city.chengtu.command.journal.Actor;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.tile.TileView;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one actor sees of one layer: which features, which fields. The access policy decides;
 * GeoJSON, clicks, tiles, searches and the OGC services all ask here, so none of them can show more
 * than another.
 *
 * <p>A feature belongs to the organisation its property "organisation" names, if it has one.
 */
public final class MapSight {
  /** Needed to see fields that hold personal data, beside the right to see the feature. */
  private static final String PERSONAL = "personal.read";

  private static final String ORGANISATION = "organisation";

  private final AccessPolicy policy;
  private final Actor actor;
  private final Layer layer;
  private final Marked marked;
  private final Sight rows;
  private final Set<String> hidden;

  public MapSight(AccessPolicy policy, Actor actor, Layer layer) {
    this.policy = policy;
    this.actor = actor;
    this.layer = layer;
    this.marked = marked(layer);
    this.rows = policy.sight(actor, marked);
    this.hidden = hidden(policy, actor, layer);
  }

  /**
   * What the rules may call the layer by. A live layer is called by its id alone: what may show of
   * people and incidents is said for each of them.
   */
  public static Marked marked(Layer layer) {
    if (layer.live()) {
      return Marked.of(layer.id());
    }
    return new Marked(
        layer.id(),
        Set.of("theme:" + layer.theme(), "share:" + layer.origin().shareClass().text()),
        layer.origin().organisation());
  }

  private static Set<String> hidden(AccessPolicy policy, Actor actor, Layer layer) {
    Set<String> hidden = new HashSet<>(policy.hiddenFields(actor, marked(layer)));
    if (!policy.may(actor, PERSONAL)) {
      layer.fields().stream().filter(Field::personal).map(Field::name).forEach(hidden::add);
    }
    return Set.copyOf(hidden);
  }

  /** False when the layer is as good as not there for this actor. */
  public boolean some() {
    return !rows.nothing();
  }

  /** True when no feature of the layer is kept from this actor. */
  public boolean all() {
    return rows.everything();
  }

  /** Which rows show, for those who push it down into a query; {@link #shows} has the last word. */
  public Sight rows() {
    return rows;
  }

  public boolean shows(Feature feature) {
    return shows(FeatureRow.of(feature));
  }

  /** As {@link #shows(Feature)}: a row is only taken apart when the policy has to look at it. */
  public boolean shows(FeatureRow row) {
    return rows.everything()
        || policy.maySee(
            actor,
            marked,
            row.properties().get(ORGANISATION) instanceof String owner ? owner : null,
            row.geometry());
  }

  /** False for a field this actor must not see. */
  public boolean shows(String field) {
    return !hidden.contains(field);
  }

  /** The feature's properties without the fields this actor must not see. */
  public Map<String, Object> properties(Feature feature) {
    if (hidden.isEmpty()) {
      return feature.properties();
    }
    Map<String, Object> shown = new LinkedHashMap<>(feature.properties());
    shown.keySet().removeAll(hidden);
    return shown;
  }

  /** The layer's definition without the fields this actor must not see. */
  public Layer layer() {
    return new Layer(
        layer.id(),
        layer.theme(),
        layer.title(),
        layer.geometry(),
        layer.fields().stream().filter(field -> !hidden.contains(field.name())).toList(),
        layer.origin(),
        layer.scales(),
        layer.style(),
        layer.live());
  }

  /**
   * How tiles are made for this actor. Actors with the same key share them: it holds all that the
   * policy tells apart, the one right above that it does not, and the layer's definition, for tiles
   * made by an older one.
   */
  public TileView tiles() {
    String key =
        policy.visibilityKey(actor, marked).digest()
            + (policy.may(actor, PERSONAL) ? "p" : "-")
            + Integer.toHexString(layer.hashCode());
    return rows.everything() ? TileView.ofAll(key, hidden) : new TileView(key, this::shows, hidden);
  }
}
