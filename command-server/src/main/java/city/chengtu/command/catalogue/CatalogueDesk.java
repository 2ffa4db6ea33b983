package city.chengtu.command.catalogue;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.catalogue.CatalogueQuery.Kind;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import city.chengtu.command.onemap.LayerCard;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerRecord;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.feature.Theme;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.LayerRecords;
import city.chengtu.gis.store.SqlFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The catalogue as one actor sees it, and its changes. What he may not see is not there: {@link
 * MapSight} decides. Blocking.
 */
final class CatalogueDesk {
  /** Subject kind in the journal; the subject's id is the layer's. */
  static final String KIND = "catalogue";

  private static final int MOST_VERSIONS = 200;
  private static final String SHARE = "catalogue.share";

  private final CatalogueParts parts;
  private final AccessPolicy policy;
  private final RecordBook book;
  private final EntryMaker entries;
  private final LayerRecords records = new LayerRecords();

  CatalogueDesk(CatalogueParts parts) {
    this.parts = parts;
    this.policy = parts.policy();
    this.book = new RecordBook(parts.jdbi());
    this.entries = new EntryMaker(parts, book);
  }

  /**
   * A page of the layers found.
   *
   * @param total layers on all pages
   */
  record Found(List<Theme> themes, List<LayerCard> layers, int total) {}

  Found find(Actor actor, CatalogueQuery query) {
    List<Theme> themes = parts.map().themes();
    List<LayerCard> found =
        new LayerFinder(themes, book.all()).find(cards(actor, query.kind()), query);
    long from = (query.page() - 1L) * query.size();
    return new Found(themes, found.stream().skip(from).limit(query.size()).toList(), found.size());
  }

  private List<LayerCard> cards(Actor actor, Kind kind) {
    List<LayerCard> cards = new ArrayList<>();
    if (kind != Kind.FEATURES) {
      cards.addAll(parts.pictures().cards(actor));
    }
    if (kind != Kind.PICTURES) {
      cards.addAll(parts.map().layers(actor));
    }
    return cards;
  }

  private Optional<LayerCard> picture(Actor actor, String id) {
    return parts.pictures().cards(actor).stream().filter(c -> c.layer().id().equals(id)).findAny();
  }

  List<ThemeCount> tree(Actor actor, Kind kind) {
    Map<String, List<String>> byTheme = new LinkedHashMap<>();
    cards(actor, kind)
        .forEach(
            card ->
                byTheme
                    .computeIfAbsent(card.layer().theme(), t -> new ArrayList<>())
                    .add(card.layer().id()));
    return below(null, parts.map().themes(), byTheme);
  }

  private static List<ThemeCount> below(
      String parent, List<Theme> themes, Map<String, List<String>> byTheme) {
    List<ThemeCount> here = new ArrayList<>();
    for (Theme theme : themes) {
      if (Objects.equals(theme.parent(), parent)) {
        List<String> layers = byTheme.getOrDefault(theme.id(), List.of());
        List<ThemeCount> deeper = below(theme.id(), themes, byTheme);
        long total = layers.size() + deeper.stream().mapToLong(ThemeCount::total).sum();
        here.add(new ThemeCount(theme.id(), theme.title(), layers, total, deeper));
      }
    }
    return here;
  }

  /**
   * @throws Refusal 404 when there is no such layer, or none for this actor
   */
  LayerEntry entry(Actor actor, String id) {
    return picture(actor, id)
        .map(entries::picture)
        .orElseGet(() -> entries.entry(actor, opened(actor, id).source()));
  }

  private record Opened(FeatureSource source, MapSight sight) {}

  private Opened opened(Actor actor, String id) {
    FeatureSource source =
        parts.catalogue().find(id).orElseThrow(() -> Refusal.notFound("layer", id));
    MapSight sight = new MapSight(policy, actor, source.layer());
    if (!sight.some()) {
      throw Refusal.notFound("layer", id);
    }
    return new Opened(source, sight);
  }

