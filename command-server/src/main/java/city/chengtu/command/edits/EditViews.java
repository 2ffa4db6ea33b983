package city.chengtu.command.edits;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.FieldRules;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.FeatureVersion;
import city.chengtu.gis.store.StoredLayers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Change sets, histories and forms as one reader sees them: no row and no field more. */
final class EditViews {
  private static final int MOST_SETS = 200;
  private static final int MOST_VERSIONS = 500;

  private final Jdbi jdbi;
  private final AccessPolicy policy;
  private final StoredLayers layers;
  private final LayerDesk desk;
  private final EditSets sets;
  private final EditTable table = new EditTable();

  EditViews(Jdbi jdbi, AccessPolicy policy, StoredLayers layers, LayerDesk desk, EditSets sets) {
    this.jdbi = jdbi;
    this.policy = policy;
    this.layers = layers;
    this.desk = desk;
    this.sets = sets;
  }

  /**
   * @param state only these; null for all
   * @param mine true for those of the reader only
   */
  List<EditSet> list(Actor actor, String state, boolean mine) {
    boolean all = !mine && policy.may(actor, EditReview.REVIEW);
    return jdbi.withHandle(
        h ->
            sets.readable(
                h,
                actor,
                table.list(h, state, all ? null : actor.account(), actor.account(), MOST_SETS)));
  }

  /** A set with its features: what they were, what they shall be, what is in the way. */
  Map<String, Object> set(Actor actor, UUID id) {
    return jdbi.withHandle(
        h -> {
          EditSet set =
              table
                  .find(h, id)
                  .filter(s -> sets.mayRead(h, actor, s))
                  .orElseThrow(() -> Refusal.notFound("edit-set", id.toString()));
          Map<String, Object> shown = new LinkedHashMap<>();
          shown.put("set", set);
          shown.put("items", items(h, actor, set));
          return shown;
        });
  }

  private List<Map<String, Object>> items(Handle h, Actor actor, EditSet set) {
    List<EditItem> items = table.items(h, set.id());
    Map<String, Map<String, FeatureVersion>> current =
        items.stream()
            .filter(item -> layers.has(item.layer()))
            .collect(
                Collectors.groupingBy(
                    EditItem::layer,
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        some ->
                            layers.current(
                                h,
                                some.get(0).layer(),
                                some.stream().map(EditItem::feature).toList()))));
    List<Map<String, Object>> shown = new ArrayList<>();
    for (EditItem item : items) {
      shown.add(item(h, actor, item, current.getOrDefault(item.layer(), Map.of())));
    }
    return shown;
  }

  private Map<String, Object> item(
      Handle h, Actor actor, EditItem item, Map<String, FeatureVersion> current) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", item.id());
    if (!layers.has(item.layer())) {
      shown.put("hidden", true);
      return shown;
    }
    Layer whole = layers.get(item.layer()).layer();
    MapSight sight = new MapSight(policy, actor, whole);
    FeatureVersion now = current.get(item.feature());
    Optional<FeatureVersion> before =
        item.adds()
            ? Optional.empty()
            : layers.version(h, item.layer(), item.feature(), item.base());
    Feature after = after(item, before.orElse(null), whole);
    if (hides(sight, now)
        || hides(sight, before.orElse(null))
        || (after != null && !sight.shows(after))) {
      shown.put("hidden", true);
      return shown;
    }
    shown.put("hidden", false);
    shown.put("layer", item.layer());
    shown.put("feature", item.feature());
    shown.put("action", item.action());
    shown.put("base", item.base());
    before.ifPresent(version -> shown.put("before", LayerDesk.shown(version, sight)));
    if (after != null) {
      shown.put(
          "after", Map.of("geometry", after.geometry(), "properties", sight.properties(after)));
    }
    if (item.applied() != null) {
      shown.put("applied", item.applied());
    } else {
      conflict(item, now).ifPresent(kind -> shown.put("conflict", conflict(kind, now, sight)));
    }
    return shown;
  }

  private static boolean hides(MapSight sight, FeatureVersion version) {
    return version != null && !sight.shows(version.feature());
  }

  private static Feature after(EditItem item, FeatureVersion before, Layer layer) {
    if (item.ends()) {
      return null;
    }
    NewFeature next = EditRun.next(layer, item.edit(""), before, item.content());
    return new Feature(
        next.layer(), next.id(), 1, Instant.EPOCH, next.geometry(), next.properties());
  }

  /** changed, gone or exists; empty when nothing is in the way. */
  private static Optional<String> conflict(EditItem item, FeatureVersion now) {
    if (item.adds()) {
      return now == null ? Optional.empty() : Optional.of("exists");
    }
    if (now == null) {
      return Optional.of("gone");
    }
    return now.feature().version() == item.base() ? Optional.empty() : Optional.of("changed");
  }

  private static Map<String, Object> conflict(String kind, FeatureVersion now, MapSight sight) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("kind", kind);
    shown.put("version", now == null ? 0 : now.feature().version());
    if (now != null) {
      shown.put("current", LayerDesk.shown(now, sight));
    }
    return shown;
  }

  /**
   * The versions of one feature, newest first, as far as the reader sees them.
   *
   * @throws Refusal 404 when he sees none
   */
  List<Map<String, Object>> history(Actor actor, String layer, String feature) {
    desk.open(actor, layer);
    MapSight sight = new MapSight(policy, actor, layers.get(layer).layer());
    List<Map<String, Object>> shown =
        layers.versions(layer, feature).stream()
            .limit(MOST_VERSIONS)
            .filter(version -> sight.shows(version.feature()))
            .map(version -> LayerDesk.shown(version, sight))
            .toList();
    if (shown.isEmpty()) {
      throw Refusal.notFound("feature", feature);
    }
    return shown;
  }

  /** What a form for the layer's features is made from. */
  Map<String, Object> form(Actor actor, String id) {
    Layer layer = desk.open(actor, id);
    FieldRules rules = FieldRules.of(id);
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Field field : layer.fields()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("name", field.name());
      shown.put("title", field.title());
      shown.put("type", field.type().name().toLowerCase(Locale.ROOT));
      if (field.unit() != null) {
        shown.put("unit", field.unit());
      }
      shown.put("required", rules.required().contains(field.name()));
      if (rules.values().containsKey(field.name())) {
        shown.put("values", rules.values().get(field.name()));
      }
      fields.add(shown);
    }
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("layer", id);
    form.put("title", layer.title());
    form.put("geometry", layer.geometry().name().toLowerCase(Locale.ROOT));
    form.put("fields", fields);
    form.put("mayEdit", desk.mayEdit(actor, id));
    form.put("mayReview", policy.may(actor, EditReview.REVIEW));
    return form;
  }
}
