package city.chengtu.command.catalogue;

import city.chengtu.command.catalogue.LayerEntry.Lineage;
import city.chengtu.command.catalogue.LayerEntry.Service;
import city.chengtu.command.catalogue.LayerEntry.Use;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.onemap.LayerCard;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerRecord;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.feature.Theme;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.LayerRecords;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what the catalogue says of one layer to one reader. */
final class EntryMaker {
  private static final int DAYS_OF_USE = 30;
  private static final int MOST_USERS = 50;
  private static final int MOST_GROUPS = 10;

  /** Who describes layers is told who uses them. */
  private static final String EDIT = "catalogue.edit";

  /** As {@code /ogc} answers in. */
  private static final List<String> CRS =
      List.of("EPSG:4490 CGCS2000", "EPSG:4326", "EPSG:4547", "EPSG:4549", "EPSG:3857");

  /** As {@code /wms} draws in. */
  private static final List<String> PICTURE_CRS =
      List.of("EPSG:3857", "EPSG:4326", "EPSG:4490 CGCS2000");

  private final CatalogueParts parts;
  private final RecordBook book;
  private final QualityTable quality = new QualityTable();
  private final UseTable use = new UseTable();
  private final SubscriptionTable subscriptions = new SubscriptionTable();

  EntryMaker(CatalogueParts parts, RecordBook book) {
    this.parts = parts;
    this.book = book;
  }

  LayerEntry entry(Actor actor, FeatureSource source) {
    return entry(actor, source, source.layer(), book.find(source.layer().id()));
  }

  /**
   * @param definition the layer's, where it is newer than the source's
   */
  LayerEntry entry(
      Actor actor, FeatureSource source, Layer definition, Optional<LayerRecords.Version> version) {
    String id = definition.id();
    MapSight sight = new MapSight(parts.policy(), actor, definition);
    LayerCard card = parts.map().card(source, sight);
    return new LayerEntry(
        card,
        version.map(LayerRecords.Version::version).orElse(0L),
        version.map(LayerRecords.Version::at).orElse(null),
        group(definition.theme()),
        version.map(LayerRecords.Version::record).orElse(LayerRecord.EMPTY),
        CRS,
        services(definition),
        lineage(id).orElse(null),
        sight.all() ? parts.jdbi().withHandle(h -> quality.find(h, id)).orElse(null) : null,
        parts.policy().may(actor, EDIT) ? use(id) : null,
        parts.jdbi().withHandle(h -> subscriptions.has(h, actor.account(), id)));
  }

  /** Of a layer that another server draws: it is described where that server is registered. */
  LayerEntry picture(LayerCard card) {
    return new LayerEntry(
        card,
        0,
        null,
        group(card.layer().theme()),
        LayerRecord.EMPTY,
        PICTURE_CRS,
        List.of(
            new Service("Picture tiles (WebMercatorQuad)", card.picture().tiles()),
            new Service("WMS", "/wms"),
            new Service("WMTS", "/wmts")),
        null,
        null,
        null,
        false);
  }

  private List<Text> group(String theme) {
    Map<String, Theme> byId =
        parts.catalogue().themes().stream()
            .collect(Collectors.toMap(Theme::id, Function.identity()));
    List<Text> group = new ArrayList<>();
    for (Theme t = byId.get(theme);
        t != null && group.size() < MOST_GROUPS;
        t = t.parent() == null ? null : byId.get(t.parent())) {
      group.add(0, t.title());
    }
    return List.copyOf(group);
  }

  /** Addresses from the server's root: the reader knows how he reached it. */
  private static List<Service> services(Layer layer) {
    List<Service> services = new ArrayList<>();
    services.add(new Service("OGC API - Features", "/ogc/collections/" + layer.id()));
    services.add(new Service("GeoJSON", "/api/v1/layers/" + layer.id() + "/features"));
    services.add(
        new Service("Vector tiles (MVT)", "/api/v1/layers/" + layer.id() + "/tiles/{z}/{x}/{y}"));
    if (layer.live()) {
      services.add(new Service("Live feed (WebSocket)", "/live"));
    }
    return services;
  }

  private Optional<Lineage> lineage(String layer) {
    if (!parts.layers().has(layer)) {
      return Optional.empty();
    }
    return parts.layers().changes(layer, 1).stream().findFirst().map(EntryMaker::lineage);
  }

  private static Lineage lineage(LayerChange c) {
    return new Lineage(c.source(), c.changeSet(), c.title(), c.author(), c.at());
  }

  private Use use(String layer) {
    LocalDate since =
        LocalDate.ofInstant(parts.clock().instant(), parts.zone()).minusDays(DAYS_OF_USE);
    return parts
        .jdbi()
        .withHandle(
            h -> new Use(use.days(h, layer, since), use.users(h, layer, since, MOST_USERS)));
  }
}