  /**
   * @param seen version of the entry that the sender saw
   * @throws Refusal 403 when only some of the layer is his, or sharing is not his to decide; 412
   *     when somebody has changed it since
   */
  LayerEntry edit(CommandContext c, String id, long seen, LayerPatch patch) {
    if (picture(c.actor(), id).isPresent()) {
      throw Refusal.of(
          405, "layer-is-foreign", "'" + id + "' is described where its server is registered");
    }
    Opened opened = opened(c.actor(), id);
    if (!opened.sight().all()) {
      throw Refusal.forbidden("only who sees all of a layer may describe it");
    }
    if (patch.touchesRights()) {
      policy.check(c.actor(), SHARE);
    }
    Optional<LayerRecords.Version> last = records.find(c.handle(), id);
    long version = last.map(LayerRecords.Version::version).orElse(0L);
    c.checkVersion(
        seen,
        version,
        () ->
            Refusal.stale(
                "the entry has changed since you saw it",
                entries.entry(c.actor(), opened.source())));
    Layer now = last(opened.source().layer(), c);
    Layer layer = patch.applied(now);
    checkTheme(layer);
    LayerRecord record =
        patch.applied(last.map(LayerRecords.Version::record).orElse(LayerRecord.EMPTY), layer);
    LayerRecords.Version next =
        new LayerRecords.Version(version + 1, c.now(), c.actor().account(), layer, record);
    add(c, next);
    if (!layer.equals(now)) {
      parts.layers().redefine(c.handle(), layer);
    }
    c.record(
        Change.of(
            "city.chengtu.catalogue.edited",
            new Subject(KIND, id),
            next.version(),
            Map.of(
                "layer", id,
                "title", layer.title(),
                "theme", layer.theme(),
                "origin", layer.origin(),
                "record", record)));
    return entries.entry(c.actor(), opened.source(), layer, Optional.of(next));
  }

  /** As the database has it: another node, or a moment ago somebody here, may have defined it. */
  private Layer last(Layer known, CommandContext c) {
    return known.live() ? known : parts.layers().definition(c.handle(), known.id());
  }

  private void checkTheme(Layer layer) {
    if (parts.catalogue().themes().stream().noneMatch(t -> t.id().equals(layer.theme()))) {
      throw Refusal.invalid("/theme", "unknown-theme", "there is no theme '" + layer.theme() + "'");
    }
  }

  private void add(CommandContext c, LayerRecords.Version next) {
    try {
      records.add(c.handle(), next);
    } catch (RuntimeException e) {
      if (SqlFailure.of(e) == SqlFailure.DUPLICATE_KEY) {
        throw Refusal.of(412, "version-conflict", "somebody has changed the entry just now");
      }
      throw e;
    }
  }

  /**
   * A version of a layer's features.
   *
   * @param load id of the change set
   * @param added null, as the other counts, for who does not see the whole layer
   */
  record FeatureVersion(
      long version,
      Instant at,
      String author,
      String title,
      String source,
      String load,
      Long added,
      Long changed,
      Long ended) {}

  /** A version of a layer's entry. */
  record EntryVersion(
      long version, Instant at, String author, Text title, String theme, LayerRecord record) {}

  /** The versions of a layer, newest first. */
  record Versions(List<FeatureVersion> features, List<EntryVersion> entries) {}

  Versions versions(Actor actor, String id, int limit) {
    if (picture(actor, id).isPresent()) {
      return new Versions(List.of(), List.of());
    }
    Opened opened = opened(actor, id);
    boolean all = opened.sight().all();
    int most = Math.min(limit, MOST_VERSIONS);
    List<FeatureVersion> features =
        parts.layers().has(id)
            ? parts.layers().changes(id, most).stream().map(c -> version(c, all)).toList()
            : List.of();
    List<EntryVersion> edits =
        parts.jdbi().withHandle(h -> records.history(h, id, most)).stream()
            .map(
                v ->
                    new EntryVersion(
                        v.version(),
                        v.at(),
                        v.author(),
                        v.definition().title(),
                        v.definition().theme(),
                        v.record()))
            .toList();
    return new Versions(features, edits);
  }

  private static FeatureVersion version(LayerChange c, boolean all) {
    return new FeatureVersion(
        c.version(),
        c.at(),
        c.author(),
        c.title(),
        c.source(),
        c.changeSet().toString(),
        all ? (Long) c.added() : null,
        all ? (Long) c.changed() : null,
        all ? (Long) c.ended() : null);
  }
}
